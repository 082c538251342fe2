import { Extension, getTextBetween, getTextSerializersFromSchema } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { Plugin, type Selection } from '@tiptap/pm/state';
import { TEACHER_BLOCK } from '../../../preload/contract/index.ts';
import { type TeacherAttrs, teacherAttrs } from './teacher-block.ts';

/** Between two blocks of a text without form. */
const SEPARATOR = '\n\n';

/** Says in what is copied as plain text which of it is for the teacher alone: it may be pasted where students read. */
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
            clipboardTextSerializer: () => copiedText(editor.state.doc, editor.state.selection, labelled),
          },
        }),
      ];
    },
  });
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
