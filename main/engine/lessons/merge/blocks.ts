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
  const [base, mineById, theirsById] = [sides.base, sides.mine, sides.theirs].map(byId);
  const merged = new Map(
    idsOf([...sides.theirs, ...sides.mine]).map((id) => {
      const versions = { before: base?.get(id), own: mineById?.get(id), other: theirsById?.get(id) };
      return [id, mergeBlock(sides, versions)] as const;
    }),
  );
  const survivors = (side: readonly BlockBody[]) =>
    idsOf(side).filter((id) => (merged.get(id) ?? []).length > 0);
  const [mine, theirs] = [survivors(sides.mine), survivors(sides.theirs)];
  return orderOf(idsOf(sides.base), mine, theirs).flatMap((id) => merged.get(id) ?? []);
}

type Version = BlockBody | undefined;

/** What is left of a block: nothing, one, or both versions of it. */
function mergeBlock(
  { deviceName, newId }: Sides,
  { before, own, other }: { before: Version; own: Version; other: Version },
): BlockBody[] {
  if (own === undefined && other === undefined) return [];
  if (own === undefined || other === undefined) {
    const left = own ?? other;
    return left === undefined || (before !== undefined && isSameJson(left, before)) ? [] : [left];
  }
  if (isSameJson(own, other) || isSameJson(own, before)) return [other];
  if (isSameJson(other, before)) return [own];
  return [other, { ...own, id: newId(), variant: { of: own.id, device: deviceName } }];
}

/** Blocks of both sides in their merged order; behind each, what one side alone has there. */
function orderOf(base: readonly string[], mine: readonly string[], theirs: readonly string[]): string[] {
  const there = new Set(theirs);
  const shared = new Set(mine.filter((id) => there.has(id)));
  const known = new Set(base.filter((id) => shared.has(id)));
  const order = [...known, ...theirs.filter((id) => shared.has(id) && !known.has(id))];
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

/** The first one of each name, as it is searched for. */
function byId(blocks: readonly BlockBody[]): ReadonlyMap<string, BlockBody> {
  return new Map(blocks.toReversed().map((block) => [block.id, block]));
}

function idsOf(blocks: readonly BlockBody[]): string[] {
  return [...new Set(blocks.map(({ id }) => id))];
}
