import { Node } from '@tiptap/core';
import type { Command } from '@tiptap/pm/state';
import { TextSelection } from '@tiptap/pm/state';

/** Where a new page begins when the lesson is printed, or written as a file. */
export const PageBreak = Node.create({
  name: 'pageBreak',
  group: 'block',
  atom: true,
  parseHTML: () => [{ tag: 'hr[data-page-break]', priority: 60 }],
  renderHTML: () => ['hr', { class: 'rich-text-page-break', 'data-page-break': '' }],
});

/** Begins a new page behind the block that the cursor is in, never within a table or a list; the cursor goes on there. */
export const breakPage: Command = (state, dispatch) => {
  const { pageBreak, paragraph } = state.schema.nodes;
  const { $from } = state.selection;
  if (pageBreak === undefined || paragraph === undefined) return false;
  const isEmpty = $from.depth === 1 && $from.parent.isTextblock && $from.parent.content.size === 0;
  const at = $from.depth === 0 ? state.selection.to : isEmpty ? $from.before(1) : $from.after(1);
  const { tr } = state;
  tr.insert(at, pageBreak.create());
  const next = tr.doc.resolve(at + 1).nodeAfter;
  if (next === null || !next.isTextblock) tr.insert(at + 1, paragraph.create());
  dispatch?.(tr.setSelection(TextSelection.near(tr.doc.resolve(at + 2))).scrollIntoView());
  return true;
};
