import { PROMPTLY_BELOW_TIMES } from './refused-documents.ts';
import type { SessionRun } from './session-run.ts';
import type { SyncContext } from './sync-context.ts';

/** No room at the ENT, or a fault of its own, may end without a word from it: what was set aside for that is tried again this often. */
const RETRY_MS = 86_400_000;

/** Of a document that was found to be refused. One that the policy's own limit forbids costs no request, and is parked again. */
const REFUSED_DOCUMENT = ['document-refused', 'too-large'];

/** Databases whose edits were tried again since they were opened, and when. */
const retriedAt = new WeakMap<SyncContext, number>();

/**
 * Lets edits go again that the ENT had no room for, failed at, or whose document it refused: in the first session of an opening, then once a day.
 *
 * A document that was found to be refused goes in the next sessions as well, a few times: it may have been a bad hour.
 * A teacher who asks does not wait for that day: documents that had no room, were refused, or could not be had, are tried at once.
 * @returns the names of edits at which the ENT is known to fail: when it does so once more, nothing is to be found out
 */
export function retryDaily({ context, mayGo }: Pick<SessionRun, 'context' | 'mayGo'>): ReadonlySet<string> {
  const isDueNow = isDue(context);
  // Every lane may go: somebody asked.
  const isAsked = mayGo === undefined;
  const known = isDueNow ? letGoAgain(context, ['server-error']) : [];
  if (isDueNow || isAsked) letGoAgain(context, ['quota', 'corrupt']);
  letGoAgain(context, REFUSED_DOCUMENT, isDueNow || isAsked ? Number.MAX_SAFE_INTEGER : PROMPTLY_BELOW_TIMES);
  if (isAsked)
    context.store.write(() =>
      context.store.db.prepare('UPDATE blob SET fetch_failed_at = 0 WHERE fetch_failure IS NOT NULL').run(),
    );
  return new Set(known);
}

function isDue(context: SyncContext): boolean {
  const now = context.clock.now();
  const last = retriedAt.get(context);
  // A clock that was set back must not hold them for years.
  if (last !== undefined && now >= last && now - last < RETRY_MS) return false;
  retriedAt.set(context, now);
  return true;
}

/** The ENT has spoken anew of what it takes: documents that were too large for it, and are not any more, wait again. */
export function letSmallEnoughGo({ store }: SyncContext, blobBytes: number): void {
  store.write(() =>
    store.db
      .prepare(
        `UPDATE outbox_op AS op SET state = 'pending', last_code = NULL WHERE state = 'parked' AND last_code = 'too-large' AND ${IS_LATEST}
           AND NOT EXISTS (SELECT 1 FROM op_blob JOIN blob USING (sha256) WHERE op_id = op.op_id AND server_has = 0 AND bytes > ?)`,
      )
      .run(blobBytes),
  );
}

/** What the teacher has written since goes in its place. */
const IS_LATEST = `seq = (SELECT MAX(seq) FROM outbox_op o WHERE o.entity = op.entity AND o.entity_id = op.entity_id)`;

/**
 * Not refused, so that they keep their name; what the teacher has written since goes in their place.
 *
 * @param belowTimes only those whose document was refused less often
 * @returns their names
 */
function letGoAgain(
  { store }: SyncContext,
  codes: readonly string[],
  belowTimes: number | null = null,
): string[] {
  return store.write(
    () =>
      store.db
        .prepare(
          `UPDATE outbox_op AS op SET state = 'pending', last_code = NULL WHERE state = 'parked' AND last_code IN (SELECT value FROM json_each(@codes))
           AND ${IS_LATEST}
           AND (@belowTimes IS NULL OR EXISTS (SELECT 1 FROM op_blob JOIN blob USING (sha256) WHERE op_id = op.op_id AND server_has = 0 AND refused_times BETWEEN 1 AND @belowTimes - 1))
         RETURNING op_id`,
        )
        .pluck()
        .all({ codes: JSON.stringify(codes), belowTimes }) as string[],
  );
}
