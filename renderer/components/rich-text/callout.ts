import { Node } from '@tiptap/core';

/** What is to be kept in mind: a definition, a warning, in a frame. Its text stands in it as blocks of the lesson do. */
export const Callout = Node.create({
  name: 'callout',
  group: 'block',
  content: 'block+',
  defining: true,
  parseHTML: () => [{ tag: 'aside[data-callout]' }],
  renderHTML: () => ['aside', { class: 'rich-text-callout', 'data-callout': '' }, 0],
});
