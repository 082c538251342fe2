import type { Assignment } from './domain.ts';

/*
 * Copies without names. Here because the window shows a copy's number and the engine writes it into the names of files.
 */

/** Whether an assignment's copies are shown without names: until the instant of publication, if that was chosen. */
export function areNamesHidden(
  { hiddenSeed, publishAt }: Pick<Assignment, 'hiddenSeed' | 'publishAt'>,
  nowMs: number,
): boolean {
  return hiddenSeed !== null && (publishAt === null || publishAt > nowMs);
}

/**
 * The order of the copies while names are hidden; a copy's number is its place in it, from 1.
 *
 * Mixed, for in the order of names « Copie 1 » would tell who it is; by the assignment's seed and the copies' ids, so that a
 * copy keeps its number from one day to the next.
 */
export function anonymousOrder<Copy extends { readonly id: string }>(
  copies: readonly Copy[],
  seed: string,
): Copy[] {
  return copies
    .map((copy) => ({ copy, rank: mixed(`${seed} ${copy.id}`) }))
    .sort((a, b) => a.rank - b.rank || (a.copy.id < b.copy.id ? -1 : 1))
    .map(({ copy }) => copy);
}

/** FNV-1a of a text, its bits mixed once more (as MurmurHash3 ends) so that ids that differ by their end alone are far apart. */
function mixed(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
