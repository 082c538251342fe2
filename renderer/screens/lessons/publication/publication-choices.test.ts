import { expect, test } from 'vitest';
import type { LessonPlace } from '../../../../preload/contract/index.ts';
import {
  type Choice,
  type ChosenPlace,
  publicationOf,
  toPublications,
  whensOf,
} from './publication-choices.ts';

const NOW = 1_000_000;
const lesson: NonNullable<LessonPlace['lesson']> = {
  id: 'l1',
  classGroupId: 'c1',
  classGroupName: '2de 4',
  title: 'Ondes',
  startsAt: NOW + 100,
  isPublished: false,
  publishAt: null,
  resourceCount: 0,
  hasHomework: false,
  sync: 'synced',
  isSame: true,
};
const keep: Choice = {
  when: 'keep',
  atMs: NOW + 50,
  startsAt: null,
  isCorrected: false,
  isHomeworkGiven: true,
};
const here: LessonPlace = { classGroupId: 'c1', classGroupName: '2de 4', lesson };
const none: LessonPlace = { classGroupId: 'c2', classGroupName: '2de 5', lesson: null };

function publicationsOf(place: LessonPlace, choice: Partial<Choice>, homework: ChosenPlace['homework'] = []) {
  const chosen = { place, choice: { ...keep, ...choice }, newId: 'new', proposedAt: NOW + 200, homework };
  return toPublications([chosen]);
}

test('a lesson is published, planned or a draft, and a date that has come publishes', () => {
  expect(publicationOf({ isPublished: false, publishAt: null }, NOW)).toBe('draft');
  expect(publicationOf({ isPublished: false, publishAt: NOW + 1 }, NOW)).toBe('planned');
  expect(publicationOf({ isPublished: false, publishAt: NOW }, NOW)).toBe('published');
  expect(publicationOf({ isPublished: true, publishAt: null }, NOW)).toBe('published');
});

test('nothing is proposed that the class has already, nor an hour that is past', () => {
  expect(whensOf(lesson, NOW)).toEqual(['keep', 'now', 'hour', 'date']);
  expect(whensOf({ ...lesson, isPublished: true }, NOW)).toEqual(['keep', 'hour', 'date', 'draft']);
  expect(whensOf({ ...lesson, publishAt: NOW + 1 }, NOW)).toEqual(['keep', 'now', 'hour', 'date', 'draft']);
  expect(whensOf({ ...lesson, startsAt: NOW }, NOW)).toEqual(['keep', 'now', 'date']);
});

test('a class for which nothing changes is left alone', () => {
  expect(publicationsOf(here, {})).toEqual([]);
  expect(publicationsOf(none, { isCorrected: true })).toEqual([]);
});

test('a class without the lesson gets a copy where the timetable or the teacher says', () => {
  const copy = { classGroupId: 'c2', lessonId: 'new', startsAt: NOW + 200, isCorrected: false };
  expect(publicationsOf(none, { when: 'draft' })).toEqual([{ ...copy, at: null }]);
  expect(publicationsOf(none, { when: 'hour', startsAt: NOW + 300 })).toEqual([
    { ...copy, startsAt: NOW + 300, at: 'hour' },
  ]);
});

test('a copy gives the homework too unless the teacher says no; a class that has the lesson keeps its own', () => {
  const homework = [{ fromId: 'h1', newId: 'h2', dueAt: NOW + 900 }];
  const [given] = publicationsOf(none, { when: 'draft' }, homework);
  expect(given?.homework).toEqual(homework);
  expect(publicationsOf(none, { when: 'draft', isHomeworkGiven: false }, homework)[0]).not.toHaveProperty(
    'homework',
  );
  expect(publicationsOf(here, { when: 'now' }, homework)[0]).not.toHaveProperty('homework');
});

test('a lesson keeps its hour, whatever is chosen; a correction alone says nothing of its publication', () => {
  const own = { classGroupId: 'c1', lessonId: 'l1', startsAt: NOW + 100, isCorrected: false };
  expect(publicationsOf(here, { when: 'date', startsAt: 7 })).toEqual([{ ...own, at: NOW + 50 }]);
  expect(publicationsOf(here, { isCorrected: true })).toEqual([{ ...own, isCorrected: true }]);
});
