import type { Db } from '../store/store.ts';

/** Requests made, and edits that the ENT acknowledged, since the account was connected. */
export function readSyncTotals(db: Db): { requests: number; editsSent: number } {
  return db
    .prepare(
      `SELECT COALESCE(SUM(requests), 0) AS requests, COALESCE(SUM(edits_sent), 0) AS editsSent FROM sync_session`,
    )
    .get() as { requests: number; editsSent: number };
}
