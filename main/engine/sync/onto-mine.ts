import { mergeFields } from '../store/merge/fields.ts';
import type { MergeSides, SyncableEntity } from '../store/syncable-entity.ts';

type Body = Record<string, unknown>;

/** What is needed to put two texts of one thing together. */
export interface MergeParts {
  readonly entities: ReadonlyMap<string, SyncableEntity>;
  readonly deviceName: string;
}

/**
 * The change that was made to what the screen shows, made to our side of an open conflict: what is in that, and not on the
 * screen, stays in it.
 *
 * @param sides.base what the screen showed; null: nothing
 * @param sides.mine what it shows now: where both say something else, this is what the teacher wrote last
 * @param sides.theirs our side of the conflict
 */
export function ontoMine(
  { entities, deviceName }: MergeParts,
  entity: string,
  sides: Omit<MergeSides<Body>, 'deviceName'>,
): Body {
  const merged = entities.get(entity)?.merge?.({ ...sides, deviceName });
  // A row of its own for what differs is for two people: here one of the two is the older word of the other.
  if (merged !== undefined && (merged.also ?? []).length === 0) return merged.body;
  return mergeFields(sides.base ?? {}, sides.mine, sides.theirs).body;
}
