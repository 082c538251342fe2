import { Fragment } from '@tiptap/pm/model';
import type { Command } from '@tiptap/pm/state';
import { TextSelection } from '@tiptap/pm/state';
import {
  addColumnAfter,
  addColumnBefore,
  addRowAfter,
  addRowBefore,
  deleteColumn,
  deleteRow,
  deleteTable,
  isInTable,
  selectedRect,
  toggleHeader,
} from '@tiptap/pm/tables';
import type { Editor } from '@tiptap/react';

interface TableAction {
  /** As `ACTIONS` of the toolbar writes them. */
  readonly keys?: string;
  readonly run: Command;
}

/** 20 columns, 500 rows: a page holds no more, and a key that is held down must end. */
const MOST = { width: 20, height: 500 };

/** Unless the table is as wide or as high as one may be. */
function within(side: keyof typeof MOST, command: Command): Command {
  return (state, dispatch) =>
    isInTable(state) && selectedRect(state).map[side] < MOST[side] && command(state, dispatch);
}

/** What is done to the table that the cursor is in. Words: `richText.table.<name>`. */
export const TABLE_COMMANDS = {
  rowAbove: { keys: 'Alt+Shift+ArrowUp', run: within('height', addRowBefore) },
  rowBelow: { keys: 'Alt+Shift+ArrowDown', run: within('height', addRowAfter) },
  columnBefore: { keys: 'Alt+Shift+ArrowLeft', run: within('width', addColumnBefore) },
  columnAfter: { keys: 'Alt+Shift+ArrowRight', run: within('width', addColumnAfter) },
  headerRow: { run: toggleHeader('row') },
  // The last row or column that goes takes the table along.
  deleteRow: { keys: 'Alt+Shift+Backspace', run: orTable('height', deleteRow) },
  deleteColumn: { keys: 'Alt+Shift+Delete', run: orTable('width', deleteColumn) },
  deleteTable: { run: deleteTable },
} satisfies Record<string, TableAction>;
export type TableCommand = keyof typeof TABLE_COMMANDS;

/** The keys of a command, if it has any. */
export function tableKeysOf(name: TableCommand): string | undefined {
  return (TABLE_COMMANDS[name] as TableAction).keys;
}

function orTable(side: 'width' | 'height', command: Command): Command {
  return (state, dispatch) => {
    if (!isInTable(state)) return false;
    return (selectedRect(state).map[side] === 1 ? deleteTable : command)(state, dispatch);
  };
}

/** Does it, unless the cursor is in no table. */
export function runTable(
  editor: Editor | { state: Editor['state']; view: Editor['view'] },
  name: TableCommand,
): boolean {
  const { state, view } = editor;
  const { run } = TABLE_COMMANDS[name];
  return isInTable(state) && run(state, (transaction) => view.dispatch(transaction.scrollIntoView()));
}

/** Puts a table of three columns and two rows, the first of heads, behind the block that the cursor is in. */
export const insertTable: Command = (state, dispatch) => {
  const { table, tableRow, tableCell, tableHeader } = state.schema.nodes;
  const { $from } = state.selection;
  const isTop =
    $from.depth === 0 || $from.node(1).type.isInGroup('block') || $from.node(1).type.name === 'columns';
  if (table === undefined || tableRow === undefined || isInTable(state) || !isTop) return false;
  const row = (type: typeof tableCell) =>
    tableRow.create(null, Fragment.from([0, 1, 2].flatMap(() => type?.createAndFill() ?? [])));
  const made = table.create(null, [row(tableHeader), row(tableCell)]);
  const isEmpty = $from.depth === 1 && $from.parent.isTextblock && $from.parent.content.size === 0;
  const at = $from.depth === 0 ? state.selection.to : isEmpty ? $from.before(1) : $from.after(1);
  const tr = isEmpty ? state.tr.replaceWith(at, $from.after(1), made) : state.tr.insert(at, made);
  dispatch?.(tr.setSelection(TextSelection.near(tr.doc.resolve(at + 1))).scrollIntoView());
  return true;
};

/** Whether the cursor is in a table, and its first row is one of heads. */
export function tableAt({ state }: Pick<Editor, 'state'>): { hasHeaderRow: boolean } | null {
  if (!isInTable(state)) return null;
  const { table } = selectedRect(state);
  let hasHeaderRow = true;
  table.firstChild?.forEach(({ type }) => {
    hasHeaderRow &&= type.name === 'tableHeader';
  });
  return { hasHeaderRow };
}
