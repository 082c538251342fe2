import type { Travelling, Verdict } from './refused-documents.ts';
import type { SyncContext } from './sync-context.ts';
import { rememberVerdict } from './waiting-documents.ts';

/** A document that a pulled row names, and that is not here. */
export interface IncomingDocument extends Travelling {
  readonly sha256: string;
  readonly bytes: number;
}

/** A document that could not be had is asked for again in so many sessions, and from then on once a day. */
const PROMPT_RETRIES = 3;
const RETRY_INTERVAL_MS = 86_400_000;

/** Why one document could not be had, while the line and the ENT were well. */
type FetchFailure = 'corrupt' | 'missing' | 'refused';

/** True when a pulled row names a document that is to be asked for. */
export function hasDocumentsToReceive(context: SyncContext): boolean {
  return documentsToReceive(context).length > 0;
}

/** The documents that are to be asked for now, those first that failed least. A clock that was ahead holds none back. */
export function documentsToReceive(context: SyncContext): IncomingDocument[] {
  return context.store.db
    .prepare(
      `SELECT sha256, bytes, refused_times AS refusedTimes, sessions_ended AS sessionsEnded FROM blob WHERE is_local = 0 AND sha256 IN
         (SELECT sha256 FROM submission_file UNION SELECT sha256 FROM resource WHERE removed_at IS NULL
          UNION SELECT sha256 FROM feedback WHERE removed_at IS NULL)
         AND (fetch_failure IS NULL OR fetch_failures < @promptly OR fetch_failed_at NOT BETWEEN @now - @interval + 1 AND @now)
       ORDER BY fetch_failures, bytes, sha256`,
    )
    .all({
      promptly: PROMPT_RETRIES,
      interval: RETRY_INTERVAL_MS,
      now: context.clock.now(),
    }) as IncomingDocument[];
}

/** Remembers what is held against a document, and shows it where it is refused for its own sake. */
export function noteRefused(context: SyncContext, { sha256 }: IncomingDocument, verdict: Verdict): void {
  context.store.write(() => {
    rememberVerdict(context, sha256, verdict);
    if (verdict.isItsOwn) noteFailure(context, sha256, 'refused');
  });
}

/** `reason` null: the line was cut in it. Next time it comes after the others, in case it is what cuts the line. */
export function noteFailure(context: SyncContext, sha256: string, reason: FetchFailure | null): void {
  context.store.write(() =>
    context.store.db
      .prepare(
        'UPDATE blob SET fetch_failure = ?, fetch_failures = fetch_failures + 1, fetch_failed_at = ? WHERE sha256 = ?',
      )
      .run(reason, context.clock.now(), sha256),
  );
}

/** It is here, whole and right. */
export function markReceived(context: SyncContext, sha256: string): void {
  context.store.write(() =>
    context.store.db
      .prepare(
        'UPDATE blob SET is_local = 1, server_has = 1, fetch_failure = NULL, fetch_failures = 0, refused_times = 0, sessions_ended = 0 WHERE sha256 = ?',
      )
      .run(sha256),
  );
}
