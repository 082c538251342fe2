import { Node } from '@tiptap/core';

/** Where a new page begins when the lesson is printed, or written as a file. */
export const PageBreak = Node.create({
  name: 'pageBreak',
  group: 'block',
  atom: true,
  parseHTML: () => [{ tag: 'hr[data-page-break]', priority: 60 }],
  renderHTML: () => ['hr', { class: 'rich-text-page-break', 'data-page-break': '' }],
});
