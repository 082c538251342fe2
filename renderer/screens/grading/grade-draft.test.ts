import { expect, test } from 'vitest';
import { PLAIN_RULES } from '../../../preload/contract/index.ts';
import { forgetGrade, gradeDrafts, readGrade, typeGrade } from './grade-draft.ts';

const OUT_OF_20 = { maxTimes100: 2000, rules: PLAIN_RULES };

test.each([
  ['14,5', 1450],
  ['14.5', 1450],
  ['14,05', 1405],
  ['0', 0],
  ['20', 2000],
  ['20,00', 2000],
  [' 7 ', 700],
  ['14,5/20', 1450],
])('« %s » out of 20 is a grade', (text, pointsTimes100) => {
  expect(readGrade(text, OUT_OF_20)).toEqual({ change: { pointsTimes100, isCounted: true } });
});

test('an empty field removes the grade, which is not a zero', () => {
  expect(readGrade('  ', OUT_OF_20)).toEqual({ change: { pointsTimes100: null, standing: null } });
});

test('« 14,555 » is refused for its third decimal, and not rounded', () => {
  expect(readGrade('14,555', OUT_OF_20)).toEqual({ fault: { kind: 'too-precise', text: '14,555' } });
});

test.each(['20,01', '250', '2000'])('« %s » out of 20 is refused for its range', (text) => {
  expect(readGrade(text, OUT_OF_20)).toEqual({ fault: { kind: 'out-of-range', maxTimes100: 2000 } });
});

test.each(['bien', '-1', '1 4', '1e3', 'NaN'])('« %s » is not a grade, and is not rounded to one', (text) => {
  expect(readGrade(text, OUT_OF_20)).toEqual({ fault: { kind: 'not-a-number', text } });
});

test.each(['8/10', '7,5 / 10', '(8/10)', '8/10 ret', '14/40'])(
  '« %s » in an assignment out of 20 is refused, and not kept as so many out of 20',
  (text) => {
    const fault = { kind: 'other-maximum', text, maxTimes100: 2000 };
    expect(readGrade(text, OUT_OF_20)).toEqual({ fault });
  },
);

test('« 2/4 » that a level is called is that level', () => {
  const scale = { name: 'Quarts', levels: [{ label: '2/4', pointsTimes100: 1000 }] };
  expect(readGrade('2/4', { maxTimes100: 2000, rules: { ...PLAIN_RULES, scale } })).toEqual({
    change: { pointsTimes100: 1000, isCounted: true },
  });
});

test('what is typed remembers what was shown at its first key, until it is forgotten', () => {
  const copy = (pointsTimes100: number) => ({ id: 'copy', pointsTimes100, standing: null, isCounted: true });
  typeGrade(copy(1450), { text: '1', fault: null });
  typeGrade(copy(800), { text: '12', fault: null });
  expect(gradeDrafts.get().get('copy')).toMatchObject({ text: '12', before: { pointsTimes100: 1450 } });
  forgetGrade('copy');
  typeGrade(copy(800), { text: '9', fault: null });
  expect(gradeDrafts.get().get('copy')?.before.pointsTimes100).toBe(800);
});
