import type { WrittenText } from '../../../preload/contract/index.ts';

/** The window's own title is above every heading of a document. */
const FIRST_RANK = 2;

/**
 * The rank of each heading of a text for screen readers, by its place among the blocks: a file may begin anywhere and skip
 * levels (« Titre 2 » looked nicer), and those who go from heading to heading would look for what is not there.
 */
export function headingRanks(blocks: WrittenText['blocks']): ReadonlyMap<number, number> {
  const ranks = new Map<number, number>();
  const above: number[] = [];
  for (const [index, block] of blocks.entries()) {
    if (block.kind !== 'paragraph' || block.level === 0) continue;
    while ((above.at(-1) ?? 0) >= block.level) above.pop();
    above.push(block.level);
    ranks.set(index, FIRST_RANK + above.length - 1);
  }
  return ranks;
}
