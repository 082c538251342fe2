import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseGrade, whyNoGrade } from '../../preload/contract/index.ts';
import { createFormats } from './format.ts';

test.each([
  ['14,5', 1450],
  ['14.5', 1450],
  [' 14,25 ', 1425],
  ['14', 1400],
  ['14,', 1400],
  ['0', 0],
  ['0,05', 5],
  ['14,5/20', 1450],
  ['14,5 / 20', 1450],
])('« %s » is %i hundredths', (text, pointsTimes100) => {
  expect(parseGrade(text)).toBe(pointsTimes100);
});

test.each(['', ' ', 'abs', '-1', '14,555', '1 4', '14,5,5', '1e3', '14/', ',5', '٣', '12345'])(
  '« %s » is no grade',
  (text) => {
    expect(parseGrade(text)).toBeNull();
  },
);

test.each(['14,555', '14.555', ' 0,001 ', '14,555/20'])(
  '« %s » is a number with too many decimals',
  (text) => {
    expect(parseGrade(text)).toBeNull();
    expect(whyNoGrade(text)).toBe('too-precise');
  },
);

test.each(['abs', '1 4', '14,5,5', '-14,555', ',555', '12345'])('« %s » is no number at all', (text) => {
  expect(whyNoGrade(text)).toBe('not-a-number');
});

test('what is written is read back, in both languages', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 99_999 }), (pointsTimes100) => {
      // Grades below a thousand points: above, numbers are grouped, which nobody types.
      expect(parseGrade(createFormats('fr').points(pointsTimes100))).toBe(pointsTimes100);
      expect(parseGrade(createFormats('en').points(pointsTimes100))).toBe(pointsTimes100);
    }),
  );
});
