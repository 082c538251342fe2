import * as z from 'zod';
import { id, pointsTimes100 } from './domain.ts';

/*
 * A copy that is marked twice: neither marker sees the other's grade before both are there, and then one is decided on.
 */

export const markingRound = z.union([z.literal(1), z.literal(2)]);
export type MarkingRound = z.infer<typeof markingRound>;

/** Longest name of a marker. */
export const MARKER_MAX_LENGTH = 80;

/** What one marker gave. */
export const blindMark = z.object({
  submissionId: id,
  round: markingRound,
  pointsTimes100,
  marker: z.string().trim().max(MARKER_MAX_LENGTH),
});
export type BlindMark = z.infer<typeof blindMark>;

/** What is told of a copy: who has given a grade; what they gave only once both have. */
export const blindCopy = z.object({
  submissionId: id,
  given: z.array(blindMark.pick({ round: true, marker: true })),
  /** First round first; null while one is missing. */
  disclosed: z.array(blindMark).length(2).nullable(),
});
export type BlindCopy = z.infer<typeof blindCopy>;

/** The mean of the two, in hundredths, half up. */
export function meanOfRounds(first: number, second: number): number {
  return Math.floor((first + second + 1) / 2);
}
