import { createHash, randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import {
  type Batch,
  type BatchReply,
  batchReply,
  type Change,
  type Operation,
} from '../../engine/connectors/ent/wire.ts';
import { expectFit, KeyTooSmall, NothingToTry } from './expectations.ts';
import type { Reply } from './reply.ts';
import type { Target } from './target.ts';

type OperationFields = Partial<Operation>;

/**
 * What the writing checks write: unpublished lessons, in one class, each deleted at the end of its check.
 *
 * Lessons, because nobody's grade hangs on them, and a teacher may make and delete them at will.
 */
export class Notebook {
  readonly #target: Target;
  readonly #classId: string;
  #seq = 0;

  private constructor(target: Target, classId: string) {
    this.#target = target;
    this.#classId = classId;
  }

  /** @throws NothingToTry when the account has no class, KeyTooSmall when only an access token for an unknown device was given */
  static async open(target: Target): Promise<Notebook> {
    if (!target.isDeviceKnown) throw new KeyTooSmall('the device of the access token is not known');
    const classes = (await target.changes()).filter(
      ({ entity, deleted }) => entity === 'class_group' && deleted !== true,
    );
    const [first] = classes;
    if (first === undefined) throw new NothingToTry('the account has no class');
    return new Notebook(target, first.id);
  }

  /** An operation that writes a lesson; other fields as wanted. */
  put(id: string, title: string, fields: OperationFields = {}): Operation {
    this.#seq += 1;
    const value = {
      class_group_id: this.#classId,
      title,
      starts_at: 0,
      is_published: false,
      blocks: [],
    };
    return { op: randomUUID(), seq: this.#seq, entity: 'lesson', id, kind: 'put', value, ...fields };
  }

  remove(id: string, base: number): Operation {
    this.#seq += 1;
    return { op: randomUUID(), seq: this.#seq, entity: 'lesson', id, kind: 'delete', base, value: null };
  }

  /** A batch as it is sealed, with the next number. */
  batch(ops: readonly Operation[], fields: Partial<Batch> = {}): Batch {
    return {
      batch: randomUUID(),
      batch_no: this.#target.nextBatchNo(),
      device: this.#target.device,
      dataset_id: this.#target.policy.dataset_id,
      schema: 1,
      since: null,
      ops: [...ops],
      ...fields,
    };
  }

  /** Sends exactly these bytes. */
  post(
    batch: Batch,
    headers: Readonly<Record<string, string>> = {},
    isPacked = this.#target.takesGzip,
  ): Promise<Reply> {
    const body = isPacked ? gzipSync(JSON.stringify(batch)) : Buffer.from(JSON.stringify(batch));
    const digest = createHash('sha256').update(body).digest('base64');
    return this.#target.send('/batches', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(isPacked ? { 'content-encoding': 'gzip' } : {}),
        'content-digest': `sha-256=:${digest}:`,
        'idempotency-key': `"${batch.batch}"`,
        ...headers,
      },
      body,
    });
  }

  async push(ops: readonly Operation[], fields: Partial<Batch> = {}): Promise<BatchReply> {
    return expectFit(await this.post(this.batch(ops, fields)), batchReply);
  }

  /** The lesson as the feed tells it now, after a cursor; null: it is not there. */
  async read(id: string, since: string | null = null): Promise<Change | null> {
    const { changes } = await this.#target.readFeed(since);
    return changes.findLast((change) => change.entity === 'lesson' && change.id === id) ?? null;
  }

  /** Runs a check on lessons of its own, and deletes what is left of them. */
  async withLessons(
    count: number,
    check: (ids: readonly string[], since: string) => Promise<void>,
  ): Promise<void> {
    const ids = Array.from({ length: count }, () => `conformance-${randomUUID()}`);
    const { cursor } = await this.#target.readFeed(null);
    try {
      await check(ids, cursor);
    } finally {
      await this.#removeAll(ids, cursor).catch(() => undefined);
    }
  }

  async #removeAll(ids: readonly string[], since: string): Promise<void> {
    const { changes } = await this.#target.readFeed(since);
    const left = changes.filter(({ id, deleted }) => ids.includes(id) && deleted !== true);
    if (left.length > 0) await this.push(left.map(({ id, version }) => this.remove(id, version)));
  }
}
