import { expect, test } from 'vitest';
import { dueInClass } from './due-in-class.ts';

const at = (text: string) => Date.parse(text);
const homework = { givenAt: at('2026-12-01T09:00Z'), dueAt: at('2026-12-04T07:00Z') };
const THURSDAY = at('2026-12-03T13:00Z');

test('in another class homework is due with its first session from as many days later on', () => {
  const sessions = ['2026-12-04T08:00Z', '2026-12-08T10:00Z', '2026-12-10T10:00Z'];
  const starts = sessions.map((text) => ({ startsAt: at(text) }));
  expect(dueInClass(homework, THURSDAY, starts)).toBe(at('2026-12-08T10:00Z'));
});

test('where the timetable has no session it is due on that day at the same hour of the school’s clock', () => {
  expect(dueInClass(homework, THURSDAY, [])).toBe(at('2026-12-06T07:00Z'));
  // Summer time ends in between.
  expect(dueInClass(homework, at('2026-10-23T12:00Z'), [])).toBe(at('2026-10-26T07:00Z'));
});

test('homework that was due on its own day is due on a later one', () => {
  const same = { givenAt: homework.givenAt, dueAt: homework.givenAt };
  expect(dueInClass(same, THURSDAY, [])).toBe(at('2026-12-04T09:00Z'));
});
