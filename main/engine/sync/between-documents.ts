import { steadyNow } from '../platform/clock.ts';
import { heldOps } from './schedule-lanes.ts';
import type { SessionPolicy } from './session-policy.ts';
import type { SessionRun } from './session-run.ts';
import type { SyncContext } from './sync-context.ts';

/** What is small passes between two documents, or two pieces of one, this often, if any of it has become ready. */
const YIELD_MS = 30_000;
/** A reply that is on its way looks at the hours this often, not with each of its chunks. */
const LOOK_MS = 1_000;

/** The hours of documents ended while they were on their way: the rest waits, from where both sides have them. */
export class HoursOver extends Error {}

/** Ends a reply that is being read, where it can go on later: `DocumentTurns.between` decides whether it does. */
export class TurnOver extends Error {}

/** How documents make way for the rest. */
export interface DocumentTurns {
  /**
   * Between two documents, or two pieces of one: others pass, and the ENT's policy is obeyed.
   *
   * @throws HoursOver; what the edits that pass fail with
   */
  between(): Promise<void>;
  /** True when a reply that brings documents should end at once, and `between` be called. */
  isOver(): boolean;
  /** The same where the reply can be left at no cost but a request: also when an edit has waited for long enough. */
  isOthersTurn(): boolean;
}

/** What is done between two documents: a grade does not wait for all of them, and they stop when their hours end. */
export function betweenDocuments(
  { context, mayGo }: SessionRun,
  policy: SessionPolicy,
  pushText: () => Promise<unknown>,
): DocumentTurns {
  const now = () => steadyNow(context.clock);
  // What goes outside of the documents' hours is not theirs to stop.
  const isInHours = mayGo?.('bulk') !== false;
  const areHoursOver = () => isInHours && mayGo?.('bulk') === false;
  const newest = () => newestReady(context, mayGo);
  let lastAt = now();
  // What was ready before has gone before the documents.
  let passed = newest();
  let lookedAt = Number.NEGATIVE_INFINITY;
  const isOver = () => {
    if (now() - lookedAt < LOOK_MS) return false;
    lookedAt = now();
    return policy.isReplaced || areHoursOver();
  };
  return {
    async between() {
      await policy.obey();
      if (areHoursOver()) throw new HoursOver();
      if (now() - lastAt < YIELD_MS) return;
      await pushText();
      lastAt = now();
      passed = newest();
    },
    isOver,
    isOthersTurn: () => isOver() || (now() - lastAt >= YIELD_MS && newest() > passed),
  };
}

/** The number of the newest edit that may go now; 0: none. What is edited again while it waits keeps its number. */
function newestReady(context: SyncContext, mayGo: SessionRun['mayGo']): number {
  const held = heldOps(context, mayGo);
  const waiting = context.store.db
    .prepare("SELECT op_id AS opId, seq FROM outbox_op WHERE state = 'pending' ORDER BY seq DESC")
    .all() as { opId: string; seq: number }[];
  return waiting.find(({ opId }) => !held.has(opId))?.seq ?? 0;
}

/** What passes between two documents, or two pieces of one. */
export interface Apart {
  pass(): Promise<void>;
  /** Whether an error that ended documents is one of its own. */
  isOwn(error: unknown): boolean;
}

/** What passes between documents fails for its own reasons, not for theirs. */
export function apartFromDocuments(pass: () => Promise<void>): Apart {
  let own: unknown;
  return {
    pass: () =>
      pass().catch((error) => {
        own = error;
        throw error;
      }),
    isOwn: (error) => own !== undefined && error === own,
  };
}
