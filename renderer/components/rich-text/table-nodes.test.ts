import { getSchema } from '@tiptap/core';
import { expect, test } from 'vitest';
import { createBlockCodec } from './block-codec.ts';
import { createExtensions } from './extensions.ts';
import { nextCell } from './table-nodes.ts';

const schema = getSchema(createExtensions());
const paragraph = (text: string) => ({ type: 'paragraph', content: [{ type: 'text', text }] });
const cell = (text: string, attrs?: Record<string, number>) => ({
  type: 'tableCell',
  ...(attrs === undefined ? {} : { attrs }),
  content: [paragraph(text)],
});
const table = {
  type: 'table',
  content: [
    {
      type: 'tableRow',
      content: [{ type: 'tableHeader', content: [paragraph('A')] }, cell('B', { rowspan: 2 })],
    },
    { type: 'tableRow', content: [cell('C')] },
  ],
};

test('a table, a formula and a picture that were imported are blocks that can be edited, and come back as they went in', () => {
  const codec = createBlockCodec(schema);
  const inline = {
    type: 'paragraph',
    content: [
      { type: 'formula', attrs: { mathml: '<math><mi>x</mi></math>' } },
      { type: 'image', attrs: { sha256: 'a'.repeat(64), name: 'a.png' } },
      { type: 'text', text: '2', marks: [{ type: 'superscript' }] },
    ],
  };
  const blocks = [table, inline].map((content, index) => ({ id: `block-${index}`, content }));
  const doc = schema.nodeFromJSON(codec.toDocument(blocks));
  doc.check();
  expect(doc.children.map(({ type }) => type.name)).toEqual(['table', 'paragraph']);
  expect(codec.toBlocks(doc)).toEqual(blocks);
});

test('Tab goes through the cells row by row, back by Shift, and no further than the table', () => {
  const doc = schema.nodeFromJSON({ type: 'doc', content: [paragraph('avant'), table] });
  const textAt = (at: number | null) => (at === null ? null : doc.nodeAt(at)?.textContent);
  const insideOf = (text: string) => {
    let found = 0;
    doc.descendants((node, at) => {
      if (node.isText && node.text === text) found = at;
    });
    return found;
  };
  expect(['A', 'B', 'C'].map((text) => textAt(nextCell(doc, insideOf(text), 1)))).toEqual(['B', 'C', null]);
  expect(['A', 'B', 'C'].map((text) => textAt(nextCell(doc, insideOf(text), -1)))).toEqual([null, 'A', 'B']);
  expect(nextCell(doc, insideOf('avant'), 1)).toBeNull();
});
