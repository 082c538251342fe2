import { getSchema } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LessonBlock } from '../../../../preload/contract/index.ts';
import { createExtensions } from '../extensions.ts';
import { type ComparedBlock, compareTexts, inOneLine, type Range } from './compare-texts.ts';
import { steady } from './steady.ts';

const schema = getSchema(createExtensions());
const paragraph = (
  id: string,
  ...texts: (string | { text: string; marks: { type: string }[] })[]
): LessonBlock => ({
  id,
  content: {
    type: 'paragraph',
    content: texts.map((text) => ({ type: 'text', ...(typeof text === 'string' ? { text } : text) })),
  },
});
const compare = (before: readonly LessonBlock[], after: readonly LessonBlock[]) =>
  compareTexts(schema, before, after);
const wordsIn = (node: Node | null, ranges: readonly Range[]) =>
  ranges.map(({ from, to }) => node?.textBetween(from, to, '|', '*')).filter((words) => words !== '');
const words = ({ before, after, removed, added }: ComparedBlock) => [
  wordsIn(before, removed),
  wordsIn(after, added),
];
const states = (blocks: readonly ComparedBlock[]) => blocks.map(({ id, state }) => `${id} ${state}`);

test('what was written otherwise is told by whole words', () => {
  const [block] = compare(
    [paragraph('a', 'La lumière se propage en ligne droite dans le vide.')],
    [paragraph('a', 'La lumière se déplace en ligne droite dans un milieu homogène.')],
  );
  expect(block?.state).toBe('changed');
  expect(block && words(block)).toEqual([
    ['propage', 'le vide'],
    ['déplace', 'un milieu homogène'],
  ]);
});

test('letters that are set in bold are another word, a picture or a formula that is another one as well', () => {
  const bold = { text: 'droite', marks: [{ type: 'bold' }] };
  const [block] = compare([paragraph('a', 'ligne droite')], [paragraph('a', 'ligne ', bold)]);
  expect(block && words(block)).toEqual([['droite'], ['droite']]);
  const image = (sha256: string): LessonBlock => ({
    id: 'i',
    content: {
      type: 'paragraph',
      content: [
        { type: 'text', text: 'Voir ' },
        { type: 'image', attrs: { sha256 } },
      ],
    },
  });
  const [picture] = compare([image('x')], [image('y')]);
  expect(picture && words(picture)).toEqual([['*'], ['*']]);
});

test('blocks are the same, changed, added, removed or moved; what is gone stands where it stood', () => {
  const before = ['a', 'b', 'c', 'd'].map((id) => paragraph(id, id));
  const after = [paragraph('a', 'a'), paragraph('d', 'd'), paragraph('n', 'n'), paragraph('c', 'c bis')];
  const compared = states(compare(before, after));
  expect(compared.filter((state) => state !== 'c changed' && state !== 'd moved').sort()).toEqual([
    'a same',
    'b removed',
    'n added',
  ]);
  expect(compared.indexOf('b removed')).toBe(1);
  expect(compare(before, structuredClone(before)).every(({ state }) => state === 'same')).toBe(true);
});

test('what this version does not know is compared whole', () => {
  const drawing = (points: number): LessonBlock => ({ id: 'd', content: { type: 'drawing', points } });
  expect(states(compare([drawing(1)], [drawing(2)]))).toEqual(['d changed']);
  expect(states(compare([drawing(1)], [drawing(1)]))).toEqual(['d same']);
});

test('in one line stands what is gone before what is new, and all that is neither once', () => {
  const [block] = compare([paragraph('a', 'un deux trois')], [paragraph('a', 'un quatre trois')]);
  const line = block === undefined ? null : inOneLine(block);
  expect(line?.node.textContent).toBe('un deuxquatre trois');
  expect(line && [wordsIn(line.node, line.removed), wordsIn(line.node, line.added)]).toEqual([
    ['deux'],
    ['quatre'],
  ]);
  const list: LessonBlock = {
    id: 'a',
    content: { type: 'bulletList', content: [{ type: 'listItem', content: [paragraph('x', 'un').content] }] },
  };
  const [kinds] = compare([paragraph('a', 'un')], [list]);
  expect(kinds && inOneLine(kinds)).toBeNull();
});

test('taking the new words out of one text and the gone ones out of the other leaves the same', () => {
  const text = fc.array(fc.constantFrom('la', 'lumière', 'se', 'déplace', 'droit', 'l’œil', ',', '42'), {
    maxLength: 25,
  });
  const without = (node: Node, ranges: readonly Range[]) => {
    let at = 0;
    const kept = ranges.map(({ from, to }) => {
      const part = node.textBetween(at, from);
      at = to;
      return part;
    });
    return [...kept, node.textBetween(at, node.content.size)].join('');
  };
  fc.assert(
    fc.property(text, text, (one, other) => {
      const [was, is] = [one.join(' '), other.join(' ')].map((all) =>
        paragraph('a', ...(all === '' ? [] : [all])),
      );
      const [block] = was && is ? compare([was], [is]) : [];
      if (block?.before == null || block.after === null) throw new Error('one block');
      expect(without(block.before, block.removed)).toBe(without(block.after, block.added));
      const line = inOneLine(block);
      if (line === null) throw new Error('a line');
      expect(without(line.node, line.removed)).toBe(block.after.textContent);
      expect(without(line.node, line.added)).toBe(block.before.textContent);
    }),
    { numRuns: 300 },
  );
});

test('as many blocks as can be are held for steady, and those are in the same order in both texts', () => {
  const order = fc.shuffledSubarray(['a', 'b', 'c', 'd', 'e', 'f', 'g'], { minLength: 0 });
  fc.assert(
    fc.property(order, order, (one, other) => {
      const stay = steady(one, other);
      expect(one.filter((id) => stay.has(id))).toEqual(other.filter((id) => stay.has(id)));
      const common = one.filter((id) => other.includes(id));
      if (String(common) === String(other.filter((id) => one.includes(id))))
        expect([...stay].sort()).toEqual(common.sort());
    }),
    { numRuns: 1000 },
  );
});
