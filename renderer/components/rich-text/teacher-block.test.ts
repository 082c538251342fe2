import { getSchema } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { EditorState, TextSelection, type Transaction } from '@tiptap/pm/state';
import { expect, test } from 'vitest';
import { createBlockCodec } from './block-codec.ts';
import { createExtensions } from './extensions.ts';
import { dateCorrection, giveToStudents, keepForTeacher } from './teacher-block.ts';

const schema = getSchema(createExtensions());
const paragraph = (text: string) => ({ type: 'paragraph', content: [{ type: 'text', text }] });
const list = { type: 'bulletList', content: [{ type: 'listItem', content: [paragraph('Trois')] }] };
const lesson = { type: 'doc', content: [paragraph('Un'), paragraph('Deux'), list] };

type Command = (props: { state: EditorState; tr: Transaction }) => boolean;

/** A document with all from the first to the last of these words selected, after a command. */
function after(json: object, [first, last]: readonly [string, string], command: Command): Node | null {
  const doc = schema.nodeFromJSON(json);
  const at = (word: string) => {
    let found = 0;
    doc.descendants((node, pos) => {
      if (node.isText && node.text === word) found = pos;
    });
    return found;
  };
  const selection = TextSelection.create(doc, at(first), at(last) + last.length);
  const state = EditorState.create({ doc, selection });
  const { tr } = state;
  return command({ state, tr }) ? tr.doc : null;
}

const shape = (doc: Node | null) =>
  doc?.content.content.map((node) => `${node.type.name}: ${node.textContent}`);

test('selected blocks become a note as a whole, also from within a list', () => {
  const note = keepForTeacher({ kind: 'note', label: 'Note' });
  const doc = after(lesson, ['Deux', 'Trois'], note);
  expect(shape(doc)).toEqual(['paragraph: Un', 'teacherBlock: DeuxTrois']);
  expect(doc?.child(1).childCount).toBe(2);
  doc?.check();
});

test('a note becomes a correction, gets a date, and is given to students block by block', () => {
  const blocks = { type: 'doc', content: [{ type: 'teacherBlock', content: [paragraph('Un'), list] }] };
  const where = ['Un', 'Un'] as const;
  const correction = after(blocks, where, keepForTeacher({ kind: 'correction', label: 'Corrigé' }));
  expect(correction?.child(0).attrs).toMatchObject({ kind: 'correction', label: 'Corrigé', at: null });
  const dated = after(correction?.toJSON(), where, dateCorrection({ at: 7, due: null }));
  expect(dated?.child(0).attrs).toMatchObject({ kind: 'correction', at: 7 });
  expect(shape(after(blocks, where, giveToStudents))).toEqual(['paragraph: Un', 'bulletList: Trois']);
});

test('another kind of block loses the date of the one before', () => {
  const attrs = { kind: 'correction', at: 7 };
  const blocks = { type: 'doc', content: [{ type: 'teacherBlock', attrs, content: [paragraph('Un')] }] };
  const note = after(blocks, ['Un', 'Un'], keepForTeacher({ kind: 'note', label: 'Note' }));
  expect(note?.child(0).attrs).toMatchObject({ kind: 'note', at: null, due: null });
});

test('a note never stands within something that students read', () => {
  const note = { type: 'teacherBlock', content: [paragraph('Un')] };
  for (const type of ['blockquote', 'teacherBlock']) {
    expect(() =>
      schema.nodeFromJSON({ type: 'doc', content: [{ type, content: [note] }] }).check(),
    ).toThrow();
  }
});

test('notes and corrections come back as they went in', () => {
  const codec = createBlockCodec(schema);
  const attrs = { kind: 'correction', at: 1_800_000_000_000, label: 'Corrigé' };
  const blocks = [
    { id: 'c', content: { type: 'teacherBlock', attrs, content: [paragraph('x = 3')] } },
    { id: 'a', content: paragraph('Cours') },
  ];
  expect(codec.toBlocks(schema.nodeFromJSON(codec.toDocument(blocks)))).toEqual(blocks);
});
