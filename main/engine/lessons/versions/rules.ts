import { addDays, type CivilDate, wallTimeOf, weekdayOf } from '../../calendar/civil-time.ts';
import type { BlockBody } from '../bodies.ts';

/** An earlier text, as thinning sees it. Always oldest first. */
export interface KeptVersion {
  readonly id: number;
  readonly writtenAt: number;
  /** Students could read it. */
  readonly isShown: boolean;
  /** Its blocks' rows, in order. */
  readonly rows: readonly number[];
}

/** A pause between two sentences keeps nothing: a version at most each ten minutes. */
export const PAUSE_MS = 10 * 60_000;
/** A month of days; then one a week. */
const DAYS = 31;
/** A day of pauses, a month of days and five years of weeks are fewer. */
const MOST_VERSIONS = 450;

/**
 * The versions that go: all of today stay, then the last of each day for a month, then the last of each week.
 *
 * The last one that students could read stays whatever its day.
 */
export function thinnedOut(
  versions: readonly KeptVersion[],
  { now, timeZone }: { now: number; timeZone: string },
): number[] {
  const dayOf = (at: number) => wallTimeOf(at, timeZone).date;
  const today = dayOf(now);
  const monthAgo = addDays(today, -DAYS);
  const lastOf = new Map<string, number>();
  const kept = new Set<number>();
  for (const { id, writtenAt } of versions) {
    const day = dayOf(writtenAt);
    if (day >= today) kept.add(id);
    else lastOf.set(day >= monthAgo ? day : `week of ${mondayOf(day)}`, id);
  }
  for (const id of lastOf.values()) kept.add(id);
  const lastShown = versions.findLast(({ isShown }) => isShown);
  if (lastShown !== undefined) kept.add(lastShown.id);
  const left = versions.filter(({ id }) => kept.has(id));
  const tooMany = new Set(left.slice(0, Math.max(0, left.length - MOST_VERSIONS)).map(({ id }) => id));
  return versions.filter(({ id }) => !kept.has(id) || tooMany.has(id)).map(({ id }) => id);
}

/** The oldest versions that go so that the rest are no more than `mostBytes`. The last one stays. */
export function beyondBytes(
  versions: readonly KeptVersion[],
  bytesOf: ReadonlyMap<number, number>,
  mostBytes: number,
): number[] {
  const counted = new Set<number>();
  let bytes = 0;
  for (let index = versions.length - 1; index >= 0; index -= 1) {
    for (const row of versions[index]?.rows ?? []) {
      // A row costs its place in the list each time, its text once.
      bytes += ROW_BYTES + (counted.has(row) ? 0 : (bytesOf.get(row) ?? 0));
      counted.add(row);
    }
    if (bytes > mostBytes && index < versions.length - 1)
      return versions.slice(0, index + 1).map(({ id }) => id);
  }
  return [];
}

/** « 123456, » in the list of a version. */
const ROW_BYTES = 7;

/** The text with these blocks as the version has them: put back, put back at their place, or taken off. */
export function withBlocksOf(
  text: readonly BlockBody[],
  version: readonly BlockBody[],
  blockIds: readonly string[],
): BlockBody[] {
  const wanted = new Set(blockIds);
  const restored = text.flatMap((block) => {
    if (!wanted.has(block.id)) return [block];
    return version.filter(({ id }) => id === block.id);
  });
  for (const [place, block] of version.entries()) {
    if (!wanted.has(block.id) || restored.some(({ id }) => id === block.id)) continue;
    restored.splice(placeBehind(restored, version.slice(0, place)), 0, block);
  }
  return restored;
}

/** Behind the nearest of the blocks that stood before it and is still there. */
function placeBehind(text: readonly BlockBody[], before: readonly BlockBody[]): number {
  for (const { id } of before.toReversed()) {
    const place = text.findIndex((block) => block.id === id);
    if (place !== -1) return place + 1;
  }
  return 0;
}

function mondayOf(day: CivilDate): CivilDate {
  return addDays(day, 1 - weekdayOf(day));
}
