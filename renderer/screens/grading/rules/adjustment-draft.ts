import type { Assignment, GradeAdjustment, SubmissionSummary } from '../../../../preload/contract/index.ts';
import { gradeOfParts, latePenalty, parseGrade } from '../../../../preload/contract/index.ts';

/** Reads a bonus or a malus: « +0,5 », « 1 », « −2 ». Nothing is none of either; null for anything else. */
export function readBonus(typed: string): number | null {
  const text = typed.trim();
  if (text === '') return 0;
  const isMalus = /^[-−–]/.test(text);
  const points = parseGrade(text.replace(/^[-−–+]\s*/, ''));
  return points === null ? null : isMalus && points !== 0 ? -points : points;
}

/** A bonus as `readBonus` reads it; nothing for none. */
export function writeBonus(bonusTimes100: number, points: (times100: number) => string): string {
  if (bonusTimes100 === 0) return '';
  return bonusTimes100 < 0 ? `−${points(-bonusTimes100)}` : `+${points(bonusTimes100)}`;
}

/** Reads a number of days, 0 to 366; nothing is 0, null is anything else. */
export function readDays(typed: string): number | null {
  const text = typed.trim();
  if (text === '') return 0;
  return /^\d{1,3}$/.test(text) && Number(text) <= 366 ? Number(text) : null;
}

/** What a rule of lateness would make of a grade, and has not made yet. */
export interface ProposedAdjustment extends GradeAdjustment {
  readonly lateDays: number;
  readonly gradeTimes100: number;
}

/**
 * What the rule of lateness makes of a copy's grade; null when it takes nothing off, or when days were decided for this copy
 * and the rule still makes of them what it did.
 */
export function wantedAdjustment(
  { maxTimes100, rules }: Assignment,
  { adjustment, lateDays = 0, pointsTimes100 }: SubmissionSummary,
): ProposedAdjustment | null {
  const days = adjustment?.lateDays ?? lateDays;
  if (rules.lateness === null || pointsTimes100 === null || days === 0) return null;
  const rawTimes100 = adjustment?.rawTimes100 ?? pointsTimes100;
  const penaltyTimes100 = latePenalty(rules.lateness, rawTimes100, days);
  if (penaltyTimes100 === (adjustment?.penaltyTimes100 ?? 0)) return null;
  const parts = { rawTimes100, bonusTimes100: adjustment?.bonusTimes100 ?? 0, penaltyTimes100 };
  return { ...parts, lateDays: days, gradeTimes100: gradeOfParts(parts, maxTimes100) };
}
