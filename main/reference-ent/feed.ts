import { createHash } from 'node:crypto';
import type { Change, ChangesFetchReply, EntityRef, VersionsReply } from '../engine/connectors/ent/wire.ts';
import type { EntAccount } from './accounts.ts';
import type { EntStore } from './ent-store.ts';
import { lifeAt } from './lives.ts';
import { EntProblem } from './problem.ts';

/** An entity as the server keeps it. `body` null is a tombstone. */
export interface EntRecord {
  readonly entity: string;
  readonly id: string;
  readonly version: number;
  readonly seq: number;
  readonly changed_by: string;
  readonly changed_by_id: string | null;
  readonly changed_at: number;
  readonly author_id: string | null;
  readonly body: Readonly<Record<string, unknown>> | null;
}

export interface RecordWrite {
  readonly entity: string;
  readonly id: string;
  readonly body: Readonly<Record<string, unknown>> | null;
  /** Name of who writes. */
  readonly by: string;
  /** Account that writes, and the author if it is the first; null for the ENT itself. */
  readonly byId: string | null;
  readonly at: number;
  /** Version edited from: after a restored backup the client may know a higher one than the server. */
  readonly baseVersion?: number | undefined;
}

interface Row extends Omit<EntRecord, 'body'> {
  readonly body: string | null;
}

/** A page stops here even below its count of changes: one answer stays small enough for a slow line. */
const PAGE_BYTES = 1024 * 1024;

/**
 * The records of every dataset, and the feed of their changes.
 *
 * The feed is compressed: one row per entity at its latest `seq`. A cursor is opaque to clients; it names the
 * dataset and the life (lives.ts), so that a cursor from a server that was set up anew, or from a time that a back-up
 * took away, is recognised and refused.
 */
export class Feed {
  readonly #store: EntStore;

  constructor(store: EntStore) {
    this.#store = store;
  }

  read(datasetId: string, entity: string, id: string): EntRecord | null {
    const row = this.#store.db
      .prepare('SELECT * FROM record WHERE dataset_id = ? AND entity = ? AND id = ?')
      .get(datasetId, entity, id);
    return row === undefined ? null : toRecord(row as Row);
  }

  /** Writes the next version of an entity and returns it. Call inside a transaction. */
  put(account: EntAccount, write: RecordWrite): number {
    const seq = this.#store.db
      .prepare('UPDATE account SET last_seq = last_seq + 1 WHERE account_id = ? RETURNING last_seq')
      .pluck()
      .get(account.account_id) as number;
    return this.#store.db
      .prepare(
        `INSERT INTO record (dataset_id, entity, id, version, seq, changed_by, changed_by_id, changed_at, author_id, body)
         VALUES (:dataset, :entity, :id, :base + 1, :seq, :by, :byId, :at, :byId, :body)
         ON CONFLICT DO UPDATE SET version = max(version, :base) + 1, seq = excluded.seq, changed_by = excluded.changed_by,
           changed_by_id = excluded.changed_by_id, changed_at = excluded.changed_at, body = excluded.body
         RETURNING version`,
      )
      .pluck()
      .get({
        dataset: account.dataset_id,
        entity: write.entity,
        id: write.id,
        base: write.baseVersion ?? 0,
        seq,
        by: write.by,
        byId: write.byId,
        at: write.at,
        body: write.body === null ? null : JSON.stringify(write.body),
      }) as number;
  }

  /** Changes after `sinceSeq`, oldest first, but those that `isKnown` says the asker has. */
  page(
    account: EntAccount,
    sinceSeq: number,
    limit: number,
    isKnown: (change: Change) => boolean = () => false,
  ): { changes: Change[]; cursor: string; more: boolean } {
    const rows = this.#store.db
      .prepare('SELECT * FROM record WHERE dataset_id = ? AND seq > ? ORDER BY seq')
      .iterate(account.dataset_id, sinceSeq) as IterableIterator<Row>;
    const changes: Change[] = [];
    const { last_seq } = this.#bounds(account);
    let lastSeq = sinceSeq;
    let bytes = 0;
    for (const row of rows) {
      if (changes.length >= limit || bytes >= PAGE_BYTES)
        return { changes, cursor: this.#cursorAt(account, lastSeq), more: true };
      const change = toChange(toRecord(row));
      lastSeq = row.seq;
      if (isKnown(change)) continue;
      changes.push(change);
      bytes += row.body?.length ?? 0;
    }
    // Not the last row's: rows that were forgotten must not make this very cursor look expired.
    return { changes, cursor: this.#cursorAt(account, last_seq), more: false };
  }

  /** The entities named, as far as a reply has room for them. */
  fetch(account: EntAccount, entities: readonly EntityRef[]): ChangesFetchReply {
    const reply: ChangesFetchReply = { changes: [], missing: [], left: [] };
    let bytes = 0;
    for (const ref of entities) {
      if (bytes >= PAGE_BYTES) {
        reply.left.push(ref);
        continue;
      }
      const record = this.read(account.dataset_id, ref.entity, ref.id);
      if (record === null) reply.missing.push(ref);
      else {
        reply.changes.push(toChange(record));
        bytes += JSON.stringify(record.body).length;
      }
    }
    return reply;
  }

  /** The version of every living entity, of some kinds or of all, and where the feed stands. */
  versions(account: EntAccount, entities: readonly string[] | undefined): VersionsReply {
    const rows = this.#store.db
      .prepare('SELECT entity, id, version FROM record WHERE dataset_id = ? AND body IS NOT NULL')
      .iterate(account.dataset_id) as IterableIterator<Pick<Row, 'entity' | 'id' | 'version'>>;
    const versions = new Map<string, Map<string, number>>();
    for (const { entity, id, version } of rows) {
      if (entities !== undefined && !entities.includes(entity)) continue;
      const ofKind = versions.get(entity) ?? new Map<string, number>();
      versions.set(entity, ofKind.set(id, version));
    }
    return {
      dataset_id: account.dataset_id,
      cursor: this.#cursorAt(account, this.#bounds(account).last_seq),
      versions: Object.fromEntries([...versions].map(([entity, ids]) => [entity, Object.fromEntries(ids)])),
    };
  }

  /** Stands for everything that the account's feed holds, and for a policy; tells nothing of either. */
  watchTag(account: EntAccount, policyTag: string): string {
    const { last_seq } = this.#bounds(account);
    return createHash('sha256')
      .update(`${account.dataset_id} ${this.#cursorAt(account, last_seq)} ${policyTag}`)
      .digest('base64url')
      .slice(0, 22);
  }

  /** Every cursor up to now names a place that is forgotten. Call inside a transaction. */
  expireCursors(): void {
    this.#store.db.prepare('UPDATE account SET last_seq = last_seq + 1, forgotten_seq = last_seq + 1').run();
  }

  /** The place in the feed that a cursor names. @throws EntProblem 410 when it names none (any more), or is no cursor of ours */
  seqOf(account: EntAccount, cursor: string): number {
    const seq = Number.parseInt(/^c2-[0-9a-f]{8}-[0-9a-f]{8}-([0-9a-z]{1,11})$/.exec(cursor)?.[1] ?? '', 36);
    const { last_seq, forgotten_seq } = this.#bounds(account);
    const isPlace = seq >= forgotten_seq && seq <= last_seq;
    if (!isPlace || cursor !== this.#cursorAt(account, seq))
      throw new EntProblem(410, 'cursor-expired', 'This cursor has expired: ask for everything');
    return seq;
  }

  /** Forgets deletions older than `before`; cursors from before them expire. Call inside a transaction. */
  forgetDeletions(before: number): void {
    this.#store.db
      .prepare(
        `UPDATE account SET forgotten_seq = max(forgotten_seq, coalesce((
           SELECT max(seq) FROM record WHERE dataset_id = account.dataset_id AND body IS NULL AND changed_at < ?), 0))`,
      )
      .run(before);
    this.#store.db.prepare('DELETE FROM record WHERE body IS NULL AND changed_at < ?').run(before);
  }

  #cursorAt({ account_id, dataset_id }: EntAccount, seq: number): string {
    return `c2-${dataset_id.slice(0, 8)}-${lifeAt(this.#store, account_id, seq)}-${seq.toString(36)}`;
  }

  #bounds(account: EntAccount): { last_seq: number; forgotten_seq: number } {
    return this.#store.db
      .prepare('SELECT last_seq, forgotten_seq FROM account WHERE account_id = ?')
      .get(account.account_id) as {
      last_seq: number;
      forgotten_seq: number;
    };
  }
}

/** A record as the wire spells it. */
export function toChange(record: EntRecord): Change {
  return {
    entity: record.entity,
    id: record.id,
    version: record.version,
    by: record.changed_by,
    ...(record.changed_by_id === null ? {} : { by_id: record.changed_by_id }),
    at: record.changed_at,
    ...(record.body === null ? { deleted: true } : {}),
    body: record.body === null ? null : { ...record.body },
  };
}

function toRecord(row: Row): EntRecord {
  return { ...row, body: row.body === null ? null : (JSON.parse(row.body) as Record<string, unknown>) };
}
