import { expect, test } from 'vitest';
import { assertInRange, tidyComment } from './rules.ts';

test('a grade from zero to the maximum is taken, anything else is refused with the maximum', () => {
  for (const points of [0, 1450, 2000]) expect(() => assertInRange(points, 2000)).not.toThrow();
  for (const points of [-1, 2001, 14.5, Number.NaN]) {
    expect(() => assertInRange(points, 2000)).toThrowError(expect.objectContaining({ code: 'grading/grade-out-of-range' }));
  }
});

test('a comment loses only what trails it', () => {
  expect(tidyComment('  Bien.\n\n')).toBe('  Bien.');
  expect(tidyComment(' \n')).toBe('');
});
