import { getSchema } from '@tiptap/core';
import type { Command } from '@tiptap/pm/state';
import { EditorState, TextSelection } from '@tiptap/pm/state';
import { expect, test } from 'vitest';
import type { LessonBlock } from '../../../preload/contract/index.ts';
import { createBlockCodec } from './block-codec.ts';
import { COLUMNS_COMMANDS, columnsAt, makeColumns } from './columns.ts';
import { createExtensions } from './extensions.ts';
import { keepForTeacher } from './teacher-block.ts';

const schema = getSchema(createExtensions());
const paragraph = (text: string) => ({
  type: 'paragraph',
  content: text === '' ? [] : [{ type: 'text', text }],
});
const column = (...texts: string[]) => ({ type: 'column', content: texts.map(paragraph) });
const columns = (...each: object[]) => ({ type: 'columns', content: each });

/** A text with the cursor in front of these words. */
function open(words: string, ...content: object[]): EditorState {
  const doc = schema.nodeFromJSON({ type: 'doc', content });
  let at = 0;
  doc.descendants((node, place) => {
    if (words === '' ? at === 0 && node.isTextblock : node.text?.startsWith(words))
      at = place + (node.isTextblock ? 1 : 0);
  });
  return EditorState.create({ doc, selection: TextSelection.create(doc, at) });
}

function after(state: EditorState, command: Command): EditorState {
  let next = state;
  command(state, (transaction) => {
    next = state.apply(transaction);
    next.doc.check();
  });
  return next;
}

/** « avant / gauche | droite », the cursor's line in brackets. */
function drawn({ doc, selection }: EditorState): string {
  const line = (node: typeof doc) =>
    node === selection.$from.parent ? `[${node.textContent}]` : node.textContent;
  const children = (node: typeof doc) =>
    Array.from({ length: node.childCount }, (_, index) => node.child(index));
  return children(doc)
    .map((node) =>
      node.type.name === 'columns'
        ? children(node)
            .map((one) => children(one).map(line).join(' + '))
            .join(' | ')
        : line(node),
    )
    .join(' / ');
}

test('the selected blocks become the first column, an empty one stands beside it, and the cursor stays', () => {
  const state = open('un', paragraph('avant'), paragraph('un'), paragraph('deux'), paragraph('après'));
  expect(drawn(after(state, makeColumns))).toBe('avant / [un] |  / deux / après');
  const both = state.apply(state.tr.setSelection(TextSelection.create(state.doc, 8, 14)));
  expect(drawn(after(both, makeColumns))).toBe('avant / un + [deux] |  / après');
});

test('columns are not set within columns, nor notes in them', () => {
  const state = open('gauche', columns(column('gauche'), column('droite')));
  expect(makeColumns(state)).toBe(false);
  expect(keepForTeacher({ kind: 'note', label: '' })({ state, tr: state.tr })).toBe(false);
  const note = { type: 'teacherBlock', content: [paragraph('secret')] };
  expect(makeColumns(open('secret', note))).toBe(false);
});

test('a column is added beside the cursor’s, three at most', () => {
  const state = open('gauche', columns(column('gauche'), column('droite')));
  const three = after(state, COLUMNS_COMMANDS.addColumn);
  expect(drawn(three)).toBe('gauche | [] | droite');
  expect(drawn(after(three, COLUMNS_COMMANDS.addColumn))).toBe(drawn(three));
});

test('a column that is taken off leaves its text to the one beside it, and of two none is left', () => {
  const three = columns(column('un'), column('deux'), column('trois'));
  expect(drawn(after(open('deux', three), COLUMNS_COMMANDS.removeColumn))).toBe('un + [deux] | trois');
  expect(drawn(after(open('un', three), COLUMNS_COMMANDS.removeColumn))).toBe('un + [deux] | trois');
  expect(
    drawn(after(open('droite', columns(column('gauche'), column('droite'))), COLUMNS_COMMANDS.removeColumn)),
  ).toBe('[gauche] / droite');
});

test('the text in one column again has everything that was written, and no empty line of a column without text', () => {
  const state = open('a', columns(column('a', 'b'), column(''), column('c')));
  expect(drawn(after(state, COLUMNS_COMMANDS.dissolve))).toBe('[a] / b / c');
  const empty = open('', columns(column(''), column('')));
  expect(drawn(after(empty, COLUMNS_COMMANDS.dissolve))).toBe('[]');
  expect(columnsAt(after(empty, COLUMNS_COMMANDS.dissolve))).toBeNull();
});

test('columns are a block with an id of its own; one that a text of elsewhere nests is carried whole', () => {
  const codec = createBlockCodec(schema);
  const read = (content: LessonBlock['content']) => {
    const blocks = [{ id: 'k', content }];
    const doc = schema.nodeFromJSON(codec.toDocument(blocks));
    expect(codec.toBlocks(doc)).toEqual(blocks);
    return doc.firstChild?.type.name;
  };
  expect(read(columns(column('a'), column('b')))).toBe('columns');
  expect(read(columns(column('a')))).toBe('unknownBlock');
  expect(read({ type: 'blockquote', content: [columns(column('a'), column('b'))] })).toBe('unknownBlock');
});
