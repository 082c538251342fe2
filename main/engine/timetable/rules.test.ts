import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays } from '../calendar/civil-time.ts';
import { clashesOf, mondayOf, type SlotTimes, slotsOn, weekLetters } from './rules.ts';

const SLOT: SlotTimes = {
  id: 'slot',
  weekday: 2,
  fromMinute: 480,
  toMinute: 535,
  weeks: 'every',
  firstDay: null,
  lastDay: null,
};

const always = () => true;

test('weeks alternate from the one that is A, forwards and backwards, over new year', () => {
  const letterOf = weekLetters({ mondayOfA: '2026-11-25', counts: 'calendar' }, always);
  expect(letterOf('2026-11-23')).toBe('A');
  expect(letterOf('2026-11-29')).toBe('A');
  expect(letterOf('2026-11-30')).toBe('B');
  expect(letterOf('2026-11-22')).toBe('B');
  expect(letterOf('2027-01-04')).toBe('A');
});

test('where weeks of school count, a week without school has no letter and the next goes on', () => {
  const holidays = new Set(['2026-12-21', '2026-12-28']);
  const letterOf = weekLetters(
    { mondayOfA: '2026-12-07', counts: 'school' },
    (monday) => !holidays.has(monday),
  );
  expect(['2026-12-07', '2026-12-14', '2026-12-21', '2026-12-28', '2027-01-04'].map(letterOf)).toEqual([
    'A',
    'B',
    null,
    null,
    'A',
  ]);
  const back = weekLetters({ mondayOfA: '2027-01-04', counts: 'school' }, (monday) => !holidays.has(monday));
  expect(back('2026-12-14')).toBe('B');
});

test('a week of holidays that was said to be A makes the next week of school A', () => {
  const holidays = new Set(['2026-10-19', '2026-10-26']);
  for (const mondayOfA of holidays) {
    const letterOf = weekLetters({ mondayOfA, counts: 'school' }, (monday) => !holidays.has(monday));
    expect(['2026-10-12', '2026-10-19', '2026-11-02', '2026-11-09'].map(letterOf)).toEqual([
      'B',
      null,
      'A',
      'B',
    ]);
  }
});

test('without a known week A, and ten years away from it, weeks have no letter', () => {
  expect(weekLetters({ mondayOfA: null, counts: 'calendar' }, always)('2026-11-24')).toBeNull();
  expect(weekLetters({ mondayOfA: '2026-11-23', counts: 'calendar' }, always)('2046-11-23')).toBeNull();
});

test('two weeks that follow one another never have the same letter, wherever one begins', () => {
  const days = fc.integer({ min: 0, max: 3000 }).map((days) => addDays('2024-01-01', days));
  fc.assert(
    fc.property(days, days, (anchor, date) => {
      const letterOf = weekLetters({ mondayOfA: anchor, counts: 'calendar' }, always);
      expect(letterOf(anchor)).toBe('A');
      expect(new Set([letterOf(date), letterOf(addDays(date, 7))])).toEqual(new Set(['A', 'B']));
      expect(letterOf(date)).toBe(letterOf(mondayOf(date)));
    }),
    { verbose: 1 },
  );
});

test('a slot takes place on its weekday, in its weeks, between its first and its last day', () => {
  const on = (change: Partial<SlotTimes>, date: string, letter: 'A' | 'B' | null = null) =>
    slotsOn([{ ...SLOT, ...change }], date, letter).length === 1;
  expect(on({}, '2026-11-24')).toBe(true);
  expect(on({}, '2026-11-25')).toBe(false);
  expect(on({ weeks: 'A' }, '2026-11-24', 'A')).toBe(true);
  expect(on({ weeks: 'A' }, '2026-11-24', 'B')).toBe(false);
  expect(on({ weeks: 'A' }, '2026-11-24')).toBe(false);
  expect(on({ firstDay: '2026-11-24', lastDay: '2026-11-24' }, '2026-11-24')).toBe(true);
  expect(on({ firstDay: '2026-11-25' }, '2026-11-24')).toBe(false);
  expect(on({ lastDay: '2026-11-23' }, '2026-11-24')).toBe(false);
});

test.each<[string, Partial<SlotTimes>, boolean]>([
  ['at the same hour', {}, true],
  ['that begins when the first ends', { fromMinute: 535, toMinute: 590 }, false],
  ['that begins a minute before', { fromMinute: 534, toMinute: 590 }, true],
  ['on another day', { weekday: 3 }, false],
  ['in the other week', { weeks: 'B' }, false],
  ['in every week', { weeks: 'every' }, true],
  ['that begins after the first has ended for good', { firstDay: '2027-01-05' }, false],
  ['that ends on the day on which the first begins', { lastDay: '2026-09-01' }, true],
])('a slot %s clashes: %s', (_, change, isClash) => {
  const first: SlotTimes = { ...SLOT, weeks: 'A', firstDay: '2026-09-01', lastDay: '2027-01-04' };
  const other: SlotTimes = { ...SLOT, weeks: 'A', id: 'other', ...change };
  expect(clashesOf([first, other])).toEqual(isClash ? [['slot', 'other']] : []);
});
