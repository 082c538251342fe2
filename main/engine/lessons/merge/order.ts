/**
 * The order of what both sides have, when each may have moved some of it.
 *
 * What one side alone moved goes where that side put it: behind the same neighbour. What both moved is where they put it.
 * All three hold the same ids, each once.
 */
export function mergeOrder(
  base: readonly string[],
  mine: readonly string[],
  theirs: readonly string[],
): string[] {
  const movedByThem = movedIn(base, theirs);
  const moved = movedIn(base, mine);
  for (const id of movedByThem) moved.delete(id);
  const order = theirs.filter((id) => !moved.has(id));
  for (const [index, id] of mine.entries()) {
    if (!moved.has(id)) continue;
    const before = mine[index - 1];
    order.splice(before === undefined ? 0 : order.indexOf(before) + 1, 0, id);
  }
  return order;
}

/** What left its place: all but a longest run of ids that still follow one another as in the base. */
function movedIn(base: readonly string[], whole: readonly string[]): Set<string> {
  const edited = betweenEnds(base, whole);
  const places = new Map(base.map((id, index) => [id, index]));
  const chains: { readonly length: number; readonly before: number }[] = [];
  let longest = -1;
  for (const [index, id] of edited.entries()) {
    let [length, before] = [1, -1];
    for (const [earlier, chain] of chains.entries()) {
      if (placeOf(places, edited[earlier]) < placeOf(places, id) && chain.length >= length)
        [length, before] = [chain.length + 1, earlier];
    }
    chains.push({ length, before });
    if (length > (chains[longest]?.length ?? 0)) longest = index;
  }
  const moved = new Set(edited);
  for (let at = longest; at >= 0; at = chains[at]?.before ?? -1) moved.delete(edited[at] ?? '');
  return moved;
}

/** Without what both begin and end with: of a long text in which one block was moved, little is left to go through. */
function betweenEnds(base: readonly string[], edited: readonly string[]): readonly string[] {
  const start = edited.findIndex((id, index) => id !== base[index]);
  if (start === -1) return [];
  let end = edited.length;
  while (edited[end - 1] === base[end - 1]) end -= 1;
  return edited.slice(start, end);
}

function placeOf(places: ReadonlyMap<string, number>, id: string | undefined): number {
  return places.get(id ?? '') ?? Number.POSITIVE_INFINITY;
}
