import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mergeBlocks, removalInstant, textOfBlocks } from './rules.ts';

test('the text of a lesson is that of its blocks, one a line, without what is not text', () => {
  const text = (words: string) => ({ type: 'text', text: words });
  const paragraph = (words: string) => ({ type: 'paragraph', content: [text(words)] });
  const blocks = [
    { id: '1', content: { type: 'heading', content: [text('Les '), text('fonctions')] } },
    { id: '2', content: { type: 'horizontalRule' } },
    {
      id: '3',
      content: {
        type: 'bulletList',
        content: [
          { type: 'listItem', content: [paragraph('a')] },
          { type: 'listItem', content: [paragraph('b')] },
        ],
      },
    },
    { id: '4', content: { type: 'paragraph', content: [text('un'), { type: 'hardBreak' }, text('deux')] } },
    { id: '5', content: { type: 'broken', content: ['?', null, 3] } },
  ];
  expect(textOfBlocks(blocks)).toBe('Les fonctions\na b\nun deux');
});

test('what the ENT says of a block beyond its text survives an edit of the text', () => {
  const stored = [{ id: 'a', content: { text: 'before' }, colour: 'red' }];
  const edited = [
    { id: 'b', content: { text: 'new' } },
    { id: 'a', content: { text: 'after' } },
  ];
  expect(mergeBlocks(stored, edited)).toEqual([
    { id: 'b', content: { text: 'new' } },
    { id: 'a', content: { text: 'after' }, colour: 'red' },
  ]);
});

test('a lesson is removed after everything that was taken off it before, even by a clock that went back', () => {
  fc.assert(
    fc.property(fc.nat(), fc.array(fc.option(fc.nat())), (now, earlier) => {
      const at = removalInstant(now, earlier);
      expect(at).toBeGreaterThanOrEqual(now);
      expect(earlier.every((removedAt) => removedAt === null || removedAt < at)).toBe(true);
    }),
  );
});
