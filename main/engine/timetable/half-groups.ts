/** What of a line of the timetable says for whom it is. */
interface GroupSlot {
  readonly id: string;
  readonly classGroupId: string;
  /** Empty for all of the class. */
  readonly group: string;
}

/**
 * The hours at which a class has one and the same lesson, a part of it after another: the n-th of each group in a week. Pure.
 *
 * Two hours of one group are two places, and so are those of the whole class.
 *
 * @param slots those of one week, soonest first; holidays are among them, so that one that a group loses does not move the others
 * @returns by line, the lines of its place, its own among them; lines that share theirs with no other are left out
 */
export function sharedPlaces(slots: readonly GroupSlot[]): ReadonlyMap<string, readonly string[]> {
  const counts = new Map<string, number>();
  const places = Map.groupBy(
    slots.filter(({ group }) => group !== ''),
    ({ classGroupId, group }) => {
      // However it is written: « Groupe 1 » and « groupe 1 » are one.
      const key = JSON.stringify([classGroupId, group.toLocaleLowerCase('fr')]);
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      return JSON.stringify([classGroupId, count]);
    },
  );
  const shared = [...places.values()].filter((place) => place.length > 1);
  return new Map(
    shared.flatMap((place) => {
      const ids = place.map(({ id }) => id);
      return ids.map((id): [string, string[]] => [id, ids]);
    }),
  );
}
