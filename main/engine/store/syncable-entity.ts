import type { Db } from './store.ts';

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
  /** Words for the waiting list: a student's name, a lesson's title. Never logged. */
  label?(db: Db, entityId: string): string;
  /** One line that shows a body in a conflict, e.g. "14,5" or the comment's text. */
  describe?(body: Record<string, unknown> | null): string;
}
