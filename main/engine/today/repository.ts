import type { Db } from '../store/store.ts';

/**
 * Edits that the ENT acknowledged since the account was connected, and the requests of the synchronisations that sent
 * them: one that only received, such as the first, is no cost of theirs.
 */
export function readSyncTotals(db: Db): { requests: number; editsSent: number } {
  return db
    .prepare(
      `SELECT COALESCE(SUM(requests), 0) AS requests, COALESCE(SUM(edits_sent), 0) AS editsSent FROM sync_session
       WHERE edits_sent > 0`,
    )
    .get() as { requests: number; editsSent: number };
}
