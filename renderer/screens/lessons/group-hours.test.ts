import { expect, test } from 'vitest';
import type { LessonSummary, Session } from '../../../preload/contract/index.ts';
import { atGroupHours } from './group-hours.ts';

const HOUR = 3_600_000;

const lesson = (id: string, startsAt: number): LessonSummary => ({
  id,
  classGroupId: 'c',
  classGroupName: '2de 4',
  title: id,
  startsAt,
  isPublished: true,
  publishAt: null,
  resourceCount: 0,
  hasHomework: false,
  sync: 'synced',
});
const session = (group: string, startsAt: number, lessonId: string | null): Session => ({
  slotId: `${group} ${startsAt}`,
  classGroupId: 'c',
  classGroupName: '2de 4',
  group,
  room: '',
  startsAt,
  endsAt: startsAt + HOUR,
  lessonId,
  isRepeat: false,
});

test('a lesson of half groups is shown at the hour of each, with its name; one of the whole class once', () => {
  const sessions = [
    session('groupe 1', HOUR, 'half'),
    session('', 5 * HOUR, 'whole'),
    session('groupe 2', 30 * HOUR, 'half'),
    session('groupe 3', 40 * HOUR, null),
  ];
  const shown = atGroupHours([lesson('half', HOUR), lesson('whole', 5 * HOUR)], sessions);
  expect(shown.map(({ id, startsAt, classGroupName }) => [id, startsAt / HOUR, classGroupName])).toEqual([
    ['half', 1, 'groupe 1, 2de 4'],
    ['half', 30, 'groupe 2, 2de 4'],
    ['whole', 5, '2de 4'],
  ]);
});

test('groups that have it at one hour are named on one card', () => {
  const sessions = [
    session('groupe 1', HOUR, 'half'),
    session('groupe 2', HOUR, 'half'),
    session('groupe 3', 30 * HOUR, 'half'),
    session('groupe 4', 30 * HOUR, 'half'),
  ];
  const shown = atGroupHours([lesson('half', HOUR)], sessions);
  expect(shown.map(({ startsAt, classGroupName }) => [startsAt / HOUR, classGroupName])).toEqual([
    [1, 'groupe 1, groupe 2, 2de 4'],
    [30, 'groupe 3, groupe 4, 2de 4'],
  ]);
});
