import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { BatchAlreadyAnswered, CursorExpired } from '../../../main/engine/connectors/adapter-types.ts';
import type {
  Batch,
  BatchReply,
  Change,
  ChangesPage,
  Operation,
  OpResult,
  VersionsReply,
} from '../../../main/engine/connectors/ent/wire.ts';
import { type EntRecord, toChange } from './ent-record.ts';
import { ModelDocuments } from './model-documents.ts';
import { unitsOf } from './model-groups.ts';

/** An edit that took effect. `over`: what it replaced. */
export interface Effect {
  readonly op: string;
  readonly seq: number;
  readonly device: string;
  readonly key: string;
  readonly value: Record<string, unknown> | null;
  readonly over: EntRecord | null;
  readonly version: number;
}

/** Rules of the ENT that a mutation takes away, to see whether the invariants notice. */
export interface EntRules {
  readonly hasLedger: boolean;
  /** An effect and its line in the ledger are one transaction. */
  readonly isAtomic: boolean;
  readonly checksBase: boolean;
}

export const WHOLE_RULES: EntRules = { hasLedger: true, isAtomic: true, checksBase: true };
export const TEACHER = { id: 'teacher-1', name: 'Claire Martin' };
/** Another teacher of the class. */
export const COLLEAGUE = { id: 'teacher-2', name: 'Paul Durand' };
export const DATASET = 'dataset-1';

interface State {
  version: number;
  records: Map<string, EntRecord>;
  ledger: Map<string, OpResult>;
  batches: Map<string, string>;
  lastBatchNo: Map<string, number>;
  blobs: Set<string>;
  effects: Effect[];
  answers: OpResult[];
}

/** The server stopped in the middle of a batch, or of a piece. `at`: what it was writing. */
export class EntStopped extends Error {
  override readonly name = 'EntStopped';
  readonly at: string | null;

  constructor(at: string | null = null) {
    super();
    this.at = at;
  }
}

/**
 * An ENT in memory, written from sync.md alone: it shares no code with the reference server, so that a fault of one is not
 * a fault of both.
 */
export class ModelEnt {
  #state: State = {
    version: 0,
    records: new Map(),
    ledger: new Map(),
    batches: new Map(),
    lastBatchNo: new Map(),
    blobs: new Set(),
    effects: [],
    answers: [],
  };
  readonly #rules: EntRules;
  #cursorAge = 0;
  /** What cursors name beside their number, by the place from which it holds: a back-up that is put back begins another. */
  #lives: { readonly from: number; readonly name: number }[] = [];
  #lifeCount = 0;
  /** Every value that was ever official, by key, whatever was put back since. */
  readonly history = new Map<string, string[]>();
  readonly violations: string[] = [];
  readonly documents = new ModelDocuments(this);
  #wasRestored = false;
  /** A publication was taken, with all of its group. */
  onPublished: (device: string, at: number) => void = () => undefined;
  /** What becomes of an operation that the ENT does not take now, for a reason of its own; null: it takes this one. */
  reluctance: () => Pick<OpResult, 'outcome' | 'code'> | null = () => null;

  constructor(rules: EntRules = WHOLE_RULES) {
    this.#rules = rules;
  }

  get effects(): readonly Effect[] {
    return this.#state.effects;
  }

  /** What was decided of operations, each time that one was looked at anew. */
  get answers(): readonly OpResult[] {
    return this.#state.answers;
  }

  get version(): number {
    return this.#state.version;
  }

  record(key: string): EntRecord | undefined {
    return this.#state.records.get(key);
  }

  records(): IterableIterator<EntRecord> {
    return this.#state.records.values();
  }

  snapshot(): State {
    return structuredClone(this.#state);
  }

  /** A back-up is put back at the ENT. */
  restore(snapshot: State): void {
    this.#state = structuredClone(snapshot);
    const { version } = this.#state;
    this.#lifeCount += 1;
    this.#lives = [
      ...this.#lives.filter(({ from }) => from < version),
      { from: version, name: this.#lifeCount },
    ];
    this.#wasRestored = true;
    this.documents.forgetUploads();
  }

  /** Written on the web, or by the school (null). */
  write(entity: string, id: string, body: Record<string, unknown> | null, byId: string | null = null): void {
    const by = [TEACHER, COLLEAGUE].find((author) => author.id === byId);
    this.#put(entity, id, body, by?.name ?? 'Lycée', byId);
  }

  /** No cursor that was given before is known any more. */
  forgetCursors(): void {
    this.#cursorAge += 1;
  }

  lastBatchNo(device: string): number {
    return this.#state.lastBatchNo.get(device) ?? 0;
  }

  /** @throws CursorExpired */
  changes(
    cursor: string | null,
    limit: number,
    leaveOut: (change: Change) => boolean = () => false,
  ): ChangesPage {
    const since = this.#seqOf(cursor);
    const after = [...this.#state.records.values()]
      .filter(({ version }) => version > since)
      .sort((a, b) => a.version - b.version);
    const page = after.slice(0, limit);
    const last = page.at(-1)?.version ?? this.#state.version;
    const more = after.length > limit;
    return {
      changes: page.map(toChange).filter((change) => !leaveOut(change)),
      cursor: this.#cursor(more ? last : this.#state.version),
      more,
    };
  }

  versions(): VersionsReply {
    const versions: Record<string, Record<string, number>> = {};
    for (const { entity, id, version, body } of this.#state.records.values()) {
      if (body === null) continue;
      const ofKind = versions[entity] ?? {};
      versions[entity] = ofKind;
      ofKind[id] = version;
    }
    return { dataset_id: DATASET, cursor: this.#cursor(this.#state.version), versions };
  }

  /**
   * Takes the bytes of a batch.
   *
   * @param stopBefore the server stops before it has finished with this operation, or with the last one: what came before is kept
   * @throws EntStopped, CursorExpired, BatchAlreadyAnswered
   */
  take(sealed: { batchId: string; body: Uint8Array }, stopBefore: number | null): BatchReply {
    const batch = JSON.parse(gunzipSync(sealed.body).toString()) as Batch;
    const sha256 = createHash('sha256').update(sealed.body).digest('hex');
    const known = this.#state.batches.get(batch.batch);
    if (known !== undefined && known !== sha256)
      this.violations.push(`batch ${batch.batch} changed its bytes`);
    if (known === undefined && batch.batch_no <= this.lastBatchNo(batch.device))
      throw new BatchAlreadyAnswered();
    if (batch.since !== null) this.#seqOf(batch.since);
    this.#checkOrder(batch);
    this.#state.batches.set(batch.batch, sha256);
    this.#state.lastBatchNo.set(batch.device, Math.max(batch.batch_no, this.lastBatchNo(batch.device)));
    const last = stopBefore === null ? null : batch.ops[Math.min(stopBefore, batch.ops.length - 1)];
    const results = unitsOf(batch.ops).flatMap((unit) => {
      const at = unit.find((op) => op === last);
      const stopped = at === undefined ? null : new EntStopped(`${at.entity} ${at.id}`);
      if (stopped !== null && this.#rules.isAtomic) throw stopped;
      const taken = this.#takeUnit(unit, batch.device, stopped !== null);
      if (stopped !== null) throw stopped;
      return taken;
    });
    if (batch.since === null) return { results, changes: [], cursor: null, more: false };
    const settled = new Set(results.map(({ version }) => version));
    return { results, ...this.changes(batch.since, 500, ({ version }) => settled.has(version)) };
  }

  lacks(sha256: string): boolean {
    return !this.#state.blobs.has(sha256);
  }

  store(sha256: string): void {
    this.#state.blobs.add(sha256);
  }

  /** I3: the client's part of it, before any operation is looked at. */
  #checkOrder({ batch, ops }: Batch): void {
    const last = new Map<string, number>();
    for (const { entity, id, seq } of ops) {
      if (seq <= (last.get(`${entity} ${id}`) ?? 0)) this.violations.push(`I3 ${batch} is out of order`);
      last.set(`${entity} ${id}`, seq);
    }
  }

  /** Members of a group pass or fail together. */
  #takeUnit(unit: readonly Operation[], device: string, isForgotten: boolean): OpResult[] {
    const standing = unit.map((op) => this.#known(op) ?? this.#fault(op, isForgotten));
    const isFailed = standing.some((result) => result !== null && result.outcome !== 'duplicate');
    const results = unit.map((op, index): OpResult => {
      if (isFailed) return standing[index] ?? { op: op.op, outcome: 'refused', code: 'group-failed' };
      return standing[index] ?? this.#answer(this.#apply(op, device), isForgotten);
    });
    for (const [index, { outcome }] of results.entries()) {
      const at = unit[index]?.value?.publish_at;
      if (outcome === 'applied' && typeof at === 'number') this.onPublished(device, at);
    }
    return results;
  }

  /** Of an operation that took effect before; or that the ENT does not take now. */
  #known(op: Operation): OpResult | null {
    const earlier = this.#state.ledger.get(op.op);
    if (earlier !== undefined && (earlier.outcome === 'applied' || earlier.outcome === 'unchanged'))
      return { ...earlier, outcome: 'duplicate' };
    const unwilling = this.reluctance();
    return unwilling === null ? null : { op: op.op, ...unwilling };
  }

  #fault(op: Operation, isForgotten: boolean): OpResult | null {
    const fault = this.#whyNot(op);
    return fault && this.#answer(fault, isForgotten);
  }

  #answer(result: OpResult, isForgotten: boolean): OpResult {
    this.#state.answers.push(result);
    if (this.#rules.hasLedger && !isForgotten) this.#state.ledger.set(result.op, result);
    return result;
  }

  /** What is wrong with an operation; null: it passes. */
  #whyNot(op: Operation): OpResult | null {
    const record = this.#state.records.get(`${op.entity} ${op.id}`);
    const body = record?.body ?? null;
    const maximum = this.#maximumOf(op);
    if (maximum !== null && op.out_of_x100 !== maximum) {
      if (op.out_of_x100 === undefined)
        this.violations.push(`${op.op} does not say what its points are out of`);
      return { op: op.op, outcome: 'refused', code: 'maximum-changed' };
    }
    if (this.#isThere(op)) return null;
    if (op.value === null && body === null) return { op: op.op, outcome: 'refused', code: 'not-found' };
    const file = (op.value as { file?: { sha256: string } } | null)?.file;
    if (file !== undefined && this.lacks(file.sha256)) {
      if (!this.#wasRestored) this.violations.push(`I9 ${op.op} names ${file.sha256}, which the ENT lacks`);
      return { op: op.op, outcome: 'refused', code: 'blob-missing' };
    }
    if (this.#rules.checksBase && record !== undefined && this.#baseOf(op) !== record.version) {
      return { op: op.op, outcome: 'conflict', current: toChange(record) };
    }
    return null;
  }

  #isThere(op: Operation): boolean {
    const record = this.#state.records.get(`${op.entity} ${op.id}`);
    return record !== undefined && isDeepStrictEqual(record.body, op.value);
  }

  #apply(op: Operation, device: string): OpResult {
    const key = `${op.entity} ${op.id}`;
    const record = this.#state.records.get(key);
    if (record !== undefined && this.#isThere(op))
      return { op: op.op, outcome: 'unchanged', version: record.version };
    const version = this.#put(op.entity, op.id, op.value, TEACHER.name, TEACHER.id);
    this.#state.effects.push({
      op: op.op,
      seq: op.seq,
      device,
      key,
      value: op.value,
      over: record ?? null,
      version,
    });
    return { op: op.op, outcome: 'applied', version };
  }

  /** What the points of an operation must be out of; null for one without. */
  #maximumOf({ entity, id, value }: Operation): number | null {
    if (entity !== 'grade' || typeof value?.points_x100 !== 'number') return null;
    const assignment = this.record(`submission ${id}`)?.body?.assignment_id;
    return (this.record(`assignment ${String(assignment)}`)?.body?.max_x100 as number | undefined) ?? null;
  }

  #baseOf(op: Operation): number | null {
    if (op.base !== undefined) return op.base;
    return (op.base_op === undefined ? undefined : this.#state.ledger.get(op.base_op)?.version) ?? null;
  }

  #put(
    entity: string,
    id: string,
    body: Record<string, unknown> | null,
    by: string,
    byId: string | null,
  ): number {
    const key = `${entity} ${id}`;
    this.#state.version += 1;
    this.#state.records.set(key, { entity, id, version: this.#state.version, body, by, byId });
    const said = this.history.get(key) ?? [];
    said.push(JSON.stringify(body));
    this.history.set(key, said);
    return this.#state.version;
  }

  /** Where the feed stands. */
  get place(): string {
    return `${this.version}.${this.#lifeAt(this.version)}`;
  }

  #lifeAt(seq: number): number {
    return this.#lives.findLast(({ from }) => from < seq)?.name ?? 0;
  }

  #cursor(seq: number): string {
    return `${seq}.${this.#cursorAge}.${this.#lifeAt(seq)}`;
  }

  #seqOf(cursor: string | null): number {
    if (cursor === null) return 0;
    const seq = Number(cursor.split('.')[0]);
    if (cursor !== this.#cursor(seq) || seq > this.#state.version) throw new CursorExpired();
    return seq;
  }
}
