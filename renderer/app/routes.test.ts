import { expect, test } from 'vitest';
import type { Route } from './routes.ts';
import { fromHash, toHash } from './routes.ts';

const routes: Route[] = [
  { screen: 'today' },
  { screen: 'classes', classGroupId: 'c1' },
  { screen: 'grading', assignmentId: 'a/1 é', submissionId: 's1' },
  { screen: 'grading', assignmentId: 'a1' },
  { screen: 'grading' },
  { screen: 'help' },
];

test.each(routes)('$screen is read back from its address', (route) => {
  expect(fromHash(toHash(route))).toEqual(route);
});

test('an unknown or broken address is today', () => {
  expect(fromHash('')).toEqual({ screen: 'today' });
  expect(fromHash('#/constructor/x')).toEqual({ screen: 'today' });
  expect(fromHash('#/lessons/%E0%A4%A')).toEqual({ screen: 'lessons', lessonId: '%E0%A4%A' });
});
