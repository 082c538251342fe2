import { getSchema } from '@tiptap/core';
import { EditorState } from '@tiptap/pm/state';
import { expect, test } from 'vitest';
import type { LessonBlock } from '../../../preload/contract/index.ts';
import { createBlockCodec } from './block-codec.ts';
import { identifyBlocks } from './block-id.ts';
import { createExtensions } from './extensions.ts';

const schema = getSchema(createExtensions());
const paragraph = (text: string) => ({ type: 'paragraph', content: [{ type: 'text', text }] });
const block = (id: string, content: LessonBlock['content']): LessonBlock => ({ id, content });

/** Opens blocks as the editor does, lets `edit` change the document, and reads them back. */
function afterEdit(blocks: readonly LessonBlock[], edit: (state: EditorState) => EditorState): LessonBlock[] {
  const codec = createBlockCodec(schema);
  const doc = schema.nodeFromJSON(codec.toDocument(blocks));
  const edited = edit(EditorState.create({ doc }));
  const identified = identifyBlocks(edited.doc, edited.tr);
  return codec.toBlocks(identified === null ? edited.doc : edited.apply(identified).doc);
}

const asItIs = (state: EditorState) => state;

test('blocks come back as they went in, ids and all', () => {
  const blocks = [
    block('a', { type: 'heading', attrs: { level: 2 }, content: [{ type: 'text', text: 'Objectifs' }] }),
    block('b', paragraph('Lire le texte.')),
    block('c', {
      type: 'bulletList',
      content: [{ type: 'listItem', content: [paragraph('Une idée')] }],
    }),
    block('d', { type: 'horizontalRule' }),
    block('e', {
      type: 'paragraph',
      content: [
        {
          type: 'text',
          text: 'le site',
          marks: [{ type: 'link', attrs: { href: 'https://gallica.bnf.fr' } }],
        },
      ],
    }),
  ];
  expect(afterEdit(blocks, asItIs)).toEqual(blocks);
});

test('an untouched block keeps what another version wrote in it', () => {
  const blocks = [
    block('a', {
      type: 'paragraph',
      attrs: { textAlign: 'center' },
      content: [{ type: 'text', text: 'Titre' }],
    }),
    block('b', paragraph('suite')),
  ];
  const edited = afterEdit(blocks, (state) => state.apply(state.tr.insertText('La ', 8, 8)));
  expect(edited[0]).toEqual(blocks[0]);
  expect(edited[1]).toEqual(block('b', paragraph('La suite')));
});

test('a block that the editor does not know is carried whole, in its place', () => {
  const table = block('t', {
    type: 'table',
    content: [{ type: 'tableRow', content: [{ type: 'tableCell', content: [paragraph('x')] }] }],
  });
  const blocks = [block('a', paragraph('avant')), table, block('b', paragraph('après'))];
  expect(afterEdit(blocks, asItIs)).toEqual(blocks);
  expect(afterEdit(blocks, (state) => state.apply(state.tr.insertText('!', 6, 6)))[1]).toEqual(table);
});

test('a block with unknown words inside is not cut down to what is known', () => {
  const formula = block('f', {
    type: 'paragraph',
    content: [
      { type: 'text', text: 'Soit ' },
      { type: 'inlineMath', attrs: { latex: 'x^2' } },
    ],
  });
  expect(afterEdit([formula], asItIs)).toEqual([formula]);
});

test('splitting a block gives the new one an id of its own', () => {
  const blocks = [block('a', paragraph('LireÉcrire')), block('b', paragraph('fin'))];
  const edited = afterEdit(blocks, (state) => state.apply(state.tr.split(5)));
  expect(edited.map(({ content }) => content)).toEqual([
    paragraph('Lire'),
    paragraph('Écrire'),
    paragraph('fin'),
  ]);
  expect([edited[0]?.id, edited[2]?.id]).toEqual(['a', 'b']);
  expect(edited[1]?.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
});

test('a block copied beside itself gets an id of its own', () => {
  const edited = afterEdit([block('a', paragraph('copie'))], (state) =>
    state.apply(state.tr.insert(state.doc.content.size, state.doc.firstChild!)),
  );
  expect(edited.length).toBe(2);
  expect(edited[0]?.id).toBe('a');
  expect(edited[1]?.id).not.toBe('a');
});

test('a lesson without text has no block, and an empty editor is one', () => {
  expect(afterEdit([], asItIs)).toEqual([]);
  const edited = afterEdit([], (state) => state.apply(state.tr.insertText('Bonjour', 1, 1)));
  expect(edited).toMatchObject([{ content: paragraph('Bonjour') }]);
});
