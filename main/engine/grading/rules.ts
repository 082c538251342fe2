import type { GradeMark } from '../../../preload/contract/domain.ts';
import { isEmptyMark, NO_MARK } from '../../../preload/contract/marks.ts';
import type { GradeBody } from './bodies.ts';

/**
 * Why a grade cannot be saved, or null.
 *
 * Grades are whole hundredths from 0 to their assignment's maximum: what the ENT would refuse is not saved here.
 */
export function gradeFault(pointsTimes100: number, maxTimes100: number): 'out-of-range' | null {
  return Number.isInteger(pointsTimes100) && pointsTimes100 >= 0 && pointsTimes100 <= maxTimes100
    ? null
    : 'out-of-range';
}

/** A quarter of a point, in hundredths: French teachers grade by halves and quarters. */
const QUARTER = 25;

/**
 * What a grade becomes when its assignment is marked out of something else, in hundredths.
 *
 * The same share of the new maximum, to the nearest quarter, half up; never above it. Nothing stays nothing, and full marks
 * stay full marks where the maximum is no whole number of quarters.
 * @param outOfTimes100 what it was given out of, above 0
 */
export function rescalePoints(pointsTimes100: number, outOfTimes100: number, maxTimes100: number): number {
  if (pointsTimes100 >= outOfTimes100) return maxTimes100;
  const quarters = Math.floor(
    (2 * pointsTimes100 * maxTimes100 + outOfTimes100 * QUARTER) / (2 * outOfTimes100 * QUARTER),
  );
  return Math.min(maxTimes100, quarters * QUARTER);
}

/** A comment as it is kept: what was typed, without the white space at its end. */
export function tidyComment(text: string): string {
  return text.trimEnd();
}

/** The mark that a body says; none when it was removed. */
export function markOfBody(body: GradeBody | null): GradeMark {
  if (body === null) return NO_MARK;
  const { points_x100, standing, is_counted } = body;
  return { pointsTimes100: points_x100, standing: standing ?? null, isCounted: is_counted !== false };
}

/** What the ENT is told of a mark; null removes it. What is as it is by itself is not said, whatever was said before. */
export function bodyOfMark(submissionId: string, mark: GradeMark): GradeBody | null {
  if (isEmptyMark(mark)) return null;
  const { pointsTimes100, standing, isCounted } = mark;
  return {
    submission_id: submissionId,
    points_x100: pointsTimes100,
    standing: standing ?? undefined,
    is_counted: isCounted ? undefined : false,
  };
}
