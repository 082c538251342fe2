import { isDeepStrictEqual } from 'node:util';
import type {
  Batch,
  BatchReply,
  Body,
  EntityName,
  Operation,
  OpResult,
} from '../engine/connectors/ent/wire.ts';
import type { Clock } from '../engine/platform/clock.ts';
import type { EntSession } from './accounts.ts';
import type { BlobStore } from './blob-store.ts';
import type { EntStore } from './ent-store.ts';
import { type EntRecord, type Feed, toChange } from './feed.ts';
import { Ledger } from './ledger.ts';
import { type DatasetView, refusalOf } from './operation-rules.ts';
import { EntProblem } from './problem.ts';

interface Incoming {
  readonly session: EntSession;
  readonly batch: Batch;
  /** Of the bytes on the wire, compressed as they are. */
  readonly bodySha256: Buffer;
}

/** One commit takes some 10 ms with this many operations; between two commits other requests have their turn. */
const SLICE_OPS = 50;
const PAGE_CHANGES = 500;

/** Rolls a group back, carrying what each member would have been. */
class GroupFailed extends Error {
  readonly results: readonly OpResult[];
  constructor(results: readonly OpResult[]) {
    super('a member of the group cannot be taken');
    this.results = results;
  }
}

/**
 * Takes batches of operations, each operation exactly once.
 *
 * An operation's row in the ledger is written by the transaction that writes its effect: whatever cuts the
 * connection or kills the server, sending the same bytes again answers `duplicate` for what had passed and does
 * the rest. Members of a group pass or fail together; all other operations stand alone.
 */
export class Batches {
  readonly #store: EntStore;
  readonly #feed: Feed;
  readonly #blobs: BlobStore;
  readonly #clock: Clock;
  readonly #ledger: Ledger;
  readonly #running = new Set<string>();

  constructor(parts: { store: EntStore; feed: Feed; blobs: BlobStore; clock: Clock }) {
    this.#store = parts.store;
    this.#feed = parts.feed;
    this.#blobs = parts.blobs;
    this.#clock = parts.clock;
    this.#ledger = new Ledger(parts.store);
  }

  /** @throws EntProblem only when no operation was looked at */
  async take(incoming: Incoming): Promise<BatchReply> {
    const { session, batch } = incoming;
    const key = `${session.account.account_id} ${batch.batch}`;
    if (this.#running.has(key))
      throw new EntProblem(409, 'already-running', 'This batch is being answered now', { retryAfterS: 1 });
    const sinceSeq = batch.since === null ? null : this.#feed.seqOf(session.account, batch.since);
    checkOrder(batch.ops);
    const slices = slicesOf(batch.ops);
    this.#running.add(key);
    try {
      const results: OpResult[] = [];
      for (const [index, slice] of slices.entries()) {
        if (index > 0) await this.#clock.sleep(0);
        results.push(...this.#takeSlice(incoming, slice));
      }
      return this.#reply(session, sinceSeq, results, batch.ops);
    } finally {
      this.#running.delete(key);
    }
  }

  #takeSlice(incoming: Incoming, slice: readonly Operation[][]): OpResult[] {
    return this.#store.write(() => {
      this.#ledger.register({ ...incoming, now: this.#clock.now() });
      return slice.flatMap((unit) =>
        unit.length === 1 ? unit.map((op) => this.#takeOne(incoming, op)) : this.#takeGroup(incoming, unit),
      );
    });
  }

  #takeGroup(incoming: Incoming, members: readonly Operation[]): OpResult[] {
    try {
      return this.#store.db.transaction(() => {
        const results = members.map((op) => this.#takeOne(incoming, op));
        if (results.some(isFailure)) throw new GroupFailed(results);
        return results;
      })();
    } catch (error) {
      if (!(error instanceof GroupFailed)) throw error;
      return error.results.map((result) => {
        const kept: OpResult =
          isFailure(result) || result.outcome === 'duplicate' ? result : refused(result.op, 'group-failed');
        if (isFailure(kept)) this.#ledger.write(incoming, kept, this.#clock.now());
        return kept;
      });
    }
  }

  #takeOne(incoming: Incoming, op: Operation): OpResult {
    const earlier = this.#ledger.read(incoming.session.account.account_id, op.op);
    if (earlier?.outcome === 'applied' || earlier?.outcome === 'unchanged') {
      return {
        op: op.op,
        outcome: 'duplicate',
        ...(earlier.version === null ? {} : { version: earlier.version }),
      };
    }
    // A late copy of a batch must not do what its sender was told had been refused; a new batch may try again.
    if (earlier?.outcome === 'refused' && earlier.batch_id === incoming.batch.batch)
      return refused(op.op, earlier.code ?? 'invalid');
    const result = this.#decide(incoming.session, op);
    this.#ledger.write(incoming, result, this.#clock.now());
    return result;
  }

  #decide(session: EntSession, op: Operation): OpResult {
    const { account } = session;
    const record = this.#feed.read(account.dataset_id, op.entity, op.id);
    const code = refusalOf(op, this.#viewOf(session));
    // The same points out of something else are another grade; whatever else might stand in its way, what is there is there.
    if (record !== null && isDeepStrictEqual(record.body, op.value) && code !== 'maximum-changed')
      return { op: op.op, outcome: 'unchanged', version: record.version };
    if (code !== null) return refused(op.op, code);
    if (record !== null && this.#baseOf(session, op) !== record.version) {
      return { op: op.op, outcome: 'conflict', current: toChange(record) };
    }
    const version = this.#feed.put(account, {
      entity: op.entity,
      id: op.id,
      body: op.value,
      by: account.display_name,
      byId: account.account_id,
      at: this.#clock.now(),
      baseVersion: op.base,
    });
    return { op: op.op, outcome: 'applied', version };
  }

  /** The version that the edit was made on; null for a new entity, or one whose earlier operation failed. */
  #baseOf(session: EntSession, op: Operation): number | null {
    if (op.base !== undefined) return op.base;
    if (op.base_op === undefined) return null;
    return this.#ledger.read(session.account.account_id, op.base_op)?.version ?? null;
  }

  #viewOf({ account }: EntSession): DatasetView {
    const read = (entity: string, id: string): EntRecord | null =>
      this.#feed.read(account.dataset_id, entity, id);
    return {
      body: <E extends EntityName>(entity: E, id: string) =>
        (read(entity, id)?.body ?? null) as Body<E> | null,
      blobSize: (sha256) => this.#blobs.sizeFor(account.account_id, sha256),
      isOwn: (entity, id) => {
        const record = read(entity, id);
        return record === null || record.author_id === account.account_id;
      },
    };
  }

  #reply(
    session: EntSession,
    sinceSeq: number | null,
    results: OpResult[],
    ops: readonly Operation[],
  ): BatchReply {
    if (sinceSeq === null) return { results, changes: [], cursor: null, more: false };
    const settled = new Map(
      results.map((result, index) => [`${ops[index]?.entity} ${ops[index]?.id}`, result.version]),
    );
    return {
      results,
      ...this.#feed.page(
        session.account,
        sinceSeq,
        PAGE_CHANGES,
        (change) => settled.get(`${change.entity} ${change.id}`) === change.version,
      ),
    };
  }
}

/** @throws EntProblem 400 when operations on one entity do not stand in the order of `seq`, in which they must take effect */
function checkOrder(ops: readonly Operation[]): void {
  const last = new Map<string, number>();
  for (const { entity, id, seq } of ops) {
    const key = `${entity} ${id}`;
    if (seq <= (last.get(key) ?? 0))
      throw new EntProblem(400, 'bad-request', 'The operations on one entity must stand in the order of seq');
    last.set(key, seq);
  }
}

/** Cuts operations into units that stand or fall together, and units into slices of about SLICE_OPS. */
function slicesOf(ops: readonly Operation[]): Operation[][][] {
  const slices: Operation[][][] = [];
  let count = SLICE_OPS;
  for (const unit of unitsOf(ops)) {
    if (count >= SLICE_OPS) {
      slices.push([]);
      count = 0;
    }
    slices.at(-1)?.push(unit);
    count += unit.length;
  }
  return slices;
}

/** @throws EntProblem 400 when the members of a group do not follow one another: their order could not be kept */
function unitsOf(ops: readonly Operation[]): Operation[][] {
  const units: Operation[][] = [];
  const groups = new Set<string>();
  for (const op of ops) {
    const last = units.at(-1);
    if (op.group !== undefined && last?.[0]?.group === op.group) last.push(op);
    else if (op.group !== undefined && groups.has(op.group)) {
      throw new EntProblem(400, 'bad-request', 'The operations of a group must follow one another');
    } else units.push([op]);
    if (op.group !== undefined) groups.add(op.group);
  }
  return units;
}

function isFailure(result: OpResult): boolean {
  return result.outcome === 'refused' || result.outcome === 'conflict';
}

function refused(op: string, code: string): OpResult {
  return { op, outcome: 'refused', code };
}
