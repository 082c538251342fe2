import type { EarlierText } from '../../../preload/contract/domain.ts';
import type { ConflictField } from '../../../preload/contract/sync.ts';
import type { Edit, EditName } from './edit-log.ts';
import type { Db } from './store.ts';

type Body = Record<string, unknown>;

/** Two edits of one body. Each side has changed it, and neither has removed it. */
export interface MergeSides<B = Body> {
  readonly entityId: string;
  /** What both were made on; null when that was a removal. */
  readonly base: B | null;
  readonly mine: B;
  readonly theirs: B;
  /** As the ENT shows it beside the teacher's devices. */
  readonly deviceName: string;
  readonly now: number;
  newId(): string;
}

export interface Merged {
  /** What the row is to say, and the ENT to be told where it differs. */
  readonly body: Body;
  /** False: the sides disagree on something that only the teacher can decide; `body` has our value of it. */
  readonly isSettled: boolean;
  /** What had to become a row of its own, so that nothing is lost. */
  readonly also?: readonly Edit[];
}

/** An edit that must not go as it is, and the code under which it is shown. */
export interface Doubt extends EditName {
  readonly code: string;
}

/**
 * What sync knows of a domain: how to write what the ENT says, and what to call it.
 *
 * Each domain exports its own (`<domain>/syncable.ts`); engine/registry.ts lists them.
 */
export interface SyncableEntity {
  readonly entity: string;
  /** Writes the ENT's body (already checked against its schema), or removes the row when `body` is null. */
  apply(
    db: Db,
    change: { id: string; body: Record<string, unknown> | null; by: string; at: number; isMine: boolean },
  ): void;
  /**
   * Brings two edits of one base together. Without it, and where sides that differ are not settled, the teacher chooses.
   *
   * With it, an edit outlives a removal, but for what is kept here (`isKeptHere`).
   */
  merge?(sides: MergeSides): Merged;
  /** What went when the teacher removed this, and comes back with it because somebody edited it meanwhile. */
  removedWith?(db: Db, entityId: string): readonly Edit[];
  /** Whether its removal is meant for the ENT alone, and not for this computer: what others edit there meanwhile goes all the same. */
  isKeptHere?(db: Db, entityId: string): boolean;
  /** Edits that wait and that a change of the ENT's gives another meaning, told before it is applied: the teacher looks at them first. */
  makesDoubtful?(db: Db, change: { id: string; body: Record<string, unknown> | null }): readonly Doubt[];
  /** What gives an edit its sense beside its body (a grade: out of how much); an edit taken back is not put back in another. */
  meaning?(db: Db, entityId: string): string;
  /** What the points of an edit are out of, in hundredths: told to the ENT with it. Null: it has none, or that is not known. */
  outOf?(db: Db, entityId: string): number | null;
  /** What points are out of at the ENT, as far as is known here, in hundredths. */
  maximum?(db: Db, entityId: string): number | undefined;
  /**
   * Says of the points that are shown that they were given out of something else than what they are out of today.
   *
   * @returns the code under which they wait for the teacher; null where they mean what they meant
   */
  showOutOf?(db: Db, entityId: string, outOf: number): string | null;
  /** Words for the waiting list: a student's name, a lesson's title. Never logged. */
  label?(db: Db, entityId: string): string;
  /** What a conflict shows of a body, field by field: everything that a teacher could decide by. `outOf`: as `outOf`; null: today's. */
  describe?(
    db: Db,
    body: Record<string, unknown>,
    id: string,
    outOf?: number | null,
  ): readonly ConflictField[];
  /** What it said before an exchange put another text there, latest first. */
  earlierTexts?(db: Db, entityId: string): readonly EarlierText[];
}
