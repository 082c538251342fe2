import { Node } from '@tiptap/core';
import type { Node as ProseNode } from '@tiptap/pm/model';
import { Fragment } from '@tiptap/pm/model';
import type { Command, EditorState } from '@tiptap/pm/state';
import { TextSelection } from '@tiptap/pm/state';

/** Two or three: a third of an A4 page still holds a line of ten words. */
export const MOST_COLUMNS = 3;

/** Texts beside one another. They stand between the blocks of a lesson, never within one: not in a list, a table or a note. */
export const Columns = Node.create({
  name: 'columns',
  content: `column{2,${MOST_COLUMNS}}`,
  isolating: true,
  defining: true,
  parseHTML: () => [{ tag: 'div[data-columns]' }],
  renderHTML: () => ['div', { class: 'rich-text-columns', 'data-columns': '' }, 0],
  addKeyboardShortcuts() {
    const run = (command: Command) => () =>
      command(this.editor.state, (transaction) => this.editor.view.dispatch(transaction));
    return {
      Tab: run(goToColumn(1)),
      'Shift-Tab': run(goToColumn(-1)),
      Enter: run(leaveLastColumn),
      'Mod-Enter': run(leaveColumns),
      Backspace: run(dissolveEmpty),
    };
  },
});

/** One of them. */
export const Column = Node.create({
  name: 'column',
  content: 'block+',
  isolating: true,
  defining: true,
  parseHTML: () => [{ tag: 'div[data-column]' }],
  renderHTML: () => ['div', { class: 'rich-text-column', 'data-column': '' }, 0],
});

export interface ColumnsPlace {
  readonly node: ProseNode;
  readonly at: number;
  /** Of the column that the selection begins in. */
  readonly index: number;
}

/** The columns that the selection begins in, and where they stand. */
export function columnsAt({ selection: { $from } }: EditorState): ColumnsPlace | null {
  const node = $from.depth === 0 ? null : $from.node(1);
  return node?.type.name === 'columns' ? { node, at: $from.before(1), index: $from.index(1) } : null;
}

/** Sets the selected blocks as the first of two columns; the cursor stays where it is. */
export const makeColumns: Command = (state, dispatch) => {
  const { columns, column, paragraph } = state.schema.nodes;
  const { $from, $to } = state.selection;
  if (columns === undefined || column === undefined || paragraph === undefined) return false;
  if ($from.depth === 0 || $to.depth === 0) return false;
  const blocks: ProseNode[] = [];
  for (let index = $from.index(0); index <= $to.index(0); index += 1) blocks.push(state.doc.child(index));
  if (!blocks.every(({ type }) => type.isInGroup('block'))) return false;
  const second = column.create(null, paragraph.create());
  const made = columns.create(null, [column.create(null, blocks), second]);
  const tr = state.tr.replaceWith($from.before(1), $to.after(1), made);
  // Two openings are before what was there.
  const cursor = tr.doc.resolve(state.selection.head + 2);
  dispatch?.(tr.setSelection(TextSelection.near(cursor)).scrollIntoView());
  return true;
};

/** What is done to the columns that the cursor is in. Words: `richText.columns.<name>`. */
export const COLUMNS_COMMANDS = {
  addColumn: (state, dispatch) => {
    const place = columnsAt(state);
    const { column, paragraph } = state.schema.nodes;
    if (place === null || place.node.childCount === MOST_COLUMNS) return false;
    const made = paragraph && column?.create(null, paragraph.create());
    if (made === undefined) return false;
    const columns = childrenOf(place.node);
    columns.splice(place.index + 1, 0, made);
    dispatch?.(replaced(state, place, columns, place.index + 1));
    return true;
  },
  // What stands in it goes on in the column beside it: nothing is lost.
  removeColumn: (state, dispatch) => {
    const place = columnsAt(state);
    if (place === null) return false;
    if (place.node.childCount === 2) return dissolveColumns(state, dispatch);
    const columns = childrenOf(place.node);
    const [gone] = columns.splice(place.index, 1);
    const index = Math.max(0, place.index - 1);
    const beside = columns[index];
    if (gone === undefined || beside === undefined) return false;
    const [first, second] = place.index === 0 ? [gone, beside] : [beside, gone];
    columns[index] = beside.copy(Fragment.from(textsOf([first, second])));
    dispatch?.(replaced(state, place, columns, index));
    return true;
  },
  dissolve: (state, dispatch) => dissolveColumns(state, dispatch),
} satisfies Record<string, Command>;
export type ColumnsCommand = keyof typeof COLUMNS_COMMANDS;

function dissolveColumns(state: EditorState, dispatch?: Parameters<Command>[1]): boolean {
  const place = columnsAt(state);
  if (place === null) return false;
  const { node, at } = place;
  const tr = state.tr.replaceWith(at, at + node.nodeSize, textsOf(childrenOf(node)));
  dispatch?.(tr.setSelection(TextSelection.near(tr.doc.resolve(at + 1))).scrollIntoView());
  return true;
}

/** All blocks of some columns, one behind the other; without those of a column in which nothing was written. */
function textsOf(columns: readonly ProseNode[]): ProseNode[] {
  const written = columns.filter((column) => !isEmpty(column));
  return (written.length === 0 ? columns.slice(0, 1) : written).flatMap(childrenOf);
}

function isEmpty({ childCount, firstChild }: ProseNode): boolean {
  return childCount === 1 && firstChild?.type.name === 'paragraph' && firstChild.content.size === 0;
}

function childrenOf(node: ProseNode): ProseNode[] {
  return Array.from({ length: node.childCount }, (_, index) => node.child(index));
}

/** The columns with others in them; the cursor goes to the end of one. */
function replaced(state: EditorState, { node, at }: ColumnsPlace, columns: ProseNode[], index: number) {
  const tr = state.tr.replaceWith(at, at + node.nodeSize, node.copy(Fragment.from(columns)));
  const before = columns.slice(0, index + 1).reduce((size, column) => size + column.nodeSize, 0);
  return tr.setSelection(TextSelection.near(tr.doc.resolve(at + before), -1)).scrollIntoView();
}

/** To the column before or behind; out of the last one Tab goes on as everywhere. */
function goToColumn(step: 1 | -1): Command {
  return (state, dispatch) => {
    const place = columnsAt(state);
    const index = (place?.index ?? 0) + step;
    if (place === null || index < 0 || index >= place.node.childCount) return false;
    let at = place.at + 1;
    for (let before = 0; before < index; before += 1) at += place.node.child(before).nodeSize;
    const target = state.doc.resolve(at + 1);
    dispatch?.(state.tr.setSelection(TextSelection.near(target)).scrollIntoView());
    return true;
  };
}

/** Enter in an empty last line of the last column goes on below the columns. */
const leaveLastColumn: Command = (state, dispatch) => {
  const place = columnsAt(state);
  const { $from, empty } = state.selection;
  if (place === null || !empty || $from.depth !== 3 || $from.parent.content.size > 0) return false;
  const column = $from.node(2);
  const isLast = place.index === place.node.childCount - 1 && $from.index(2) === column.childCount - 1;
  if (!isLast || column.childCount === 1) return false;
  return leave(state, dispatch, { from: $from.before(3), to: $from.after(3) });
};

/** From anywhere in them. */
const leaveColumns: Command = (state, dispatch) => leave(state, dispatch, null);

/** A line below the columns, with the cursor in it; `gone`: the line that it is instead of. */
function leave(
  state: EditorState,
  dispatch: Parameters<Command>[1],
  gone: { from: number; to: number } | null,
): boolean {
  const place = columnsAt(state);
  const paragraph = state.schema.nodes.paragraph;
  if (place === null || paragraph === undefined) return false;
  const { tr } = state;
  const end = place.at + place.node.nodeSize;
  tr.insert(end, paragraph.create());
  if (gone !== null) tr.delete(gone.from, gone.to);
  const below = tr.doc.resolve(tr.mapping.map(end, -1) + 1);
  dispatch?.(tr.setSelection(TextSelection.near(below)).scrollIntoView());
  return true;
}

/** Backspace where nothing was written in any of them. */
const dissolveEmpty: Command = (state, dispatch) => {
  const place = columnsAt(state);
  if (place === null || !childrenOf(place.node).every(isEmpty)) return false;
  return dissolveColumns(state, dispatch);
};
