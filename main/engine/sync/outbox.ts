import { isSameJson } from '../../../preload/contract/same-json.ts';
import type { Clock } from '../platform/clock.ts';
import { failpoint } from '../platform/failpoint.ts';
import type { Random } from '../platform/random.ts';
import { nextNumber } from '../store/counter.ts';
import type { Edit, EditedEntity, EditLog, EditName } from '../store/edit-log.ts';
import type { DbStatement } from '../store/kept-statements.ts';
import type { Db } from '../store/store.ts';
import { canonicalJson } from './canonical-json.ts';
import type { ConflictRow } from './conflict-row.ts';
import { type MergeParts, ontoMine } from './onto-mine.ts';
import { OpGroups } from './op-groups.ts';
import {
  blobsOf,
  bodyOf,
  laneOf,
  mayBeThere,
  mayHavePassed,
  type OpState,
  type OutboxOp,
  saidBy,
} from './outbox-op.ts';

/**
 * The edits that wait for the ENT (sync.md 4.2).
 *
 * Rule 1: called inside the domain's own transaction. Rule 2: an edit of what still waits replaces it and
 * keeps the first base. Rule 3: sealed bytes never change; a later edit builds on them by `base_op`.
 */
export class Outbox implements EditLog {
  readonly #db: Db;
  readonly #clock: Clock;
  readonly #random: Random;
  /** What the server takes at all; null: everything. */
  readonly #taken: ReadonlySet<EditedEntity> | null;
  readonly #merge: MergeParts;
  readonly #groups: OpGroups;
  /** Prepared once: a gradebook asks it of every cell. */
  readonly #states: DbStatement;

  constructor(
    db: Db,
    clock: Clock,
    random: Random,
    { taken = null, ...merge }: MergeParts & { readonly taken?: ReadonlySet<EditedEntity> | null },
  ) {
    this.#db = db;
    this.#taken = taken;
    this.#merge = merge;
    this.#states = db.prepare('SELECT state FROM outbox_op WHERE entity = ? AND entity_id = ?').pluck();
    this.#clock = clock;
    this.#random = random;
    this.#groups = new OpGroups(db, random, ({ entity, entityId }) => this.opsOf(entity, entityId));
  }

  record(edit: Edit): void {
    // What the server has no place for stays on this computer: it must not wait for ever.
    if (this.#taken?.has(edit.entity) === false) return;
    const ops = this.opsOf(edit.entity, edit.entityId);
    const payload = edit.body === null ? null : canonicalJson({ ...this.#lastBody(edit, ops), ...edit.body });
    const waiting = ops.find((op) => op.state === 'pending');
    const answered = ops.find(
      (op) => op.state === 'conflict' || op.state === 'refused' || op.state === 'parked',
    );
    if (waiting !== undefined) {
      this.#replace(waiting, payload, edit);
      return;
    }
    if (answered?.state === 'conflict') {
      this.#goOnWith(answered, edit);
      return;
    }
    if (answered !== undefined) this.retire(answered, 'superseded', null);
    // What was refused never reached the ENT: to take it back is to say what the ENT knows already.
    const unanswered = ops.filter((op) => op !== answered);
    const isInDoubt = answered !== undefined && mayBeThere(answered);
    if (!isInDoubt && this.#isAsSynced(edit, payload, unanswered)) return;
    const opId = this.#insert(
      edit,
      payload,
      ops.find((op) => op.state === 'sealed'),
    );
    this.#groups.follow(answered ?? ops.findLast((op) => op.state === 'sealed'), opId);
    if (answered === undefined) return;
    this.#standOnBaseOf(answered, opId);
    this.#inherit(opId, [answered]);
  }

  gather(leader: EditName, members: readonly EditName[]): void {
    this.#groups.gather(leader, members);
  }

  bind(members: readonly EditName[]): void {
    this.#groups.bind(members);
  }

  setAside({ entity, entityId }: EditName, code: string): void {
    for (const op of this.opsOf(entity, entityId)) if (op.state === 'pending') this.park(op, code);
    this.holdBackLeaders();
  }

  /** What stays here for the teacher to look at keeps what it is sent for here as well: shown. */
  holdBackLeaders(): void {
    this.#groups.holdBackLeaders();
  }

  /** Lets edits go by themselves whose leader does not wait as they do. */
  partFromLeaders(ops: readonly Pick<OutboxOp, 'op_id'>[]): void {
    this.#groups.partFromLeaders(ops);
  }

  stateOf(entity: EditedEntity, entityId: string): 'synced' | 'waiting' | 'conflict' | 'refused' {
    const states = this.#states.all(entity, entityId) as OpState[];
    if (states.includes('conflict')) return 'conflict';
    if (states.includes('refused') || states.includes('parked')) return 'refused';
    return states.length > 0 ? 'waiting' : 'synced';
  }

  isUnsent(entity: EditedEntity, entityId: string): boolean {
    const [op, ...others] = this.opsOf(entity, entityId);
    // What was refused is not at the ENT; what waits or is parked is not, unless it was sent.
    const isUnheard = op !== undefined && !mayHavePassed(op);
    const isHeldHere =
      op?.state === 'refused' || (isUnheard && (op.state === 'pending' || op.state === 'parked'));
    return isHeldHere && others.length === 0 && op.base_version === null && op.base_op === null;
  }

  /** Every op of an entity that has not left the outbox, oldest first. */
  opsOf(entity: string, entityId: string): OutboxOp[] {
    return this.#db
      .prepare('SELECT * FROM outbox_op WHERE entity = ? AND entity_id = ? ORDER BY seq')
      .all(entity, entityId) as OutboxOp[];
  }

  /** Takes an op out, keeping its outcome for the history. */
  retire(op: OutboxOp, outcome: string, version: number | null): void {
    this.#db.prepare('DELETE FROM outbox_op WHERE op_id = ?').run(op.op_id);
    this.#db
      .prepare(
        'INSERT OR REPLACE INTO outbox_done (op_id, seq, entity, entity_id, outcome, version, answered_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
      )
      .run(op.op_id, op.seq, op.entity, op.entity_id, outcome, version, this.#clock.now());
  }

  /**
   * Lets an edit that was answered by no take wait again, under another name: the old one has its answer. What others are sent
   * for stays as it is while one of them waits for the teacher.
   */
  retry(op: OutboxOp): void {
    if (this.#groups.isHeldBack(op)) return;
    this.#standOnBaseOf(op, this.renew(op, null));
  }

  /**
   * A new op with the same edit, built on `baseVersion`: after a conflict was decided, or a merge.
   *
   * @returns its name
   */
  renew(op: OutboxOp, baseVersion: number | null): string {
    const blobs = this.#db
      .prepare('SELECT sha256 FROM op_blob WHERE op_id = ?')
      .pluck()
      .all(op.op_id) as string[];
    // Its leader may have been renewed since it was read, in the same answer.
    const group = this.#db.prepare('SELECT group_id FROM outbox_op WHERE op_id = ?').pluck().get(op.op_id);
    this.retire(op, 'renewed', null);
    const opId = this.#insertRow(
      { entity: op.entity, entityId: op.entity_id, blobs },
      op.payload,
      baseVersion,
      null,
    );
    this.#db
      .prepare(
        'UPDATE outbox_op SET label = ?, not_before = ?, deferred_at = ?, group_id = ?, out_of_x100 = ? WHERE op_id = ?',
      )
      .run(op.label, op.not_before, op.deferred_at, group ?? null, op.out_of_x100, opId);
    this.#groups.rename(op.op_id, opId);
    this.#inherit(opId, [op]);
    return opId;
  }

  /**
   * Lets an edit that was made since another was sealed take over from it, on the same base; also one that was set aside since.
   *
   * @returns the later edit as it stands then; null when there is none
   */
  takeOver(op: OutboxOp): OutboxOp | null {
    const latest = () => this.opsOf(op.entity, op.entity_id).find(({ seq }) => seq > op.seq);
    const later = latest();
    if (later === undefined) return null;
    this.#standOnBaseOf(op, later.op_id);
    this.#inherit(later.op_id, [op, later]);
    this.#groups.takeOver(op, later);
    return latest() ?? null;
  }

  /** Changes what a waiting or answered edit says. */
  amend(op: Pick<OutboxOp, 'op_id'>, payload: string | null): void {
    this.#db
      .prepare('UPDATE outbox_op SET kind = ?, payload = ?, out_of_x100 = NULL WHERE op_id = ?')
      .run(payload === null ? 'delete' : 'put', payload, op.op_id);
  }

  /** Keeps an edit that cannot go, to be shown under `code`; the teacher sends it again or gives it up. */
  park(op: Pick<OutboxOp, 'op_id'>, code: string): void {
    this.#db
      .prepare("UPDATE outbox_op SET state = 'parked', batch_id = NULL, last_code = ? WHERE op_id = ?")
      .run(code, op.op_id);
  }

  /**
   * The same edit under a new name, waiting: the old name may stand for something else at the ENT.
   *
   * Call inside a transaction.
   * @returns the new name
   */
  rename(op: OutboxOp): string {
    const opId = this.#random.id();
    // The three tables name one edit: checked when the transaction ends.
    this.#db.pragma('defer_foreign_keys = ON');
    this.#db
      .prepare(
        "UPDATE outbox_op SET op_id = ?, state = 'pending', batch_id = NULL, attempts = 0 WHERE op_id = ?",
      )
      .run(opId, op.op_id);
    this.#db.prepare('UPDATE op_blob SET op_id = ? WHERE op_id = ?').run(opId, op.op_id);
    this.#db.prepare('UPDATE outbox_op SET base_op = ? WHERE base_op = ?').run(opId, op.op_id);
    this.#groups.rename(op.op_id, opId);
    this.#inherit(opId, [op]);
    return opId;
  }

  /** Lets what both sides had agreed on wait as an edit on no base: the ENT may have lost it. Call inside a transaction. */
  resend(entity: EditedEntity, entityId: string, payload: string): void {
    this.#insertRow({ entity, entityId, blobs: blobsOf(bodyOf(payload)) }, payload, null, null);
  }

  /** Puts a waiting edit on another version of the value that it was made on. */
  rebase(op: OutboxOp, baseVersion: number): void {
    this.#db
      .prepare('UPDATE outbox_op SET base_version = ?, base_op = NULL, base_body = ? WHERE op_id = ?')
      .run(baseVersion, this.#syncedBody(op.entity, op.entity_id), op.op_id);
  }

  #replace(waiting: OutboxOp, payload: string | null, edit: Edit): void {
    if (mayHavePassed(waiting)) {
      // The ENT may have what it says under its name, and would take another text under that name for the same.
      const isOther = waiting.attempts > 0 && waiting.payload !== payload;
      this.#rewrite(isOther ? this.rename(waiting) : waiting.op_id, payload, edit);
      return;
    }
    const synced = this.#syncedBody(edit.entity, edit.entityId);
    // On no version that the ENT knows, and on nothing that both sides had: what is kept here against it had that.
    const isNew = waiting.base_version === null && waiting.base_op === null && synced === null;
    const isUndone = isNew ? payload === null : waiting.base_op === null && synced === payload;
    // Created and removed, or changed and changed back, before anything was sent: the ENT need not know.
    if (isUndone) this.#db.prepare('DELETE FROM outbox_op WHERE op_id = ?').run(waiting.op_id);
    else this.#rewrite(waiting.op_id, payload, edit);
  }

  /**
   * Puts an edit on what another one was made on. The ENT may have told of a newer value while that one was sealed, which nobody
   * has seen: a later base would be taken for the teacher's consent to it.
   */
  #standOnBaseOf({ base_op, base_version, base_body }: OutboxOp, opId: string): void {
    this.#db
      .prepare('UPDATE outbox_op SET base_op = ?, base_version = ?, base_body = ? WHERE op_id = ?')
      .run(base_op, base_version, base_body, opId);
  }

  /** Keeps with an edit what those that it replaces have said to the ENT, whose answer is not known, and how they went. */
  #inherit(opId: string, replaced: readonly OutboxOp[]): void {
    const said = new Set(replaced.flatMap(saidBy));
    const most = replaced.find((op) => op.batch_ops_max !== null)?.batch_ops_max ?? null;
    if (said.size === 0 && most === null) return;
    this.#db
      .prepare('UPDATE outbox_op SET sent_bodies = ?, batch_ops_max = ? WHERE op_id = ?')
      .run(said.size === 0 ? null : JSON.stringify([...said]), most, opId);
  }

  /**
   * An open conflict stays open. The screen shows the ENT's side: what is changed there since the conflict was opened is changed in
   * ours too, to be chosen or given up with the rest of it. What is changed back, or removed and restored, leaves ours as it was.
   */
  #goOnWith({ op_id }: OutboxOp, edit: Edit): void {
    const opened = this.#db
      .prepare('SELECT mine, mine_out_of_x100 FROM conflict WHERE op_id = ?')
      .get(op_id) as Pick<ConflictRow, 'mine' | 'mine_out_of_x100'>;
    const theirs = bodyOf(this.#syncedBody(edit.entity, edit.entityId));
    const ours = bodyOf(opened.mine);
    const now = edit.body && { ...theirs, ...edit.body };
    const mine = this.#oursWith(edit, { theirs, ours, now });
    this.#rewrite(op_id, mine && canonicalJson(mine), { ...edit, blobs: blobsOf(mine) });
    // Points that nobody typed anew are out of what they were given out of.
    if (mine !== null && isSameJson(mine.points_x100, ours?.points_x100))
      this.#db
        .prepare('UPDATE outbox_op SET out_of_x100 = ? WHERE op_id = ?')
        .run(opened.mine_out_of_x100, op_id);
  }

  #oursWith(
    { entity, entityId }: EditName,
    { theirs, ours, now }: Record<'theirs' | 'ours' | 'now', Record<string, unknown> | null>,
  ): Record<string, unknown> | null {
    if (now === null || ours === null) return isSameJson(now, theirs) ? ours : now;
    const sides = { entityId, now: this.#clock.now(), newId: () => this.#random.id() };
    return ontoMine(this.#merge, entity, { ...sides, base: theirs, mine: now, theirs: ours });
  }

  #rewrite(opId: string, payload: string | null, edit: Edit): void {
    this.#db
      .prepare('UPDATE outbox_op SET kind = ?, payload = ?, lane = ?, out_of_x100 = ? WHERE op_id = ?')
      .run(payload === null ? 'delete' : 'put', payload, laneOf(edit), this.#outOf(edit), opId);
    this.#linkBlobs(opId, edit.blobs ?? []);
  }

  /** What the points are out of that the screen shows: those of the edit, which has just been written there. */
  #outOf({ entity, entityId }: EditName): number | null {
    return this.#merge.entities.get(entity)?.outOf?.(this.#db, entityId) ?? null;
  }

  #isAsSynced(edit: Edit, payload: string | null, ops: readonly OutboxOp[]): boolean {
    const last = ops.at(-1);
    return (last === undefined ? this.#syncedBody(edit.entity, edit.entityId) : last.payload) === payload;
  }

  /** What the edit starts from: its fields that this version does not know travel back unchanged. */
  #lastBody(edit: Edit, ops: readonly OutboxOp[]): Record<string, unknown> {
    const last = ops.at(-1)?.payload ?? this.#syncedBody(edit.entity, edit.entityId);
    return last === null ? {} : (JSON.parse(last) as Record<string, unknown>);
  }

  /** The body that both sides agree on; null when the ENT has none. */
  #syncedBody(entity: string, entityId: string): string | null {
    return (
      (this.#db
        .prepare('SELECT body FROM synced_copy WHERE entity = ? AND entity_id = ?')
        .pluck()
        .get(entity, entityId) as string | null | undefined) ?? null
    );
  }

  #insert(edit: Edit, payload: string | null, sealed: OutboxOp | undefined): string {
    const version = this.#db
      .prepare('SELECT version FROM synced_copy WHERE entity = ? AND entity_id = ?')
      .pluck()
      .get(edit.entity, edit.entityId) as number | undefined;
    const isOnVersion = sealed === undefined && edit.isUnseen !== true;
    return this.#insertRow(edit, payload, isOnVersion ? (version ?? null) : null, sealed?.op_id ?? null);
  }

  #insertRow(
    edit: Pick<Edit, 'entity' | 'entityId' | 'blobs'>,
    payload: string | null,
    baseVersion: number | null,
    baseOp: string | null,
  ): string {
    const opId = this.#random.id();
    this.#db
      .prepare(
        `INSERT INTO outbox_op (op_id, seq, entity, entity_id, kind, base_version, base_op, base_body, payload, lane, out_of_x100, state, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'pending', ?)`,
      )
      .run(
        opId,
        nextNumber(this.#db, 'seq'),
        edit.entity,
        edit.entityId,
        payload === null ? 'delete' : 'put',
        // 0 is a copy of another dataset's: no version of this one.
        baseVersion === 0 ? null : baseVersion,
        baseOp,
        baseVersion === null || baseVersion === 0 ? null : this.#syncedBody(edit.entity, edit.entityId),
        payload,
        laneOf(edit),
        this.#outOf(edit),
        this.#clock.now(),
      );
    this.#linkBlobs(opId, edit.blobs ?? []);
    failpoint('edit-half-recorded');
    return opId;
  }

  #linkBlobs(opId: string, blobs: readonly string[]): void {
    this.#db.prepare('DELETE FROM op_blob WHERE op_id = ?').run(opId);
    const link = this.#db.prepare('INSERT INTO op_blob (op_id, sha256) VALUES (?, ?)');
    for (const sha256 of new Set(blobs)) link.run(opId, sha256);
  }
}
