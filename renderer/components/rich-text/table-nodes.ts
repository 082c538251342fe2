import { Extension, Node } from '@tiptap/core';
import type { Node as ProseNode } from '@tiptap/pm/model';
import { TextSelection } from '@tiptap/pm/state';
import { runTable, TABLE_COMMANDS, type TableCommand } from './table-commands.ts';

/** A cell reaches over one column and one row unless it says more; that is not written into the lesson (block-codec.ts). */
function span(name: 'colspan' | 'rowspan') {
  return {
    default: 1,
    parseHTML: (element: HTMLElement) => spanOf(element.getAttribute(name)),
    renderHTML: (attributes: Record<string, unknown>) => {
      const value = spanOf(attributes[name]);
      return value === 1 ? {} : { [name]: value };
    },
  };
}

/** 100: more columns than a page holds. */
function spanOf(value: unknown): number {
  const count = Math.floor(Number(value));
  return Number.isFinite(count) && count > 1 && count <= 100 ? count : 1;
}

const ROLES: Readonly<Record<string, string>> = {
  table: 'table',
  tableRow: 'row',
  tableCell: 'cell',
  tableHeader: 'header_cell',
};

/** What the commands of `@tiptap/pm/tables` know a node by. */
const TableRoles = Extension.create({
  name: 'tableRoles',
  extendNodeSchema: ({ name }) => (ROLES[name] === undefined ? {} : { tableRole: ROLES[name] }),
});

const Table = Node.create({
  name: 'table',
  group: 'block',
  content: 'tableRow+',
  isolating: true,
  parseHTML: () => [{ tag: 'table' }],
  renderHTML: () => ['table', ['tbody', 0]],
});

const TableRow = Node.create({
  name: 'tableRow',
  content: '(tableCell | tableHeader)*',
  parseHTML: () => [{ tag: 'tr' }],
  renderHTML: () => ['tr', 0],
});

const cell = (name: 'tableCell' | 'tableHeader', tag: 'td' | 'th') =>
  Node.create({
    name,
    content: 'block+',
    isolating: true,
    addAttributes: () => ({ colspan: span('colspan'), rowspan: span('rowspan') }),
    parseHTML: () => [{ tag }],
    renderHTML: ({ HTMLAttributes }) => [tag, HTMLAttributes, 0],
  });

/** Tab and Shift+Tab go from cell to cell; out of the last one Tab goes on as everywhere. */
const TableKeys = Extension.create({
  name: 'tableKeys',
  addKeyboardShortcuts() {
    const go = (step: 1 | -1) => () => {
      const { state, view } = this.editor;
      const at = nextCell(state.doc, state.selection.from, step);
      if (at === null) return false;
      view.dispatch(state.tr.setSelection(TextSelection.near(state.doc.resolve(at + 1))).scrollIntoView());
      return true;
    };
    return { Tab: go(1), 'Shift-Tab': go(-1), ...tableKeys((command) => runTable(this.editor, command)) };
  },
});

/** Each command by its own key. */
function tableKeys(run: (command: TableCommand) => boolean): Record<string, () => boolean> {
  const commands = Object.entries(TABLE_COMMANDS) as [TableCommand, { keys?: string }][];
  return Object.fromEntries(
    commands.flatMap(([name, { keys }]) =>
      keys === undefined ? [] : [[keys.replaceAll('+', '-'), () => run(name)]],
    ),
  );
}

/** Where the cell before or after the one that holds a position begins; null outside of a table, and at its ends. */
export function nextCell(doc: ProseNode, from: number, step: 1 | -1): number | null {
  const place = doc.resolve(from);
  const depth = Array.from({ length: place.depth }, (_, index) => place.depth - index).find((one) =>
    isCell(place.node(one)),
  );
  const table = depth === undefined ? 0 : depth - 2;
  if (depth === undefined || place.node(table).type.name !== 'table') return null;
  const cells: number[] = [];
  const start = place.start(table);
  place.node(table).forEach((row, rowAt) => {
    row.forEach((_, cellAt) => {
      cells.push(start + rowAt + 1 + cellAt);
    });
  });
  return cells[cells.indexOf(place.before(depth)) + step] ?? null;
}

function isCell({ type }: ProseNode): boolean {
  return type.name === 'tableCell' || type.name === 'tableHeader';
}

/** Tables that are imported, pasted and made here; `table-commands.ts` adds and removes their rows and columns. */
export const TABLE_NODES = [
  Table,
  TableRow,
  cell('tableCell', 'td'),
  cell('tableHeader', 'th'),
  TableRoles,
  TableKeys,
];
