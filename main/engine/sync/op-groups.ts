import type { Random } from '../platform/random.ts';
import type { EditName } from '../store/edit-log.ts';
import type { Db } from '../store/store.ts';
import type { OutboxOp } from './outbox-op.ts';

/** Edits that pass or fail together (sync.md 4.2). A group that has a leader, for which the others are sent, bears its name. */
export class OpGroups {
  readonly #db: Db;
  readonly #random: Random;
  readonly #opsOf: (name: EditName) => readonly OutboxOp[];

  constructor(db: Db, random: Random, opsOf: (name: EditName) => readonly OutboxOp[]) {
    this.#db = db;
    this.#random = random;
    this.#opsOf = opsOf;
  }

  /** As `EditLog.gather`. What is on its way to the ENT belongs to it: its answer tells whether the leader may go. */
  gather(leader: EditName, members: readonly EditName[]): void {
    const group = this.#pendingOf(leader)[0]?.op_id;
    if (group === undefined) return;
    this.#db.prepare('UPDATE outbox_op SET group_id = NULL WHERE group_id = ?').run(group);
    const going = members.flatMap((member) =>
      this.#opsOf(member).filter(({ state }) => state === 'pending' || state === 'sealed'),
    );
    for (const { op_id } of going) this.#join(op_id, group);
    if (members.length > 0) this.#join(group, group);
  }

  /** As `EditLog.bind`. */
  bind(members: readonly EditName[]): void {
    const leads = this.#db.prepare('SELECT 1 FROM outbox_op WHERE op_id = ?').pluck();
    const free = members
      .flatMap((member) => this.#pendingOf(member))
      .filter(({ group_id }) => group_id === null || leads.get(group_id) === undefined);
    if (free.length < 2) return;
    // No op's name: none of them is what the others are sent for.
    const group = this.#random.id();
    for (const { op_id } of free) this.#join(op_id, group);
  }

  /** What stays here for the teacher to look at keeps what it is sent for here as well: shown. */
  holdBackLeaders(): void {
    this.#db
      .prepare(
        `UPDATE outbox_op SET state = 'refused', last_code = 'group-failed' WHERE state = 'pending'
           AND op_id IN (SELECT group_id FROM outbox_op WHERE group_id <> op_id AND state IN ('conflict', 'refused', 'parked'))`,
      )
      .run();
  }

  /** Whether something stays here that is sent for this edit. */
  isHeldBack({ op_id }: Pick<OutboxOp, 'op_id'>): boolean {
    const held = this.#db.prepare(
      "SELECT 1 FROM outbox_op WHERE group_id = ? AND op_id <> group_id AND state IN ('conflict', 'refused', 'parked')",
    );
    return held.get(op_id) !== undefined;
  }

  /** Lets edits go by themselves whose leader does not wait as they do. */
  partFromLeaders(ops: readonly Pick<OutboxOp, 'op_id'>[]): void {
    const part = this.#db.prepare(
      `UPDATE outbox_op SET group_id = NULL WHERE op_id = ? AND group_id <> op_id
         AND NOT EXISTS (SELECT 1 FROM outbox_op leader WHERE leader.op_id = outbox_op.group_id AND leader.state = 'pending')`,
    );
    for (const { op_id } of ops) part.run(op_id);
  }

  /** A later edit of what is sent for a leader that has not gone yet belongs to it as well. */
  follow(earlier: OutboxOp | undefined, opId: string): void {
    if (earlier?.group_id == null || earlier.group_id === earlier.op_id) return;
    const waits = this.#db.prepare("SELECT 1 FROM outbox_op WHERE op_id = ? AND state <> 'sealed'");
    if (waits.get(earlier.group_id) !== undefined) this.#join(opId, earlier.group_id);
  }

  /** What takes over from an edit is waited for in its place while its leader is here, or leads in its place. */
  takeOver({ op_id, group_id }: OutboxOp, later: OutboxOp): void {
    if (group_id === null || later.group_id !== null) return;
    const leads = this.#db.prepare('SELECT 1 FROM outbox_op WHERE op_id = ?');
    if (leads.get(group_id) === undefined) return;
    this.#join(later.op_id, group_id);
    if (group_id === op_id) this.rename(op_id, later.op_id);
  }

  /** A leader has another name by now: those that are sent for it stay with it. */
  rename(from: string, to: string): void {
    this.#db.prepare('UPDATE outbox_op SET group_id = ? WHERE group_id = ?').run(to, from);
    this.#db
      .prepare(
        "UPDATE taken_back SET op = json_set(op, '$.group_id', ?) WHERE json_extract(op, '$.group_id') = ?",
      )
      .run(to, from);
  }

  #pendingOf(name: EditName): readonly OutboxOp[] {
    return this.#opsOf(name).filter(({ state }) => state === 'pending');
  }

  #join(opId: string, group: string): void {
    this.#db.prepare('UPDATE outbox_op SET group_id = ? WHERE op_id = ?').run(group, opId);
  }
}
