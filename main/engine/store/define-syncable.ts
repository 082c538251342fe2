import type { EarlierText } from '../../../preload/contract/domain.ts';
import type { ConflictField } from '../../../preload/contract/sync.ts';
import type { Edit } from './edit-log.ts';
import type { Db } from './store.ts';
import type { Doubt, Merged, MergeSides, SyncableEntity } from './syncable-entity.ts';

/** A change of the ENT's, with the shape that its domain gives to the body. */
export interface AppliedChange<Body> {
  readonly id: string;
  /** Null: removed. */
  readonly body: Body | null;
  readonly by: string;
  readonly at: number;
  readonly isMine: boolean;
}

interface Definition<Body> {
  readonly entity: string;
  apply(db: Db, change: AppliedChange<Body>): void;
  makesDoubtful?(db: Db, change: Pick<AppliedChange<Body>, 'id' | 'body'>): readonly Doubt[];
  label?(db: Db, entityId: string): string;
  describe?(db: Db, body: Body, id: string, outOf?: number | null): readonly ConflictField[];
  earlierTexts?(db: Db, entityId: string): readonly EarlierText[];
  merge?(sides: MergeSides<Body>): Merged;
  removedWith?(db: Db, entityId: string): readonly Edit[];
  isKeptHere?(db: Db, entityId: string): boolean;
  meaning?(db: Db, entityId: string): string;
  outOf?(db: Db, entityId: string): number | null;
  maximum?(db: Db, entityId: string): number | undefined;
  showOutOf?(db: Db, entityId: string, outOf: number): string | null;
}

/**
 * An entity as sync wants it, from a domain's own words.
 *
 * The one place where a checked body gets its domain's type: tests/engine/syncable-bodies.test.ts proves that
 * what the wire's schemas accept is what the domains expect.
 */
export function defineSyncable<Body>(definition: Definition<Body>): SyncableEntity {
  const {
    entity,
    apply,
    label,
    describe: words,
    earlierTexts,
    merge,
    removedWith,
    isKeptHere,
    makesDoubtful,
    meaning,
    outOf,
    maximum,
    showOutOf,
  } = definition;
  return {
    entity,
    apply: (db, change) => apply(db, { ...change, body: change.body as Body | null }),
    ...(label === undefined ? {} : { label }),
    ...(merge === undefined
      ? {}
      : { merge: (sides) => merge(sides as MergeSides<unknown> as MergeSides<Body>) }),
    ...(makesDoubtful === undefined
      ? {}
      : { makesDoubtful: (db, { id, body }) => makesDoubtful(db, { id, body: body as Body | null }) }),
    ...(earlierTexts === undefined ? {} : { earlierTexts }),
    ...(meaning === undefined ? {} : { meaning }),
    ...(outOf === undefined ? {} : { outOf }),
    ...(maximum === undefined ? {} : { maximum }),
    ...(showOutOf === undefined ? {} : { showOutOf }),
    ...(removedWith === undefined ? {} : { removedWith }),
    ...(isKeptHere === undefined ? {} : { isKeptHere }),
    ...(words === undefined ? {} : { describe: (db, body, id, outOf) => words(db, body as Body, id, outOf) }),
  };
}
