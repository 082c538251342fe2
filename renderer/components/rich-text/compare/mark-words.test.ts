import type { Node } from '@tiptap/pm/model';
import { expect, test } from 'vitest';
import type { LessonBlock } from '../../../../preload/contract/index.ts';
import { compareTexts } from './compare-texts.ts';
import { comparedSchema, markWords } from './mark-words.ts';

const schema = comparedSchema();

/** The texts of a block, each with what is said of it: « un », « -deux », « +trois ». */
function said(node: Node): string[] {
  const texts: string[] = [];
  node.descendants((child) => {
    if (!child.isLeaf) return;
    const signs = child.marks.map(
      ({ type }) => ({ gone: '-', fresh: '+', code: '`' })[type.name] ?? type.name,
    );
    texts.push(`${signs.join('')}${child.text ?? child.type.name}`);
  });
  return texts;
}

function marked(before: LessonBlock['content'], after: LessonBlock['content']): string[][] {
  const [block] = compareTexts(schema, [{ id: 'a', content: before }], [{ id: 'a', content: after }]);
  if (block?.before == null || block.after === null) throw new Error('one block');
  return [
    said(markWords(block.before, { gone: block.removed, fresh: [] })),
    said(markWords(block.after, { gone: [], fresh: block.added })),
  ];
}

const text = (words: string, ...types: string[]) => ({
  type: 'text',
  text: words,
  ...(types.length === 0 ? {} : { marks: types.map((type) => ({ type })) }),
});
const image = (sha256: string) => ({ type: 'image', attrs: { sha256 } });
const paragraph = (...content: object[]) => ({ type: 'paragraph', content });

test('words that are gone or new are marked within paragraphs, lists, tables and code', () => {
  const cases = [
    (words: string) => paragraph(text(words)),
    (words: string) => ({
      type: 'bulletList',
      content: [{ type: 'listItem', content: [paragraph(text(words))] }],
    }),
    (words: string) => ({
      type: 'table',
      content: [{ type: 'tableRow', content: [{ type: 'tableCell', content: [paragraph(text(words))] }] }],
    }),
    (words: string) => ({ type: 'codeBlock', content: [text(words)] }),
  ];
  for (const as of cases)
    expect(marked(as('un deux trois'), as('un quatre trois'))).toEqual([
      ['un ', '-deux', ' trois'],
      ['un ', '+quatre', ' trois'],
    ]);
});

test('pictures are marked as words are, and so is what is set as code', () => {
  expect(marked(paragraph(text('Voir '), image('x')), paragraph(text('Voir '), image('y')))).toEqual([
    ['Voir ', '-image'],
    ['Voir ', '+image'],
  ]);
  expect(marked(paragraph(text('let a', 'code')), paragraph(text('let b', 'code')))).toEqual([
    ['`let ', '`-a'],
    ['`let ', '`+b'],
  ]);
});
