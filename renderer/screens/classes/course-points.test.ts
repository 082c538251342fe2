import { expect, test } from 'vitest';
import type { CourseStep } from '../../../preload/contract/index.ts';
import { isDraft, pointsOf } from './course-points.ts';

const DAY = 86_400_000;

function step(
  dueAt: number | null,
  grade: number | null,
  median: number | null,
  publishAt: number | null = null,
) {
  return {
    assignment: { dueAt, publishAt },
    cell: { pointsTimes100: grade },
    gradeOf20Times100: grade,
    medianOf20Times100: median,
  } as CourseStep;
}

test('grades and medians stand where their day is, and a missing grade leaves no point', () => {
  const steps = [
    step(DAY, 1200, 1000),
    step(2 * DAY, null, 900),
    step(5 * DAY, 800, 1100),
    step(null, 2000, 2000),
  ];
  const { grades, medians } = pointsOf(steps);
  expect(grades.map(({ share, of20Times100 }) => [share, of20Times100])).toEqual([
    [0, 1200],
    [1, 800],
  ]);
  expect(medians.map(({ share, of20Times100 }) => [share, of20Times100])).toEqual([
    [0, 1000],
    [0.25, 900],
    [1, 1100],
  ]);
});

test('one day alone is in the middle, and nothing is drawn of what nobody has a grade for', () => {
  expect(pointsOf([step(DAY, 1200, 1000)]).grades[0]?.share).toBe(0.5);
  expect(pointsOf([step(DAY, null, null)])).toEqual({ grades: [], medians: [] });
  expect(pointsOf([step(DAY, null, null), step(3 * DAY, 1, 2)]).grades[0]?.share).toBe(0.5);
});

test('a grade is a draft until its assignment is published', () => {
  expect(isDraft(step(DAY, 1200, 1000), DAY)).toBe(true);
  expect(isDraft(step(DAY, 1200, 1000, DAY + 1), DAY)).toBe(true);
  expect(isDraft(step(DAY, 1200, 1000, DAY), DAY)).toBe(false);
  expect(isDraft(step(DAY, null, 1000), DAY)).toBe(false);
});
