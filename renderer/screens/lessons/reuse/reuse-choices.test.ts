import { afterEach, expect, test } from 'vitest';
import { calendarState, showInCalendar } from '../calendar-state.ts';
import { fromShown, showYearOf } from './reuse-choices.ts';

const NEXT_YEAR = '2027-09-01';
const sources = { today: '2027-07-20', nextYear: NEXT_YEAR, years: [], templates: [] };
const request = (fromDay: string) => ({
  source: { kind: 'lesson' as const, lessonId: 'l' },
  classGroupIds: ['c'],
  fromDay,
  withHomework: false,
  withGaps: false,
});

afterEach(() => showInCalendar({ yearDay: null }));

test('what is given again goes to the school year that is shown, also in summer to the one after the next', () => {
  expect([null, NEXT_YEAR, '2028-09-01'].map((yearDay) => fromShown(yearDay, sources))).toEqual([
    'now',
    'nextYear',
    'date',
  ]);
});

test('what was given again is shown: in its own year, or in the one that is shown already', () => {
  const shownAfter = (fromDay: string) => {
    showYearOf(request(fromDay), sources);
    return calendarState.get().yearDay;
  };
  expect(shownAfter(NEXT_YEAR)).toBe(NEXT_YEAR);
  showInCalendar({ yearDay: '2028-09-01' });
  expect(shownAfter('2028-09-01')).toBe('2028-09-01');
  expect(shownAfter('2026-11-30')).toBeNull();
});
