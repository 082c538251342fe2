import { Node } from '@tiptap/core';
import type { Node as ProseNode } from '@tiptap/pm/model';
import { NodeRange } from '@tiptap/pm/model';
import type { EditorState, Transaction } from '@tiptap/pm/state';
import { TextSelection } from '@tiptap/pm/state';
import type { CorrectionDue } from '../../../preload/contract/index.ts';
import { TEACHER_BLOCK } from '../../../preload/contract/index.ts';
import { teacherEdge } from './teacher-edge.ts';

export type TeacherKind = 'note' | 'correction';

/** What a block for the teacher alone says of itself. */
export interface TeacherAttrs {
  readonly kind: TeacherKind;
  readonly at: number | null;
  readonly due: CorrectionDue | null;
  readonly label: string;
}

/** On what says in a copied text whose a block is, for other programs: pasted here, the block says it by itself. */
export const COPIED_LABEL = 'data-teacher-label';

/** The text as a whole: what is for its teacher alone, and columns, stand between the blocks, never within one. */
export const LESSON_CONTENT = '(block | forTeacher | columns)+';

/** A note or a correction. Its text does not flow over its edge: what is written in it never becomes part of what students read. */
export const TeacherBlock = Node.create({
  name: TEACHER_BLOCK,
  group: 'forTeacher',
  content: 'block+',
  isolating: true,
  defining: true,
  addAttributes: () => ({
    kind: {
      default: 'note',
      rendered: false,
      parseHTML: (element: HTMLElement) =>
        element.dataset.teacherBlock === 'correction' ? 'correction' : 'note',
    },
    at: { default: null, rendered: false, parseHTML: () => null },
    due: { default: null, rendered: false, parseHTML: () => null },
    label: {
      default: null,
      rendered: false,
      parseHTML: (element: HTMLElement) => element.dataset.label ?? null,
    },
  }),
  parseHTML: () => [
    { tag: `[${COPIED_LABEL}]`, ignore: true, priority: 100 },
    { tag: 'section[data-teacher-block]' },
  ],
  renderHTML({ node }) {
    const { kind, label } = node.attrs;
    return [
      'section',
      { class: 'rich-text-teacher', 'data-teacher-block': kind, 'data-label': label ?? undefined },
      0,
    ];
  },
  addKeyboardShortcuts() {
    return {
      Enter: () => this.editor.commands.command(leave),
    };
  },
  addProseMirrorPlugins: () => [teacherEdge()],
});

/** The block for the teacher that the selection begins in, and where it stands. */
export function teacherBlockAt(state: EditorState): { node: ProseNode; at: number } | null {
  const { $from } = state.selection;
  const node = $from.depth === 0 ? null : $from.node(1);
  return node?.type.name === TEACHER_BLOCK ? { node, at: $from.before(1) } : null;
}

/** What the block says of itself. */
export function teacherAttrs({ attrs }: ProseNode): TeacherAttrs {
  return { kind: attrs.kind, at: attrs.at, due: attrs.due, label: attrs.label ?? '' };
}

interface Props {
  readonly state: EditorState;
  readonly tr: Transaction;
}

/** Makes the selected blocks the teacher's own, or the block that they are in one of another kind. */
export function keepForTeacher(attrs: Pick<TeacherAttrs, 'kind' | 'label'>) {
  return ({ state, tr }: Props): boolean => {
    const known = teacherBlockAt(state);
    if (known !== null) {
      tr.setNodeMarkup(known.at, undefined, { ...known.node.attrs, ...attrs, at: null, due: null });
      return true;
    }
    const { $from, $to } = state.selection;
    const type = state.schema.nodes[TEACHER_BLOCK];
    if (type === undefined || $from.depth === 0 || $to.depth === 0) return false;
    const range = new NodeRange($from, $to, 0);
    for (let index = range.startIndex; index < range.endIndex; index += 1)
      if (!tr.doc.child(index).type.isInGroup('block')) return false;
    tr.wrap(range, [{ type, attrs }]).scrollIntoView();
    return true;
  };
}

/** Makes the block that the selection is in part of what students read. */
export function giveToStudents({ state, tr }: Props): boolean {
  const known = teacherBlockAt(state);
  if (known === null) return false;
  tr.replaceWith(known.at, known.at + known.node.nodeSize, known.node.content).scrollIntoView();
  return true;
}

/** Gives the correction that the selection is in a date. */
export function dateCorrection(date: Pick<TeacherAttrs, 'at' | 'due'>) {
  return ({ state, tr }: Props): boolean => {
    const known = teacherBlockAt(state);
    if (known === null) return false;
    tr.setNodeMarkup(known.at, undefined, { ...known.node.attrs, ...date });
    return true;
  };
}

/** Enter in an empty last line of it goes on below it. */
function leave({ state, tr }: Props): boolean {
  const known = teacherBlockAt(state);
  const { $from, empty } = state.selection;
  const paragraph = state.schema.nodes.paragraph;
  if (known === null || paragraph === undefined || !empty || $from.depth !== 2) return false;
  const { node, at } = known;
  if ($from.parent.content.size > 0 || $from.index(1) !== node.childCount - 1 || node.childCount === 1)
    return false;
  const end = at + node.nodeSize;
  tr.insert(end, paragraph.create());
  tr.delete($from.before(2), $from.after(2));
  const below = tr.mapping.map(end, -1);
  tr.setSelection(TextSelection.near(tr.doc.resolve(below + 1))).scrollIntoView();
  return true;
}
