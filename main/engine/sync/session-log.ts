import type { ErrorCode, ErrorParams } from '../../../preload/contract/errors.ts';
import type { SyncSession } from '../../../preload/contract/sync.ts';
import type { SyncContext } from './sync-context.ts';

/** Sessions kept for the history screen: a school year of several a day. */
const SESSIONS_KEPT = 2000;

interface SessionRow {
  readonly id: string;
  readonly started_at: number;
  readonly ended_at: number | null;
  readonly outcome: SyncSession['outcome'];
  readonly error_code: ErrorCode | null;
  readonly error_params: string | null;
  readonly requests: number;
  readonly bytes_up: number;
  readonly bytes_down: number;
  readonly edits_sent: number;
  readonly changes_received: number;
  readonly documents_sent: number;
  readonly documents_received: number;
  readonly copies_returned: number;
  readonly copies_left_out: number;
  readonly nameless_rows: number;
}

/** What a session did so far. */
export interface SessionTally {
  editsSent: number;
  changesReceived: number;
  documentsSent: number;
  documentsReceived: number;
  /** Students' works that came in a shape that this version cannot read. */
  copiesLeftOut: number;
  /** Of what the ENT told, rows that do not say what they are about: nothing can be done with them but to say so. */
  namelessRows: number;
  /** Submissions whose grade, comment or annotated copy the ENT took. */
  readonly copiesReturned: Set<string>;
}

export function emptyTally(): SessionTally {
  return {
    editsSent: 0,
    changesReceived: 0,
    documentsSent: 0,
    documentsReceived: 0,
    copiesLeftOut: 0,
    namelessRows: 0,
    copiesReturned: new Set(),
  };
}

/** A run that died in a session left it `running`: it was interrupted. Told when its account is opened again. */
export function endInterruptedSessions(context: SyncContext): void {
  context.store.write(() =>
    context.store.db
      .prepare(
        "UPDATE sync_session SET outcome = 'interrupted', ended_at = started_at WHERE outcome = 'running'",
      )
      .run(),
  );
}

/** Writes the beginning of a session. */
export function beginSession(context: SyncContext): string {
  const id = context.random.id();
  context.store.write(() => {
    endInterruptedSessions(context);
    context.store.db
      .prepare("INSERT INTO sync_session (id, started_at, outcome) VALUES (?, ?, 'running')")
      .run(id, context.clock.now());
    context.store.db
      .prepare(
        // In the order in which they began: a clock that was set back would make this one the oldest.
        'DELETE FROM sync_session WHERE rowid IN (SELECT rowid FROM sync_session ORDER BY rowid DESC LIMIT -1 OFFSET ?)',
      )
      .run(SESSIONS_KEPT);
  });
  return id;
}

/** Writes the end of a session, with what it cost. */
export function endSession(
  context: SyncContext,
  id: string,
  end: {
    outcome: SyncSession['outcome'];
    error: { code: ErrorCode; params: ErrorParams } | null;
    tally: SessionTally;
    traffic: { requests: number; bytesUp: number; bytesDown: number };
  },
): SyncSession {
  context.store.write(() =>
    context.store.db
      .prepare(
        `UPDATE sync_session SET ended_at = ?, outcome = ?, error_code = ?, error_params = ?, requests = ?, bytes_up = ?, bytes_down = ?,
           edits_sent = ?, changes_received = ?, documents_sent = ?, documents_received = ?, copies_returned = ?, copies_left_out = ?, nameless_rows = ?
           WHERE id = ?`,
      )
      .run(
        context.clock.now(),
        end.outcome,
        end.error?.code ?? null,
        end.error === null ? null : JSON.stringify(end.error.params),
        end.traffic.requests,
        end.traffic.bytesUp,
        end.traffic.bytesDown,
        end.tally.editsSent,
        end.tally.changesReceived,
        end.tally.documentsSent,
        end.tally.documentsReceived,
        end.tally.copiesReturned.size,
        end.tally.copiesLeftOut,
        end.tally.namelessRows,
        id,
      ),
  );
  return readSession(context, id);
}

/** The sessions, the one that began last first, whatever the clock said then. */
export function listSessions(context: SyncContext, limit: number): SyncSession[] {
  const rows = context.store.db.prepare('SELECT * FROM sync_session ORDER BY rowid DESC LIMIT ?').all(limit);
  return (rows as SessionRow[]).map(toSession);
}

/** The session that began last; undefined before the first. */
export function latestSession(context: SyncContext): SyncSession | undefined {
  return listSessions(context, 1)[0];
}

/**
 * How many sessions, one after the other, came to no good end before the one that runs: they failed, or were stopped.
 *
 * One that kept a silence which the ENT had asked for in a good answer went well as far as it went.
 */
export function goneWrongInARow({ store }: SyncContext): number {
  return store.db
    .prepare(
      `SELECT COUNT(*) FROM sync_session WHERE outcome NOT IN ('running', 'done')
         AND NOT (error_code IS 'ent/paused' AND json_extract(error_params, '$.status') IS NULL)
         AND rowid > (SELECT COALESCE(MAX(rowid), 0) FROM sync_session WHERE outcome = 'done')`,
    )
    .pluck()
    .get() as number;
}

function readSession(context: SyncContext, id: string): SyncSession {
  return toSession(context.store.db.prepare('SELECT * FROM sync_session WHERE id = ?').get(id) as SessionRow);
}

function toSession(row: SessionRow): SyncSession {
  return {
    id: row.id,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    outcome: row.outcome,
    error:
      row.error_code === null
        ? null
        : { code: row.error_code, params: JSON.parse(row.error_params ?? '{}') as ErrorParams },
    requests: row.requests,
    bytesUp: row.bytes_up,
    bytesDown: row.bytes_down,
    editsSent: row.edits_sent,
    changesReceived: row.changes_received,
    documentsSent: row.documents_sent,
    documentsReceived: row.documents_received,
    copiesReturned: row.copies_returned,
    copiesLeftOut: row.copies_left_out,
    namelessRows: row.nameless_rows,
  };
}
