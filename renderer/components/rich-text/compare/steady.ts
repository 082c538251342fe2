/** Of the ids of one order, as many as stand in another one in the same sequence: the others were moved. Pure. */
export function steady(ids: readonly string[], other: readonly string[]): ReadonlySet<string> {
  const placeOf = new Map(other.map((id, place) => [id, place]));
  // The longest increasing sequence of places: for each length, the end of the lowest one so far.
  const ends: string[] = [];
  const before = new Map<string, string | undefined>();
  for (const id of ids) {
    const place = placeOf.get(id);
    if (place === undefined) continue;
    let low = 0;
    for (let high = ends.length; low < high; ) {
      const middle = (low + high) >> 1;
      if ((placeOf.get(ends[middle] ?? '') ?? 0) < place) low = middle + 1;
      else high = middle;
    }
    before.set(id, ends[low - 1]);
    ends[low] = id;
  }
  const longest = new Set<string>();
  for (let id = ends.at(-1); id !== undefined; id = before.get(id)) longest.add(id);
  return longest;
}
