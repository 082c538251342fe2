import { getSchema } from '@tiptap/core';
import { history, undo } from '@tiptap/pm/history';
import { EditorState, TextSelection } from '@tiptap/pm/state';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LessonBlock } from '../../../preload/contract/index.ts';
import { createBlockCodec } from './block-codec.ts';
import { makeColumns } from './columns.ts';
import { createExtensions } from './extensions.ts';
import { showText } from './show-text.ts';

const schema = getSchema(createExtensions());
const paragraph = (text: string) => ({
  type: 'paragraph',
  ...(text === '' ? {} : { content: [{ type: 'text', text }] }),
});
const block = (id: string, text: string): LessonBlock => ({ id, content: paragraph(text) });
const list = (id: string, ...entries: string[]): LessonBlock => ({
  id,
  content: {
    type: 'bulletList',
    content: entries.map((entry) => ({ type: 'listItem', content: [paragraph(entry)] })),
  },
});

/** A text as it is open, with the cursor at `|`. */
function open(...blocks: LessonBlock[]) {
  const codec = createBlockCodec(schema);
  const doc = schema.nodeFromJSON(codec.toDocument(blocks));
  let at: number | null = null;
  doc.descendants((node, pos) => {
    const place = node.text?.indexOf('|') ?? -1;
    if (place >= 0) at = pos + place;
  });
  let state = EditorState.create({ doc, plugins: [history()] });
  if (at !== null) {
    state = state.apply(state.tr.delete(at, at + 1).setMeta('addToHistory', false));
    state = state.apply(state.tr.setSelection(TextSelection.create(state.doc, at)));
  }
  const show = (...wanted: LessonBlock[]) => {
    const tr = showText(state, schema.nodeFromJSON(codec.toDocument(wanted)));
    if (tr !== null) state = state.apply(tr);
    state.doc.check();
    return tr;
  };
  /** The text, with `|` where the cursor is. */
  const seen = () => {
    const marked = state.apply(state.tr.insertText('|', state.selection.head));
    return marked.doc.content.content.map(({ textContent, attrs }) => `${attrs.blockId}: ${textContent}`);
  };
  return {
    show,
    seen,
    type: (text: string) => {
      state = state.apply(state.tr.insertText(text));
    },
    undo: () => undo(state, (tr) => (state = state.apply(tr))),
    blocks: () => codec.toBlocks(state.doc),
    state: () => state,
  };
}

test('what comes before, behind and between the blocks leaves the cursor in its word', () => {
  const { show, seen } = open(block('a', 'un'), block('b', 'de|ux'), block('c', 'trois'));
  show(block('x', 'avant'), block('b', 'deux'), block('y', 'entre'), block('c', 'trois bis'));
  expect(seen()).toEqual(['x: avant', 'b: de|ux', 'y: entre', 'c: trois bis']);
});

test('words that come into the block of the cursor leave it between its letters', () => {
  const { show, seen } = open(block('a', 'Lire la pa|ge.'));
  show(block('a', 'Bien lire la page 4.'));
  expect(seen()).toEqual(['a: Bien lire la pa|ge 4.']);
});

test('a cursor at the end of a block stays before the words that come behind it', () => {
  const { show, seen } = open(block('a', 'un|'));
  show(block('a', 'un, ailleurs'));
  expect(seen()).toEqual(['a: un|, ailleurs']);
});

test('a cursor whose words are taken away is as far from the beginning as it was', () => {
  const { show, seen } = open(block('a', 'Prem|ier'), block('b', 'fin'));
  show(block('a', 'Le deuxième'), block('b', 'fin'));
  expect(seen()).toEqual(['a: Le d|euxième', 'b: fin']);
});

test('a block that was moved elsewhere takes the cursor along', () => {
  const { show, seen } = open(block('a', 'un'), block('b', 'deux'), block('c', 'tr|ois'));
  show(block('c', 'trois'), block('a', 'un'), block('b', 'deux'));
  expect(seen()).toEqual(['c: tr|ois', 'a: un', 'b: deux']);
});

test('a block that is named otherwise stays under the cursor, and another one takes its name', () => {
  const { show, seen } = open(block('a', 'un, ici|'), block('b', 'deux'));
  show(block('a', 'un, ailleurs'), block('v', 'un, ici'), block('b', 'deux'));
  expect(seen()).toEqual(['a: un, ailleurs', 'v: un, ici|', 'b: deux']);
});

test('an entry that comes into a list, and a heading that was a paragraph, leave the cursor in its word', () => {
  const { show, seen, blocks } = open(list('l', 'un', 'de|ux'), block('t', 'titre'));
  const heading = { id: 't', content: { ...paragraph('Titre'), type: 'heading', attrs: { level: 2 } } };
  const wanted = [list('l', 'zéro', 'un', 'deux'), heading];
  show(...wanted);
  expect(blocks()).toEqual(wanted);
  expect(seen()[0]).toBe('l: zéroundeux'.replace('deux', 'de|ux'));
});

test('an empty line with the cursor in it stays where it is, also in a text that had no other', () => {
  const { show, seen } = open(block('a', 'un'), block('e', '|'), block('b', 'deux'));
  show(block('a', 'un'), block('n', 'neuf'), block('b', 'deux'));
  expect(seen()).toEqual(['a: un', 'e: |', 'n: neuf', 'b: deux']);
  const fresh = open();
  fresh.show(block('n', 'neuf'));
  fresh.type('ici');
  expect(fresh.seen().map((line) => line.split(': ')[1])).toEqual(['ici|', 'neuf']);
});

test('Ctrl+Z takes back what was typed here, and nothing that came', () => {
  const { show, type, undo: takeBack, seen } = open(block('a', 'un|'), block('b', 'deux'));
  type(', ici');
  show(block('a', 'un, ici'), block('b', 'deux, ailleurs'), block('c', 'trois'));
  takeBack();
  expect(seen()).toEqual(['a: un|', 'b: deux, ailleurs', 'c: trois']);
});

test('what is there already changes nothing', () => {
  const { show } = open(block('a', 'un'), list('l', 'x'));
  expect(show(block('a', 'un'), list('l', 'x'))).toBeNull();
  expect(open().show()).toBeNull();
});

test('whatever was there, what is wanted comes out to the letter, and the cursor is in the text', () => {
  const words = fc.constantFrom('un', 'un deux', 'deux', 'aa', 'aaa', 'trois un');
  const kinds = fc.oneof(
    words.map((text) => paragraph(text)),
    words.map((text) => ({ ...paragraph(text), type: 'heading', attrs: { level: 2 } })),
    fc.array(words, { minLength: 1, maxLength: 3 }).map((entries) => list('', ...entries).content),
    fc.constant({ type: 'horizontalRule' }),
  );
  const text = fc
    .uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 1 })
    .chain((ids) => fc.tuple(...ids.map((id) => kinds.map((content): LessonBlock => ({ id, content })))));
  fc.assert(
    fc.property(text, text, fc.nat(200), (before, wanted, place) => {
      const opened = open(...before);
      const { doc } = opened.state();
      const selection = TextSelection.near(doc.resolve(place % doc.content.size));
      const moved = opened.state().apply(opened.state().tr.setSelection(selection));
      const codec = createBlockCodec(schema);
      const tr = showText(moved, schema.nodeFromJSON(codec.toDocument(wanted)));
      const after = tr === null ? moved : moved.apply(tr);
      after.doc.check();
      expect(codec.toBlocks(after.doc)).toEqual(wanted);
    }),
    { numRuns: 500 },
  );
});

test('lines that were put into columns say the same as before: nothing is drawn anew, and the cursor stays', () => {
  const codec = createBlockCodec(schema);
  const doc = schema.nodeFromJSON(codec.toDocument([block('a', 'un'), block('b', 'deux')]));
  let state = EditorState.create({ doc, selection: TextSelection.create(doc, 2) });
  makeColumns(state, (tr) => {
    state = state.apply(tr);
  });
  const saved = JSON.parse(JSON.stringify(codec.toBlocks(state.doc))) as LessonBlock[];
  const named = state.apply(state.tr.setNodeAttribute(0, 'blockId', saved[0]?.id));
  expect(showText(named, schema.nodeFromJSON(codec.toDocument(saved)))).toBeNull();
});
