import { isSameJson } from '../../../../preload/contract/same-json.ts';
import type { BlockBody } from '../bodies.ts';
import { mergeOrder } from './order.ts';

interface Sides {
  readonly base: readonly BlockBody[];
  readonly mine: readonly BlockBody[];
  readonly theirs: readonly BlockBody[];
  /** Who made our version of a block that both sides changed: the name of this device. */
  readonly deviceName: string;
  /** A new block's id. */
  newId(): string;
}

/**
 * Three-way merge of a lesson's text, block by block.
 *
 * A block that one side changed is that side's. One that both changed stays as the ENT has it, and ours follows it under an
 * id of its own, as `variant` of it. An edit outlives a deletion. What both sides added behind the same block keeps
 * together, the older run first (ids grow with time).
 */
export function mergeBlocksOf(sides: Sides): BlockBody[] {
  const merged = new Map(
    idsOf([...sides.theirs, ...sides.mine]).map((id) => [id, mergeBlock(sides, id)] as const),
  );
  const survivors = (side: readonly BlockBody[]) =>
    idsOf(side).filter((id) => (merged.get(id) ?? []).length > 0);
  const [mine, theirs] = [survivors(sides.mine), survivors(sides.theirs)];
  return orderOf(idsOf(sides.base), mine, theirs).flatMap((id) => merged.get(id) ?? []);
}

/** What is left of a block: nothing, one, or both versions of it. */
function mergeBlock({ base, mine, theirs, deviceName, newId }: Sides, id: string): BlockBody[] {
  const [before, own, other] = [base, mine, theirs].map((side) => side.find((block) => block.id === id));
  if (own === undefined && other === undefined) return [];
  if (own === undefined || other === undefined) {
    const left = own ?? other;
    return left === undefined || (before !== undefined && isSameJson(left, before)) ? [] : [left];
  }
  if (isSameJson(own, other) || isSameJson(own, before)) return [other];
  if (isSameJson(other, before)) return [own];
  return [other, { ...own, id: newId(), variant: { of: id, device: deviceName } }];
}

/** Blocks of both sides in their merged order; behind each, what one side alone has there. */
function orderOf(base: readonly string[], mine: readonly string[], theirs: readonly string[]): string[] {
  const shared = new Set(mine.filter((id) => theirs.includes(id)));
  const known = base.filter((id) => shared.has(id));
  const order = [...known, ...theirs.filter((id) => shared.has(id) && !known.includes(id))];
  const anchors = mergeOrder(
    order,
    mine.filter((id) => shared.has(id)),
    theirs.filter((id) => shared.has(id)),
  );
  const [own, others] = [runsBehind(mine, shared), runsBehind(theirs, shared)];
  return [null, ...anchors].flatMap((anchor) => {
    const runs = [own.get(anchor) ?? [], others.get(anchor) ?? []].sort(byFirst);
    return [...(anchor === null ? [] : [anchor]), ...runs.flat()];
  });
}

/** What stands behind each shared block (null: before the first) and is not shared. */
function runsBehind(side: readonly string[], shared: ReadonlySet<string>): Map<string | null, string[]> {
  const runs = new Map<string | null, string[]>();
  let anchor: string | null = null;
  for (const id of side) {
    if (shared.has(id)) anchor = id;
    else runs.set(anchor, [...(runs.get(anchor) ?? []), id]);
  }
  return runs;
}

function byFirst([a = '']: readonly string[], [b = '']: readonly string[]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function idsOf(blocks: readonly BlockBody[]): string[] {
  return [...new Set(blocks.map(({ id }) => id))];
}
