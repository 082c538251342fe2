import { expect, test } from 'vitest';
import { dueChoices, lessonDueWith } from './due-choices.ts';

const at = (text: string) => Date.parse(text);
const TUESDAY = at('2026-12-01T09:00Z');
const THURSDAY = at('2026-12-03T13:00Z');
const FRIDAY = at('2026-12-04T07:00Z');

test('what homework can be due with is the timetable and what is prepared outside it, each once, soonest first', () => {
  const sessions = [{ startsAt: TUESDAY }, { startsAt: FRIDAY }];
  const lessons = [
    { startsAt: THURSDAY, title: 'Sortie au musée' },
    { startsAt: FRIDAY, title: 'Fractions' },
  ];
  expect(dueChoices(TUESDAY, sessions, lessons)).toEqual([
    { startsAt: THURSDAY, lessonTitle: 'Sortie au musée' },
    { startsAt: FRIDAY, lessonTitle: 'Fractions' },
  ]);
});

test('homework is due with the last prepared lesson of its day that has begun by then', () => {
  const choices = [
    { startsAt: THURSDAY, lessonTitle: 'Première heure' },
    { startsAt: THURSDAY + 3_600_000, lessonTitle: 'Deuxième heure' },
    { startsAt: FRIDAY, lessonTitle: null },
  ];
  expect(lessonDueWith(THURSDAY + 60_000, choices)?.lessonTitle).toBe('Première heure');
  expect(lessonDueWith(THURSDAY + 3_600_000, choices)?.lessonTitle).toBe('Deuxième heure');
  expect(lessonDueWith(at('2026-12-03T07:00Z'), choices)?.lessonTitle).toBe('Première heure');
  expect(lessonDueWith(FRIDAY, choices)).toBeNull();
});
