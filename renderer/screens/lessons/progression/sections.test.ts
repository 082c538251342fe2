import { expect, test } from 'vitest';
import type { PlannedLesson, Sequence } from '../../../../preload/contract/index.ts';
import { isIdle, moveTo, progressOf, type Section, sectionsOf, stepInDirection } from './sections.ts';

function lesson(id: string, sequenceId: string | null, startsAt = 0): PlannedLesson {
  const facts = { isPublished: false, isSettled: false, minutes: null, isOffTimetable: false };
  return { id, title: id, startsAt, sequenceId, ...facts };
}

function sequence(id: string, expectedSessions: number | null = null): Sequence {
  const words = { subject: '', objectives: '', programme: '', competencies: '', notes: '' };
  return { id, title: id, expectedSessions, ...words };
}

const SECTIONS = sectionsOf({
  classGroupId: 'c',
  classGroupName: '2de 4',
  sequences: [sequence('s1'), sequence('s2'), sequence('s3')],
  lessons: [
    lesson('a', 's1'),
    lesson('b', 's1'),
    lesson('c', 's3'),
    lesson('x', null),
    lesson('d', 's3'),
    lesson('y', null),
  ],
});

test('a class has its sequences in their order, empty ones too, and what is in none at the end', () => {
  expect(SECTIONS.map(({ sequence: one, lessons }) => [one?.id, lessons.map(({ id }) => id)])).toEqual([
    ['s1', ['a', 'b']],
    ['s2', []],
    ['s3', ['c', 'd']],
    [undefined, ['x', 'y']],
  ]);
});

test.each([
  ['b', 'earlier', { lessonId: 'b', sequenceId: 's1', beforeId: 'a' }],
  ['a', 'later', { lessonId: 'a', sequenceId: 's1', beforeId: null }],
  ['b', 'later', { lessonId: 'b', sequenceId: 's2', beforeId: null }],
  ['c', 'earlier', { lessonId: 'c', sequenceId: 's2', beforeId: null }],
  ['c', 'previous', { lessonId: 'c', sequenceId: 's2', beforeId: null }],
  ['d', 'next', { lessonId: 'd', sequenceId: null, beforeId: null }],
  ['y', 'previous', { lessonId: 'y', sequenceId: 's3', beforeId: null }],
  ['x', 'later', { lessonId: 'y', sequenceId: null, beforeId: 'x' }],
] as const)('%s, one %s', (id, direction, step) => {
  expect(stepInDirection(SECTIONS, id, direction)).toEqual({ kind: 'move', ...step });
});

test.each([
  ['a', 'earlier'],
  ['a', 'previous'],
  ['d', 'later'],
  ['y', 'later'],
  ['y', 'next'],
  ['gone', 'next'],
] as const)('%s has nowhere to go: %s', (id, direction) => {
  expect(stepInDirection(SECTIONS, id, direction)).toBeNull();
});

test('a lesson that is let go where it was moves nothing', () => {
  const [first, second] = SECTIONS as [Section, Section];
  expect(['a', 'b'].map((before) => isIdle(first, moveTo('a', first, before)))).toEqual([true, true]);
  expect(isIdle(first, moveTo('b', first, null))).toBe(true);
  expect(isIdle(first, moveTo('a', first, null))).toBe(false);
  expect(isIdle(second, moveTo('a', second, null))).toBe(false);
});

test('what is meant is never less than what is there', () => {
  const lessons = [lesson('a', 's', 1), lesson('b', 's', 5)];
  const at = (expected: number | null) =>
    progressOf({ classGroupId: 'c', sequence: sequence('s', expected), lessons }, 3);
  expect([at(null), at(1), at(6)]).toEqual([
    { done: 1, planned: 2 },
    { done: 1, planned: 2 },
    { done: 1, planned: 6 },
  ]);
});
