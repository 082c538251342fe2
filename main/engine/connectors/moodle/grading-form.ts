import * as z from 'zod';
import type { MoodleAssignment } from './wire.ts';

/*
 * What an assignment is graded by at Moodle, beside points. Its service tells a scale's labels; of a rubric or a guide only what a page shows of
 * a copy that was graded by it (form-display.ts).
 */

const criterion = z.object({
  id: z.number().int(),
  label: z.string(),
  /** Hundredths of the assignment's points, as all points here. */
  max: z.number().int(),
  levels: z.array(z.object({ id: z.number().int(), label: z.string(), points: z.number().int() })),
});
export type FormCriterion = z.infer<typeof criterion>;

export const gradingForm = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('scale'), labels: z.array(z.string()) }),
  z.object({
    kind: z.enum(['rubric', 'guide']),
    criteria: z.array(criterion),
    /** What a point of the form's own is worth, in points: a rubric of 12 may make a grade out of 20. */
    worth: z.number(),
  }),
  /** One that is not known yet, or that this version does not know. */
  z.object({ kind: z.literal('unknown'), method: z.string() }),
]);
export type GradingForm = z.infer<typeof gradingForm>;
export type CriteriaForm = Extract<GradingForm, { criteria: unknown }>;

/** What was given for each criterion of a form. */
export type Filling = readonly {
  readonly id: number;
  readonly points: number;
  readonly remark: string;
  /** Of a rubric, as Moodle shows it: of two levels that are worth the same, which was chosen. */
  readonly levelId?: number | undefined;
}[];

/** As many levels as a screen can show (preload/contract/domain.ts, `scale`). */
const LEVELS_MAX = 12;

/** A form that is made of criteria, and can be filled in here. */
export function criteriaOf(form: GradingForm | null): CriteriaForm | null {
  return form !== null && 'criteria' in form ? form : null;
}

export function isGradedByScale({ grade }: Pick<MoodleAssignment, 'grade'>): boolean {
  return grade < 0;
}

/** A scale that can be shown; null for another. */
export function scaleForm(labels: readonly string[]): GradingForm | null {
  const named = labels.map((label) => label.trim()).filter((label) => label !== '');
  const isShown = named.length >= 2 && named.length <= LEVELS_MAX && new Set(named).size === named.length;
  return isShown && named.length === labels.length ? { kind: 'scale', labels: named } : null;
}

/** The points that a filling makes; null while a criterion has none. */
export function pointsOfFilling(form: CriteriaForm, filling: Filling | null): number | null {
  if (filling === null || filling.length !== form.criteria.length) return null;
  return filling.reduce((sum, { points }) => sum + points, 0);
}

/**
 * A grade's hundredths where it was made by a form: what the criteria make together.
 *
 * Each level is worth whole hundredths here, Moodle rounds once at the end: so they may differ by half a hundredth a criterion, which
 * is nothing. Where they differ by more the grade is somebody's own.
 */
export function settledPoints(
  form: GradingForm | null,
  filling: Filling | null,
  points: number | null,
): number | null {
  const criteria = criteriaOf(form);
  const sum = criteria === null ? null : pointsOfFilling(criteria, filling);
  if (criteria === null || sum === null || points === null) return points;
  return Math.abs(sum - points) <= Math.ceil(criteria.criteria.length / 2) ? sum : points;
}

/** Two fillings that say the same, in whatever order. */
export function isSameFilling(one: Filling | null, other: Filling | null): boolean {
  return JSON.stringify(tidy(one)) === JSON.stringify(tidy(other));
}

const tidy = (filling: Filling | null) =>
  filling
    ?.toSorted((one, other) => one.id - other.id)
    .map(({ id, points, remark }) => [id, points, remark.trim()]) ?? null;
