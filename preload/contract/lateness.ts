import type { LateRule } from './domain.ts';

/*
 * What is taken off a copy that came late, and what is added to one. Here because the window shows the computation before
 * the engine makes a grade of it.
 */

/** How a grade is made of what was given for the work. In hundredths of a point. */
export interface GradeParts {
  readonly rawTimes100: number;
  /** A malus is below 0. */
  readonly bonusTimes100: number;
  readonly penaltyTimes100: number;
}

/** Whether a copy that is so late is worth nothing any more. */
export function isRefused(rule: LateRule, lateDays: number): boolean {
  return rule.refusedAfterDays !== null && lateDays > rule.refusedAfterDays;
}

/**
 * What a rule takes off, in hundredths of a point: never more than the grade, nor below the rule's floor.
 *
 * A percentage is of what was given for the work (10 % a day of 14 is 1,4 a day), rounded once, half up.
 * @param lateDays days begun, 0 for a copy that was in time
 */
export function latePenalty(rule: LateRule, rawTimes100: number, lateDays: number): number {
  if (lateDays <= 0) return 0;
  if (isRefused(rule, lateDays)) return rawTimes100;
  const asked =
    rule.kind === 'points'
      ? rule.perDayTimes100 * lateDays
      : Math.floor((2 * rawTimes100 * rule.perDayTimes100 * lateDays + 10_000) / 20_000);
  return Math.min(asked, Math.max(0, rawTimes100 - (rule.floorTimes100 ?? 0)));
}

/** The grade that its parts make, kept from 0 to the maximum: the ENT takes no other. */
export function gradeOfParts(
  { rawTimes100, bonusTimes100, penaltyTimes100 }: GradeParts,
  maxTimes100: number,
): number {
  return Math.min(maxTimes100, Math.max(0, rawTimes100 + bonusTimes100 - penaltyTimes100));
}
