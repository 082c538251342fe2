import { expect, test } from 'vitest';
import { headingRanks } from './heading-ranks.ts';

const paragraph = (level: number) => ({ kind: 'paragraph' as const, level, list: null, runs: [] });

test('headings have ranks without gaps, wherever the file begins and whatever it skips', () => {
  const ranks = headingRanks([2, 0, 4, 4, 2, 1, 2].map(paragraph));
  expect([...ranks]).toEqual([
    [0, 2],
    [2, 3],
    [3, 3],
    [4, 2],
    [5, 2],
    [6, 3],
  ]);
});
