import { Extension, getTextBetween, getTextSerializersFromSchema } from '@tiptap/core';
import { DOMSerializer, type Node, type Schema } from '@tiptap/pm/model';
import { Plugin, type Selection } from '@tiptap/pm/state';
import { TEACHER_BLOCK } from '../../../preload/contract/index.ts';
import { COPIED_LABEL, type TeacherAttrs, teacherAttrs } from './teacher-block.ts';

/** Between two blocks of a text without form. */
const SEPARATOR = '\n\n';

/** Stands for the text of a block among the words round it. */
const TEXT = '\u0000';

/** Says in what is copied, with its form or as plain text, which of it is for the teacher alone: it may be pasted where students read. */
export function createCopiedText(labelled: (attrs: TeacherAttrs, text: string) => string) {
  return Extension.create({
    name: 'copiedText',
    // Before the one that comes with the editor.
    priority: 1000,
    addProseMirrorPlugins() {
      const { editor } = this;
      return [
        new Plugin({
          props: {
            clipboardSerializer: copiedForm(editor.schema, labelled),
            clipboardTextSerializer: () => copiedText(editor.state.doc, editor.state.selection, labelled),
          },
        }),
      ];
    },
  });
}

/** The text with its form, as other programs take it first: what a block for the teacher is stands in words round it. */
function copiedForm(schema: Schema, labelled: (attrs: TeacherAttrs, text: string) => string): DOMSerializer {
  const { nodes, marks } = DOMSerializer.fromSchema(schema);
  const plain = nodes[TEACHER_BLOCK];
  if (plain === undefined) throw new Error('no text of a lesson');
  return new DOMSerializer(
    {
      ...nodes,
      [TEACHER_BLOCK](node) {
        const [tag, attrs] = plain(node) as [string, Record<string, string>];
        const [opening = '', closing = ''] = labelled(teacherAttrs(node), TEXT).split(TEXT);
        const label = (words: string) => ['p', { [COPIED_LABEL]: '' }, words.trim()];
        return [tag, attrs, label(opening), ['div', 0], label(closing)];
      },
    },
    marks,
  );
}

/** What is selected, as plain text. A few words of one note are taken as they are: whoever picks them out knows whose they are. */
export function copiedText(
  doc: Node,
  { ranges }: Pick<Selection, 'ranges'>,
  labelled: (attrs: TeacherAttrs, text: string) => string,
): string {
  const options = { textSerializers: getTextSerializersFromSchema(doc.type.schema) };
  const parts = [...ranges]
    .sort((one, other) => one.$from.pos - other.$from.pos)
    .flatMap(({ $from, $to }) => {
      const [from, to] = [$from.pos, $to.pos];
      if ($from.sharedDepth(to) > 0) return [getTextBetween(doc, { from, to }, options)];
      const texts: string[] = [];
      doc.nodesBetween(from, to, (node, at) => {
        const inside = { from: Math.max(from, at), to: Math.min(to, at + node.nodeSize) };
        const text = getTextBetween(doc, inside, options).trim();
        const isKept = node.type.name === TEACHER_BLOCK && text !== '';
        texts.push(isKept ? labelled(teacherAttrs(node), text) : text);
        return false;
      });
      return texts;
    });
  return parts.join(SEPARATOR);
}
