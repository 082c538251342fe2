import { getSchema } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { EditorState, TextSelection } from '@tiptap/pm/state';
import { expect, test } from 'vitest';
import { createBlockCodec } from './block-codec.ts';
import { createExtensions } from './extensions.ts';
import { insertTable, TABLE_COMMANDS, type TableCommand, tableAt } from './table-commands.ts';

const schema = getSchema(createExtensions());
const paragraph = (text: string) => ({ type: 'paragraph', content: [{ type: 'text', text }] });
const cell = (text: string, attrs?: object) => ({ type: 'tableCell', attrs, content: [paragraph(text)] });
const rows = (...lines: string[][]) => ({
  type: 'table',
  content: lines.map((line) => ({ type: 'tableRow', content: line.map((text) => cell(text)) })),
});
const docOf = (...content: object[]) => schema.nodeFromJSON({ type: 'doc', content });

/** A state with the cursor in a word. */
function within(doc: Node, word: string): EditorState {
  let at = 0;
  doc.descendants((node, pos) => {
    if (node.isText && node.text === word) at = pos;
  });
  return EditorState.create({ doc, selection: TextSelection.create(doc, at) });
}

function after(state: EditorState, command: TableCommand): EditorState {
  let next = state;
  TABLE_COMMANDS[command].run(state, (transaction) => {
    next = state.apply(transaction);
  });
  next.doc.check();
  return next;
}

/** The words of the first table, row by row. */
function wordsOf({ doc }: EditorState): string[][] {
  const table = doc.content.content.find(({ type }) => type.name === 'table');
  return (table?.content.content ?? []).map((row) => row.content.content.map((one) => one.textContent));
}

test('rows and columns come and go where the cursor is', () => {
  const state = within(docOf(rows(['a', 'b'], ['c', 'd'])), 'c');
  expect(wordsOf(after(state, 'rowAbove'))).toEqual([
    ['a', 'b'],
    ['', ''],
    ['c', 'd'],
  ]);
  expect(wordsOf(after(state, 'rowBelow'))).toEqual([
    ['a', 'b'],
    ['c', 'd'],
    ['', ''],
  ]);
  expect(wordsOf(after(state, 'columnBefore'))).toEqual([
    ['', 'a', 'b'],
    ['', 'c', 'd'],
  ]);
  expect(wordsOf(after(state, 'columnAfter'))).toEqual([
    ['a', '', 'b'],
    ['c', '', 'd'],
  ]);
  expect(wordsOf(after(state, 'deleteRow'))).toEqual([['a', 'b']]);
  expect(wordsOf(after(state, 'deleteColumn'))).toEqual([['b'], ['d']]);
});

test('the last row that goes takes the table along, and so does its last column', () => {
  const state = within(docOf(rows(['a', 'b']), paragraph('z')), 'a');
  expect(after(state, 'deleteRow').doc.childCount).toBe(1);
  const column = within(docOf(rows(['a'], ['c']), paragraph('z')), 'a');
  expect(after(column, 'deleteColumn').doc.childCount).toBe(1);
});

test('a row of heads is made and unmade', () => {
  const state = within(docOf(rows(['a', 'b'], ['c', 'd'])), 'c');
  const headed = after(state, 'headerRow');
  expect(tableAt({ state: headed })).toEqual({ hasHeaderRow: true });
  expect(tableAt({ state: after(headed, 'headerRow') })).toEqual({ hasHeaderRow: false });
});

test('a cell that reaches over two rows is reckoned with', () => {
  const table = {
    type: 'table',
    content: [
      { type: 'tableRow', content: [cell('a', { rowspan: 2 }), cell('b')] },
      { type: 'tableRow', content: [cell('d')] },
    ],
  };
  const next = after(within(docOf(table), 'd'), 'columnBefore');
  expect(wordsOf(next)).toEqual([
    ['a', '', 'b'],
    ['', 'd'],
  ]);
});

test('a table is put in place of an empty line, with a row of heads, the cursor in its first cell', () => {
  const doc = docOf(paragraph('a'), { type: 'paragraph' });
  const state = EditorState.create({ doc, selection: TextSelection.atEnd(doc) });
  let next = state;
  expect(insertTable(state, (transaction) => (next = state.apply(transaction)))).toBe(true);
  expect(next.doc.content.content.map(({ type }) => type.name)).toEqual(['paragraph', 'table']);
  expect(tableAt({ state: next })).toEqual({ hasHeaderRow: true });
  expect(insertTable(next)).toBe(false);
});

test('a cell that is not merged says nothing of it in the lesson', () => {
  const codec = createBlockCodec(schema);
  const state = after(within(docOf(rows(['a', 'b'])), 'b'), 'columnAfter');
  expect(JSON.stringify(codec.toBlocks(state.doc))).not.toContain('span');
});
