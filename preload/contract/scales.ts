import type { GradingRules, Scale } from './domain.ts';
import { folded } from './folded.ts';

/*
 * Letters and levels. A level is worth points, and the points are the grade that is kept, sent and averaged: which level it
 * is is read from them. So a grade that comes back from the ENT, a history or a table has its level again.
 */

type Level = Scale['levels'][number];

/** Graded by points, and counted: what holds where nothing was decided. */
export const PLAIN_RULES: GradingRules = {
  scale: null,
  isCounted: true,
  lateness: null,
  isMarkedTwice: false,
};

/** The level that points are worth; null for points between two, or without a scale. */
export function levelOf(scale: Scale | null, pointsTimes100: number | null): Level | null {
  return scale?.levels.find((level) => level.pointsTimes100 === pointsTimes100) ?? null;
}

/** What a level is called where there is little room: itself up to four letters, else its initials (« TBM »), if they are its own. */
export function shortLevel({ levels }: Scale, { label }: Level): string {
  if (label.length <= 4) return label;
  const short = initialsOf(label);
  const isOwn = levels.every((other) => other.label === label || initialsOf(other.label) !== short);
  return short.length > 1 && isOwn ? short : label;
}

/** The level that is typed: its label, its short form, or the beginning of one label alone. Case and accents do not matter. */
export function parseLevel(scale: Scale, text: string): Level | null {
  const typed = folded(text);
  if (typed === '') return null;
  const { levels } = scale;
  const named =
    levels.find(({ label }) => folded(label) === typed) ??
    levels.find((level) => folded(shortLevel(scale, level)) === typed);
  if (named !== undefined) return named;
  const [begun, other] = levels.filter(({ label }) => folded(label).startsWith(typed));
  return other === undefined ? (begun ?? null) : null;
}

function initialsOf(label: string): string {
  const words = label.split(/[\s'’-]+/).filter(Boolean);
  return words
    .map((word) => word.charAt(0))
    .join('')
    .toUpperCase();
}

/**
 * The four French levels of mastery, worth what they are at the brevet: 10, 25, 40 and 50 points of 50 (article 7 of the
 * arrêté of 31 December 2015).
 */
export const MASTERY_SHARES: readonly number[] = [100, 80, 50, 20];

/** Five letters, evenly spread; nothing for work that was handed in is a typed 0. */
export const LETTER_SHARES: readonly number[] = [100, 80, 60, 40, 20];

/** What a share of a maximum is in points, to the hundredth. */
export function shareOf(maxTimes100: number, shareTimes100: number): number {
  return Math.round((maxTimes100 * shareTimes100) / 100);
}
