import { expect, test } from 'vitest';
import { inTurn } from './turns.ts';

const idsOf = (count: number) => Array.from({ length: count }, (_, index) => `copy-1-${index}`);

test('a hundred are all looked at each time', () => {
  expect(inTurn(idsOf(100), 7, 100).size).toBe(100);
});

test('of more, a hundred at a time, and each has its turn', () => {
  const turns = [4, 5, 6].map((turn) => inTurn(idsOf(250), turn, 100));
  expect(turns.map(({ size }) => size).toSorted()).toEqual([100, 100, 50]);
  expect(new Set(turns.flatMap((turn) => [...turn])).size).toBe(250);
});

test('nothing has no turn', () => {
  expect(inTurn([], 3, 100).size).toBe(0);
});
