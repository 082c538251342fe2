/**
 * Those of many that are looked at this time, so many at a time: each reading has the next turn, and all are come round to.
 *
 * @param turn of the reading: one more than the one before
 */
export function inTurn(ids: readonly string[], turn: number, atATime: number): ReadonlySet<string> {
  const sorted = ids.toSorted();
  if (sorted.length <= atATime) return new Set(sorted);
  const turns = Math.ceil(sorted.length / atATime);
  const from = (turn % turns) * atATime;
  return new Set(sorted.slice(from, from + atATime));
}
