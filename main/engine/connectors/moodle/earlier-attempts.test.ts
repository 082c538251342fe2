import { expect, test } from 'vitest';
import { copiesToLookAtAgain } from './earlier-attempts.ts';

const knownOf = (count: number) => ({
  copiesAgain: () => Array.from({ length: count }, (_, index) => `copy-1-${index}`),
});

test('a hundred copies that were handed in again are all looked at each time', () => {
  expect(copiesToLookAtAgain(knownOf(100), 1_000).size).toBe(100);
});

test('of more, a hundred at a time, and each has its turn', () => {
  const turns = [0, 300, 600].map((at) => copiesToLookAtAgain(knownOf(250), at));
  expect(turns.map(({ size }) => size)).toEqual([100, 100, 50]);
  expect(new Set(turns.flatMap((turn) => [...turn])).size).toBe(250);
});
