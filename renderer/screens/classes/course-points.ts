import type { CourseStep } from '../../../preload/contract/index.ts';

/** A place in the plot: from 0 to 1 along the time, and hundredths of points out of 20. */
export interface CoursePoint {
  readonly share: number;
  readonly of20Times100: number;
  readonly step: CourseStep;
}

/** Whether a step has a grade that students cannot read yet. */
export function isDraft({ assignment, cell }: CourseStep, now: number): boolean {
  const { publishAt } = assignment;
  return (cell?.pointsTimes100 ?? null) !== null && (publishAt === null || publishAt > now);
}

/**
 * The student's grades and the class's medians over time. Assignments without a date have no place in it.
 *
 * Due at one instant, all stand in the middle.
 */
export function pointsOf(steps: readonly CourseStep[]): { grades: CoursePoint[]; medians: CoursePoint[] } {
  const dated = steps.flatMap((step) =>
    step.assignment.dueAt === null ? [] : [{ step, dueAt: step.assignment.dueAt }],
  );
  const drawn = dated.filter(
    ({ step }) => step.gradeOf20Times100 !== null || step.medianOf20Times100 !== null,
  );
  const first = Math.min(...drawn.map(({ dueAt }) => dueAt));
  const length = Math.max(...drawn.map(({ dueAt }) => dueAt)) - first;
  const place = (field: 'gradeOf20Times100' | 'medianOf20Times100') =>
    drawn.flatMap(({ step, dueAt }): CoursePoint[] => {
      const value = step[field];
      return value === null
        ? []
        : [{ share: length === 0 ? 0.5 : (dueAt - first) / length, of20Times100: value, step }];
    });
  return { grades: place('gradeOf20Times100'), medians: place('medianOf20Times100') };
}
