import { Extension, Node } from '@tiptap/core';
import type { Node as ProseNode } from '@tiptap/pm/model';
import { TextSelection } from '@tiptap/pm/state';

/** A cell reaches over one column and one row unless it says more; that is not written into the lesson. */
function span(name: 'colspan' | 'rowspan') {
  return {
    default: null,
    parseHTML: (element: HTMLElement) => spanOf(element.getAttribute(name)),
    renderHTML: (attributes: Record<string, unknown>) => {
      const value = spanOf(attributes[name]);
      return value === null ? {} : { [name]: value };
    },
  };
}

/** 100: more columns than a page holds. */
function spanOf(value: unknown): number | null {
  const count = Math.floor(Number(value));
  return Number.isFinite(count) && count > 1 && count <= 100 ? count : null;
}

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
    return { Tab: go(1), 'Shift-Tab': go(-1) };
  },
});

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

/** Tables as they are imported and pasted: they are read, and written in cell by cell. */
export const TABLE_NODES = [Table, TableRow, cell('tableCell', 'td'), cell('tableHeader', 'th'), TableKeys];
