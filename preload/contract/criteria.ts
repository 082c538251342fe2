import * as z from 'zod';
import { id, pointsTimes100 } from './domain.ts';

/*
 * What an assignment is marked by. The sum is here because the window shows it and the engine makes a grade of it.
 */

export const CRITERION_LABEL_MAX = 200;
export const CRITERION_COMMENT_MAX = 500;

/** A question of an assignment, or a criterion of its rubric. */
export const criterion = z.object({
  id,
  label: z.string().trim().min(1).max(CRITERION_LABEL_MAX),
  maxTimes100: pointsTimes100,
  /** A bonus adds to the sum of the ordinary ones, a malus takes its points off; neither has to be given. */
  kind: z.enum(['ordinary', 'bonus', 'malus']),
  /** What can be given, in words; empty: any number of points up to the maximum. */
  levels: z.array(z.object({ label: z.string().trim().min(1).max(60), pointsTimes100 })).max(8),
});
export type Criterion = z.infer<typeof criterion>;

export const criterionMark = z.object({
  submissionId: id,
  criterionId: id,
  pointsTimes100: pointsTimes100.nullable(),
  comment: z.string().max(CRITERION_COMMENT_MAX),
});
export type CriterionMark = z.infer<typeof criterionMark>;

export interface CriteriaSum {
  /** Of what has been given so far, from 0 to the assignment's maximum; null: nothing has been. */
  readonly sumTimes100: number | null;
  /** Every ordinary criterion has its points: the sum is a grade. */
  readonly isComplete: boolean;
}

/**
 * Adds up what a copy was given: Σ ordinary + Σ bonus − Σ malus, never below 0 nor above the assignment's maximum, for the
 * ENT takes no other grade.
 */
export function sumCriteria(
  criteria: readonly Criterion[],
  marks: readonly Pick<CriterionMark, 'criterionId' | 'pointsTimes100'>[],
  maxTimes100: number,
): CriteriaSum {
  const given = new Map(marks.map(({ criterionId, pointsTimes100: points }) => [criterionId, points]));
  let sum = 0;
  let count = 0;
  for (const { id: criterionId, kind } of criteria) {
    const points = given.get(criterionId) ?? null;
    if (points === null) continue;
    count += 1;
    sum += kind === 'malus' ? -points : points;
  }
  const ordinary = criteria.filter(({ kind }) => kind === 'ordinary');
  return {
    sumTimes100: count === 0 ? null : Math.min(maxTimes100, Math.max(0, sum)),
    isComplete: ordinary.length > 0 && ordinary.every((one) => (given.get(one.id) ?? null) !== null),
  };
}

/** What the ordinary criteria make together, in hundredths. */
export function totalOf(criteria: readonly Criterion[]): number {
  return criteria.reduce((sum, { kind, maxTimes100 }) => sum + (kind === 'ordinary' ? maxTimes100 : 0), 0);
}
