import { expect, test } from 'vitest';
import { assignmentOf, byNearness, titleOfHomework } from './graded-rules.ts';

/** Thursday 3 December 2026, midnight in Paris. */
const DAY = Date.UTC(2026, 11, 2, 23);
const HOUR = 3_600_000;
const given = { text: 'DM n° 3 : la réfraction\nÀ rendre sur feuille.', dueAt: DAY + 9 * HOUR };
const one = (title: string, dueAt: number | null) => ({ title, dueAt });

test('homework is called by its first line, cut behind a word', () => {
  expect(titleOfHomework('  DM n° 3 :\tla réfraction \nÀ rendre.')).toBe('DM n° 3 : la réfraction');
  const cut = titleOfHomework(`${'mot '.repeat(30)}fin`);
  expect(cut).toBe(`${'mot '.repeat(20).trim()}…`);
  expect(titleOfHomework('\n')).toBe('');
});

test('its assignment is the one of its title, whatever its capitals, accents and spaces, within a week', () => {
  const wanted = one('dm n° 3 : LA  REFRACTION.', DAY + 2 * HOUR);
  expect(assignmentOf(given, [one('DM n° 2', DAY), wanted])).toBe(wanted);
  const undated = one(wanted.title, null);
  expect(assignmentOf(given, [undated])).toBe(undated);
  expect(assignmentOf(given, [one(wanted.title, DAY - 30 * 24 * HOUR)])).toBeNull();
});

test('of two with its title it is the one of its day, and none where nobody can tell', () => {
  const title = 'DM n° 3 : la réfraction';
  const thatDay = one(title, DAY + 23 * HOUR);
  expect(assignmentOf(given, [one(title, DAY + 25 * HOUR), thatDay])).toBe(thatDay);
  expect(assignmentOf(given, [one(title, DAY), one(title, DAY + HOUR)])).toBeNull();
  expect(assignmentOf({ ...given, text: ' ' }, [one('', DAY)])).toBeNull();
});

test('to choose from, those of its day come first, then the nearest, then those without a date', () => {
  const titles = byNearness(given, [
    one('none', null),
    one('far', DAY + 80 * HOUR),
    one('the evening before', DAY - HOUR),
    one('that day', DAY + 23 * HOUR),
    one('none either', null),
  ]).map(({ title }) => title);
  expect(titles).toEqual(['that day', 'the evening before', 'far', 'none', 'none either']);
});
