import { expect, test } from 'vitest';
import { isWithinHours, laneHoursIn } from './hours.ts';

const at = (text: string) => Date.parse(text);

test.each([
  ['1-5 08:00-18:00', '2026-11-24T09:00Z', true], // Tuesday, 10:00 in Paris
  ['1-5 08:00-18:00', '2026-11-24T17:00Z', false], // 18:00: the end is outside
  ['1-5 08:00-18:00', '2026-11-28T09:00Z', false], // Saturday
  ['5 20:00-06:00', '2026-11-28T04:30Z', true], // Saturday 5:30, of Friday's night
  ['5 20:00-06:00', '2026-11-27T04:30Z', false], // Friday 5:30, of Thursday's
  ['6-2 00:00-00:00', '2026-11-29T11:00Z', true], // Sunday, in a range over it
  ['6-2 00:00-00:00', '2026-11-25T11:00Z', false], // Wednesday
  ['nonsense', '2026-11-24T09:00Z', false],
])('%s holds at %s: %s', (hours, instant, answer) => {
  expect(isWithinHours([hours], at(instant))).toBe(answer);
});

test('hours keep away every lane, or documents alone', () => {
  const lanes = (text: string) => laneHoursIn([text]).map(({ lane }) => lane);
  expect(lanes('1-5 08:00-18:00')).toEqual(['urgent', 'normal', 'bulk']);
  expect(lanes('1-5 08:00-18:00 documents')).toEqual(['bulk']);
});
