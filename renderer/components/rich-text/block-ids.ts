/** A top-level node as far as its id is concerned. */
export interface IdentifiedBlock {
  readonly blockId: string | null;
  /** Nothing is written in it. */
  readonly isEmpty: boolean;
}

/**
 * Gives each block the id that it must have: its own where it has one, a new one otherwise.
 *
 * Splitting a block leaves two with the same id. The one that holds the text keeps it (Enter at the start of
 * a paragraph puts an empty one before it), else the first: the id follows the words, so that a colleague's
 * change to them still finds them.
 */
export function assignBlockIds(blocks: readonly IdentifiedBlock[], newId: () => string): string[] {
  const keeper = new Map<string, number>();
  for (const [index, { blockId, isEmpty }] of blocks.entries()) {
    if (blockId === null) continue;
    const before = keeper.get(blockId);
    const isBetter = before === undefined || (blocks[before]?.isEmpty === true && !isEmpty);
    if (isBetter) keeper.set(blockId, index);
  }
  return blocks.map(({ blockId }, index) =>
    blockId !== null && keeper.get(blockId) === index ? blockId : newId(),
  );
}
