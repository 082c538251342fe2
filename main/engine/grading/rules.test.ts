import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gradeFault, rescalePoints, tidyComment } from './rules.ts';

test('a grade is a whole number of hundredths from zero to the maximum', () => {
  for (const points of [0, 1, 1450, 2000]) expect(gradeFault(points, 2000)).toBeNull();
  for (const points of [-1, 2001, 14.5, Number.NaN, Number.POSITIVE_INFINITY])
    expect(gradeFault(points, 2000)).toBe('out-of-range');
});

test('the white space at the end of a comment is not part of it', () => {
  expect(tidyComment('  Très bien.\n\nBravo \n\t')).toBe('  Très bien.\n\nBravo');
  expect(tidyComment(' \n ')).toBe('');
});

test('a rescaled grade is the same share of the new maximum, to the quarter, and never above it', () => {
  expect([rescalePoints(800, 1000, 2000), rescalePoints(1500, 2000, 1000)]).toEqual([1600, 750]);
  expect([
    rescalePoints(333, 1000, 2000),
    rescalePoints(0, 700, 2000),
    rescalePoints(700, 700, 1010),
  ]).toEqual([675, 0, 1010]);
  const sizes = fc.integer({ min: 1, max: 10_000 });
  fc.assert(
    fc.property(sizes, sizes, fc.nat(10_000), fc.nat(10_000), (outOf, max, one, other) => {
      const [low = 0, high = 0] = [one % (outOf + 1), other % (outOf + 1)].sort((a, b) => a - b);
      const [rescaled, higher] = [rescalePoints(low, outOf, max), rescalePoints(high, outOf, max)];
      expect(gradeFault(rescaled, max)).toBeNull();
      expect(rescaled).toBeLessThanOrEqual(higher);
      expect(Math.abs(rescaled - (low * max) / outOf)).toBeLessThanOrEqual(12.5 + 1e-9);
    }),
  );
});
