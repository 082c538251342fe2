import { PROMPTLY_BELOW_TIMES } from './refused-documents.ts';
import type { SessionRun } from './session-run.ts';
import type { SyncContext } from './sync-context.ts';

/** No room at the ENT, or a fault of its own, may end without a word from it: what was set aside for that is tried again this often. */
const RETRY_MS = 86_400_000;

/** Of a document that was found to be refused. One that the policy's own limit forbids costs no request, and is parked again. */
const REFUSED_DOCUMENT = ['document-refused', 'too-large'];

/** An edit that the ENT failed at goes in so many of the next sessions as well: it may have been by chance, on a bad Monday. */
const PROMPT_RETRIES = 2;

/** In how many sessions since the opening each of these was tried again. */
const promptRetries = new WeakMap<SyncContext, Map<string, number>>();

/** Those for which the ENT asks for silence: to try one costs everything else a pause. */
const silencing = new WeakMap<SyncContext, Set<string>>();

/** Edits for which the ENT asks for silence are tried once a day, whoever asks. */
export function tryDailyOnly(context: SyncContext, opIds: readonly string[]): void {
  silencing.set(context, new Set([...(silencing.get(context) ?? []), ...opIds]));
}

/** Databases whose edits were tried again since they were opened, and when. */
const retriedAt = new WeakMap<SyncContext, number>();

/**
 * Lets edits go again that the ENT had no room for, failed at, or whose document it refused: in the first session of an opening, then once a day.
 *
 * What was found to be failed at, or refused, goes in the next sessions as well, a few times: it may have been a bad hour.
 * A teacher who asks does not wait for that day: what could not go, and documents that could not be had, are tried at once.
 * @returns the names of edits at which the ENT is known to fail: when it does so once more, nothing is to be found out
 */
export function retryDaily({ context, mayGo }: Pick<SessionRun, 'context' | 'mayGo'>): ReadonlySet<string> {
  const isDueNow = isDue(context);
  // Every lane may go: somebody asked.
  const isAsked = mayGo === undefined;
  const known = letFailedGo(context, { isDueNow, isAsked });
  if (isDueNow || isAsked) letGoAgain(context, ['quota', 'corrupt']);
  letGoAgain(context, REFUSED_DOCUMENT, {
    belowTimes: isDueNow || isAsked ? Number.MAX_SAFE_INTEGER : PROMPTLY_BELOW_TIMES,
  });
  if (isAsked)
    context.store.write(() =>
      context.store.db.prepare('UPDATE blob SET fetch_failed_at = 0 WHERE fetch_failure IS NOT NULL').run(),
    );
  return new Set(known);
}

function letFailedGo(
  context: SyncContext,
  { isDueNow, isAsked }: { readonly isDueNow: boolean; readonly isAsked: boolean },
): readonly string[] {
  const retries = promptRetries.get(context) ?? new Map<string, number>();
  promptRetries.set(context, retries);
  const found = context.store.db
    .prepare("SELECT op_id FROM outbox_op WHERE state = 'parked' AND last_code = 'server-error'")
    .pluck()
    .all() as string[];
  const mayGo = (name: string) =>
    silencing.get(context)?.has(name) !== true && (isAsked || (retries.get(name) ?? 0) < PROMPT_RETRIES);
  const names = isDueNow ? found : found.filter(mayGo);
  for (const name of names) retries.set(name, (retries.get(name) ?? 0) + 1);
  return names.length === 0 ? [] : letGoAgain(context, ['server-error'], { names });
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
 * @param only.belowTimes those whose document was refused less often
 * @param only.names these
 * @returns their names
 */
function letGoAgain(
  { store }: SyncContext,
  codes: readonly string[],
  only: { readonly belowTimes?: number; readonly names?: readonly string[] } = {},
): string[] {
  return store.write(
    () =>
      store.db
        .prepare(
          `UPDATE outbox_op AS op SET state = 'pending', last_code = NULL WHERE state = 'parked' AND last_code IN (SELECT value FROM json_each(@codes))
           AND ${IS_LATEST}
           AND (@names IS NULL OR op_id IN (SELECT value FROM json_each(@names)))
           AND (@belowTimes IS NULL OR EXISTS (SELECT 1 FROM op_blob JOIN blob USING (sha256) WHERE op_id = op.op_id AND server_has = 0 AND refused_times BETWEEN 1 AND @belowTimes - 1))
         RETURNING op_id`,
        )
        .pluck()
        .all({
          codes: JSON.stringify(codes),
          names: only.names === undefined ? null : JSON.stringify(only.names),
          belowTimes: only.belowTimes ?? null,
        }) as string[],
  );
}
