import { expect, test } from 'vitest';
import { shownAt, TURNED } from './calendar-state.ts';

/** Monday 30 November 2026, midnight in Paris. */
const MONDAY = Date.UTC(2026, 10, 29, 23);
const WEEK = 7 * 86_400_000;

test('an instant is shown in its week, on its day of the school’s clock', () => {
  expect(shownAt(MONDAY)).toEqual({ weekStart: MONDAY, dayIndex: 0 });
  expect(shownAt(MONDAY - 1)).toEqual({ weekStart: MONDAY - WEEK, dayIndex: 6 });
});

test('days are turned through the weeks, both ways, over the change of the clocks', () => {
  const turn = TURNED.day;
  let shown = shownAt(MONDAY - 6 * WEEK);
  for (let step = 0; step < 200; step += 1) shown = turn?.(shown, 1) ?? shown;
  expect(shown).toEqual(shownAt(MONDAY - 6 * WEEK + 200 * 86_400_000 + 3_600_000));
  for (let step = 0; step < 200; step += 1) shown = turn?.(shown, -1) ?? shown;
  expect(shown).toEqual(shownAt(MONDAY - 6 * WEEK));
});

test('a week that is turned keeps its day', () => {
  expect(TURNED.week?.({ weekStart: MONDAY, dayIndex: 3 }, -1)).toEqual({
    weekStart: MONDAY - WEEK,
    dayIndex: 3,
  });
});
