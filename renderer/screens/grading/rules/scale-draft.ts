import type { Assignment, Scale } from '../../../../preload/contract/index.ts';
import { LETTER_SHARES, MASTERY_SHARES, shareOf } from '../../../../preload/contract/index.ts';
import { readLevels } from '../criteria/levels-text.ts';

/** The words of the ready scales. */
export interface ReadyWords {
  readonly letters: string;
  readonly mastery: string;
  readonly masteryLabels: readonly string[];
}

/** Letters, and the four French levels, in points of that maximum. */
export function readyScales(words: ReadyWords, maxTimes100: number): Scale[] {
  const made = (name: string, labels: readonly string[], shares: readonly number[]): Scale => ({
    name,
    levels: labels.map((label, index) => ({
      label,
      pointsTimes100: shareOf(maxTimes100, shares[index] ?? 0),
    })),
  });
  return [
    made(words.letters, ['A', 'B', 'C', 'D', 'E'], LETTER_SHARES),
    made(words.mastery, words.masteryLabels, MASTERY_SHARES),
  ];
}

/** Scales that other assignments with the same maximum have, the first of each name. */
export function scalesElsewhere(assignments: readonly Assignment[], current: Assignment): Scale[] {
  const byName = new Map<string, Scale>();
  for (const { id, maxTimes100, rules } of assignments)
    if (id !== current.id && maxTimes100 === current.maxTimes100 && rules.scale !== null)
      byName.set(rules.scale.name, byName.get(rules.scale.name) ?? rules.scale);
  return [...byName.values()];
}

/** Most levels of a scale, as the contract has it. */
const MOST_LEVELS = 12;

/**
 * Reads a scale's levels as they are typed, « A : 20 ; B : 16 »; null when there are fewer than two or too many, when two
 * are called the same or worth the same, or when one is above the maximum.
 */
export function readScale(name: string, typed: string, maxTimes100: number): Scale | null {
  const levels = readLevels(typed, MOST_LEVELS);
  if (levels === null || levels.length < 2 || name.trim() === '') return null;
  const labels = new Set(levels.map(({ label }) => label.toLowerCase()));
  const values = new Set(levels.map(({ pointsTimes100 }) => pointsTimes100));
  if (labels.size < levels.length || values.size < levels.length) return null;
  return levels.some(({ pointsTimes100 }) => pointsTimes100 > maxTimes100)
    ? null
    : { name: name.trim(), levels };
}
