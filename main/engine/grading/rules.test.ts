import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gradeFault, tidyComment, writePoints } from './rules.ts';

test('a grade is a whole number of hundredths from zero to the maximum', () => {
  for (const points of [0, 1, 1450, 2000]) expect(gradeFault(points, 2000)).toBeNull();
  for (const points of [-1, 2001, 14.5, Number.NaN, Number.POSITIVE_INFINITY])
    expect(gradeFault(points, 2000)).toBe('out-of-range');
});

test('points are written as a French teacher writes them', () => {
  expect([1450, 1400, 1425, 5, 0, 2000].map(writePoints)).toEqual(['14,5', '14', '14,25', '0,05', '0', '20']);
});

test('no two grades are written the same', () => {
  fc.assert(
    fc.property(fc.nat(1_000_000), (points) => {
      const [units = '', decimals = ''] = writePoints(points).split(',');
      expect(Number(units) * 100 + Number(decimals.padEnd(2, '0'))).toBe(points);
    }),
  );
});

test('the white space at the end of a comment is not part of it', () => {
  expect(tidyComment('  Très bien.\n\nBravo \n\t')).toBe('  Très bien.\n\nBravo');
  expect(tidyComment(' \n ')).toBe('');
});
