import type { RichNode } from './rich-text.ts';

/** A line of a checklist as one of a list, its box written before it. */
export function ticked({ attrs, content = [] }: RichNode): RichNode {
  const [first, ...rest] = content;
  const box: RichNode = { type: 'text', text: attrs?.checked === true ? '☑ ' : '☐ ' };
  const line = { type: 'paragraph', content: [box, ...(first?.content ?? [])] };
  return { type: 'listItem', content: [line, ...rest] };
}
