import { expect, test } from 'vitest';
import { Gathering } from './gathering.ts';

const MINUTE = 60_000;

test('grades leave a quarter of an hour after the last, two hours after the first at the latest', () => {
  const gathering = new Gathering();
  expect(gathering.until).toBe(null);
  expect(gathering.notice('grading', 0)).toBe(15 * MINUTE);
  expect(gathering.notice('grading', 14 * MINUTE)).toBe(29 * MINUTE);
  for (let minute = 20; minute < 119; minute += 9) gathering.notice('grading', minute * MINUTE);
  expect(gathering.notice('grading', 119 * MINUTE)).toBe(120 * MINUTE);
  expect(gathering.since).toBe(0);
});

test('edits of two paces leave together, when the first of them may', () => {
  const gathering = new Gathering();
  gathering.notice('grading', 0);
  expect(gathering.notice('other', MINUTE)).toBe(6 * MINUTE);
  expect(gathering.notice('grading', 2 * MINUTE)).toBe(6 * MINUTE);
  expect(gathering.notice('other', 59 * MINUTE)).toBe(17 * MINUTE);
  expect(gathering.since).toBe(0);
});

test('what has left is gathered no more', () => {
  const gathering = new Gathering();
  gathering.notice('grading', 0);
  gathering.forget();
  expect(gathering.until).toBe(null);
  expect(gathering.since).toBe(null);
  expect(gathering.notice('grading', 200 * MINUTE)).toBe(215 * MINUTE);
});
