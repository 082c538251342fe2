import type { Batch, OpResult } from '../engine/connectors/ent/wire.ts';
import type { EntSession } from './accounts.ts';
import type { EntStore } from './ent-store.ts';
import { EntProblem } from './problem.ts';

/** What became of an operation. */
export interface LedgerRow {
  readonly batch_id: string;
  readonly outcome: 'applied' | 'unchanged' | 'conflict' | 'refused';
  readonly version: number | null;
  readonly code: string | null;
}

/** Which batches were answered, and what became of each operation. Every method joins the caller's transaction. */
export class Ledger {
  readonly #store: EntStore;

  constructor(store: EntStore) {
    this.#store = store;
  }

  /**
   * Notes a batch before its operations are looked at; a retry of the same bytes passes.
   *
   * @throws EntProblem 422 when its key was used for other bytes, 409 when its answer was forgotten
   */
  register(incoming: { session: EntSession; batch: Batch; bodySha256: Buffer; now: number }): void {
    const { session, batch, bodySha256, now } = incoming;
    const accountId = session.account.account_id;
    const known = this.#store.db
      .prepare('SELECT body_sha256 FROM answered_batch WHERE account_id = ? AND batch_id = ?')
      .pluck()
      .get(accountId, batch.batch) as Buffer | undefined;
    if (known !== undefined) {
      if (!known.equals(bodySha256))
        throw new EntProblem(422, 'key-reused', 'This batch was sent before with other bytes');
      return;
    }
    const isNew = this.#store.db
      .prepare(
        `INSERT INTO device (account_id, device_id, name, last_batch_no) VALUES (:account, :device, '', :no)
         ON CONFLICT DO UPDATE SET last_batch_no = :no WHERE last_batch_no < :no`,
      )
      .run({ account: accountId, device: session.deviceId, no: batch.batch_no }).changes;
    if (isNew === 0)
      throw new EntProblem(409, 'already-answered', 'This batch was answered long ago: compare versions');
    this.#store.db
      .prepare(
        'INSERT INTO answered_batch (account_id, batch_id, body_sha256, received_at) VALUES (?, ?, ?, ?)',
      )
      .run(accountId, batch.batch, bodySha256, now);
  }

  read(accountId: string, opId: string): LedgerRow | undefined {
    return this.#store.db
      .prepare('SELECT batch_id, outcome, version, code FROM ledger WHERE account_id = ? AND op_id = ?')
      .get(accountId, opId) as LedgerRow | undefined;
  }

  write(incoming: { session: EntSession; batch: Batch }, result: OpResult, now: number): void {
    this.#store.db
      .prepare(
        'INSERT OR REPLACE INTO ledger (account_id, op_id, batch_id, outcome, version, code, answered_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
      )
      .run(
        incoming.session.account.account_id,
        result.op,
        incoming.batch.batch,
        result.outcome,
        result.version ?? null,
        result.code ?? null,
        now,
      );
  }

  /** Forgets what no client can still be waiting for; `device.last_batch_no` stays. */
  static forget(store: EntStore, before: number): void {
    store.db.prepare('DELETE FROM ledger WHERE answered_at < ?').run(before);
    store.db.prepare('DELETE FROM answered_batch WHERE received_at < ?').run(before);
  }
}
