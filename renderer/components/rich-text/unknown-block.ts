import { Node } from '@tiptap/core';

/**
 * A block that this version cannot edit (a drawing of a newer one).
 *
 * It is shown as its words in a frame, can be moved or deleted whole, and is given back exactly as it came.
 */
export const UnknownBlock = Node.create({
  name: 'unknownBlock',
  group: 'block',
  atom: true,
  draggable: true,
  addAttributes() {
    return { content: { default: null, rendered: false } };
  },
  renderHTML({ node }) {
    return ['div', { class: 'rich-text-unknown' }, wordsOf(node.attrs.content) || '…'];
  },
});

/** The words in any node's JSON, whatever it is. */
export function wordsOf(node: unknown): string {
  if (node === null || typeof node !== 'object') return '';
  const { text, content } = node as { text?: unknown; content?: unknown };
  if (typeof text === 'string') return text;
  if (!Array.isArray(content)) return '';
  return content
    .map(wordsOf)
    .filter((words) => words !== '')
    .join(' ');
}
