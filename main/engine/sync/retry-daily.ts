import { PROMPTLY_BELOW_TIMES } from './refused-documents.ts';
import type { SessionRun } from './session-run.ts';
import type { SyncContext } from './sync-context.ts';

/** No room at the ENT, or a fault of its own, may end without a word from it: what was set aside for that is tried again this often. */
const RETRY_MS = 86_400_000;

/** Of a document that was found to be refused. One that the policy's own limit forbids costs no request, and is parked again. */
const REFUSED_DOCUMENT = ['document-refused', 'too-large'];

/** At what of an edit the ENT fails. */
const FAILED = ['server-error', 'no-right'];
/** An edit that the ENT failed at goes in so many of the next sessions as well: it may have been by chance, on a bad Monday. */
const PROMPT_RETRIES = 2;
/** So many in a session, those first that waited longest: an ENT that fails is asked no oftener. */
const RETRIES_PER_SESSION = 3;

/** An edit that the ENT failed at, as it was tried again since the opening. */
interface Retries {
  readonly times: number;
  readonly lastAt: number;
  /** The ENT asks for silence at it: to try it costs everything else a pause. */
  readonly isSilencing: boolean;
}

/** What is remembered of retries while a database is open. */
interface Memory {
  /** By the name of the edit. */
  readonly retries: Map<string, Retries>;
  /** When everything was let go last, epoch ms. */
  retriedAt: number | null;
}

const memories = new WeakMap<SyncContext, Memory>();

const NEVER: Retries = { times: 0, lastAt: Number.NEGATIVE_INFINITY, isSilencing: false };

/** The names of edits at which the ENT is known to fail, and the reason under which each was shown. */
export type FailedEdits = ReadonlyMap<string, string>;

/** Edits for which the ENT asks for silence are tried once a day, whoever asks. */
export function tryDailyOnly(context: SyncContext, opIds: readonly string[]): void {
  for (const opId of opIds) remember(context, opId, { isSilencing: true });
}

/** A known edit is sent once more. */
export function noteTried(context: SyncContext, opId: string): void {
  remember(context, opId, {});
}

function remember(context: SyncContext, opId: string, more: Partial<Retries>): void {
  const { retries } = memoryOf(context);
  const before = retries.get(opId) ?? NEVER;
  retries.set(opId, { ...before, times: before.times + 1, lastAt: context.clock.now(), ...more });
}

function memoryOf(context: SyncContext): Memory {
  const memory = memories.get(context) ?? { retries: new Map(), retriedAt: null };
  memories.set(context, memory);
  return memory;
}

/**
 * Lets edits go again that the ENT had no room for, failed at, or whose document it refused: in the first session of an opening, then once a day.
 *
 * What was found to be failed at, or refused, goes in the next sessions as well, a few times: it may have been a bad hour.
 * A teacher who asks does not wait for that day: what could not go, and documents that could not be had, are tried at once.
 * @returns those at which the ENT is known to fail: when it does so once more, nothing is to be found out
 */
export function retryDaily({ context, mayGo }: Pick<SessionRun, 'context' | 'mayGo'>): FailedEdits {
  const isDueNow = isDue(context);
  // Every lane may go: somebody asked.
  const isAsked = mayGo === undefined;
  const known = letFailedGo(context, isAsked);
  if (isDueNow || isAsked) letGoAgain(context, ['quota', 'corrupt']);
  letGoAgain(context, REFUSED_DOCUMENT, {
    belowTimes: isDueNow || isAsked ? Number.MAX_SAFE_INTEGER : PROMPTLY_BELOW_TIMES,
  });
  if (isAsked)
    context.store.write(() =>
      context.store.db.prepare('UPDATE blob SET fetch_failed_at = 0 WHERE fetch_failure IS NOT NULL').run(),
    );
  return known;
}

/** For a session that has not come to its end: what was found before it stays found, unless it is another matter by now. */
export function setAsideAgain({ store, outbox }: SyncContext, known: FailedEdits): void {
  const waits = store.db.prepare(
    "SELECT 1 FROM outbox_op WHERE op_id = ? AND state = 'pending' AND not_before IS NULL",
  );
  store.write(() => {
    for (const [op_id, code] of known) if (waits.get(op_id) !== undefined) outbox.park({ op_id }, code);
  });
}

function letFailedGo(context: SyncContext, isAsked: boolean): FailedEdits {
  const { retries } = memoryOf(context);
  const retriesOf = (name: string) => retries.get(name) ?? NEVER;
  const now = context.clock.now();
  const found = context.store.db
    .prepare(
      "SELECT op_id, last_code FROM outbox_op WHERE state = 'parked' AND last_code IN (SELECT value FROM json_each(?)) ORDER BY seq",
    )
    .all(JSON.stringify(FAILED)) as { op_id: string; last_code: string }[];
  const codes = new Map(found.map(({ op_id, last_code }) => [op_id, last_code]));
  const mayGo = (name: string) => {
    const { times, lastAt, isSilencing } = retriesOf(name);
    return isADayAgo(lastAt, now) || (!isSilencing && (isAsked || times < PROMPT_RETRIES));
  };
  const names = [...codes.keys()]
    .filter(mayGo)
    .sort((a, b) => retriesOf(a).lastAt - retriesOf(b).lastAt)
    .slice(0, RETRIES_PER_SESSION);
  const going = names.length === 0 ? [] : letGoAgain(context, FAILED, { names });
  return new Map(going.map((name) => [name, codes.get(name) ?? 'server-error']));
}

/** A clock that was set back must not hold anything for years. */
function isADayAgo(at: number, now: number): boolean {
  return now < at || now - at >= RETRY_MS;
}

function isDue(context: SyncContext): boolean {
  const now = context.clock.now();
  const memory = memoryOf(context);
  if (memory.retriedAt !== null && !isADayAgo(memory.retriedAt, now)) return false;
  memory.retriedAt = now;
  return true;
}

/** The ENT has spoken anew of what it takes: documents that were too large for it, and are not any more, wait again. */
export function letSmallEnoughGo({ store }: SyncContext, blobBytes: number): void {
  store.write(() =>
    store.db
      .prepare(
        `UPDATE outbox_op AS op SET state = 'pending', last_code = NULL WHERE state = 'parked' AND last_code = 'too-large'
           AND NOT EXISTS (SELECT 1 FROM op_blob JOIN blob USING (sha256) WHERE op_id = op.op_id AND server_has = 0 AND bytes > ?)`,
      )
      .run(blobBytes),
  );
}

/**
 * Not refused, so that they keep their name.
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
