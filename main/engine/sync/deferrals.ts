import { deferralMs } from './back-off.ts';
import type { OutboxOp } from './outbox-op.ts';
import { countedFromNow, endOfWait, leftMs, type SteadyWait, steadyWait } from './silence.ts';
import type { SyncContext } from './sync-context.ts';

/** When the machine's steady clock first saw a wish, and how long it had to run then: no clock on the wall can change that. */
interface Seen extends SteadyWait {
  readonly notBefore: number;
}

const seen = new WeakMap<SyncContext, ReadonlyMap<string, Seen>>();

/**
 * Keeps an entity's waiting edit from going before the ENT wants to hear of it. Call inside a transaction.
 *
 * @param askedS `retry_after_s` of the answer
 * @param fraction chance, in [0, 1[: one for a whole answer, so that what it defers leaves together
 */
export function deferEdit(
  context: SyncContext,
  { entity, entity_id }: Pick<OutboxOp, 'entity' | 'entity_id'>,
  askedS: number | undefined,
  fraction: number,
): void {
  const now = context.clock.now();
  context.store.db
    .prepare(
      "UPDATE outbox_op SET not_before = ?, deferred_at = ? WHERE entity = ? AND entity_id = ? AND state = 'pending'",
    )
    .run(now + deferralMs(askedS, fraction), now, entity, entity_id);
}

/**
 * The waiting edits that the ENT does not want to hear of yet, each with its instant (epoch ms).
 *
 * A clock that is set forward while we run ends no wish; one that is set back, then or since, makes none longer than it was.
 */
export function deferredEdits(context: SyncContext): ReadonlyMap<string, number> {
  const rows = context.store.db
    .prepare(
      `SELECT op_id, not_before, COALESCE(deferred_at, not_before) AS deferred_at FROM outbox_op
       WHERE state = 'pending' AND not_before IS NOT NULL`,
    )
    .all() as { op_id: string; not_before: number; deferred_at: number }[];
  const { clock } = context;
  const before = seen.get(context);
  const known = new Map(
    rows.map(({ op_id, not_before, deferred_at }) => {
      const kept = { untilMs: not_before, sinceMs: deferred_at };
      const counted = countedFromNow(kept, clock.now());
      if (counted !== null) keepCounted(context, op_id, counted.untilMs);
      const notBefore = counted?.untilMs ?? not_before;
      const earlier = before?.get(op_id);
      const isSame =
        earlier?.notBefore === notBefore || (counted !== null && earlier?.notBefore === not_before);
      const wait = isSame ? earlier : steadyWait(clock, leftMs(counted ?? kept, clock.now()));
      return [op_id, { ...wait, notBefore }] as const;
    }),
  );
  seen.set(context, known);
  return new Map(
    [...known].flatMap(([opId, wait]) => {
      const end = endOfWait(clock, wait);
      return end === null ? [] : [[opId, end] as const];
    }),
  );
}

/** The clock was put right since: the wish is kept as one of now. */
function keepCounted({ store, clock }: SyncContext, opId: string, untilMs: number): void {
  if (store.isReadOnly) return;
  store.write(() =>
    store.db
      .prepare('UPDATE outbox_op SET not_before = ?, deferred_at = ? WHERE op_id = ?')
      .run(untilMs, clock.now(), opId),
  );
}

/** The machine has slept: its steady clock may have stood still, and the one on the wall is believed. */
export function trustWallClockForEdits(context: SyncContext): void {
  seen.delete(context);
}
