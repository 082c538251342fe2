import type { EarlierText } from '../../../preload/contract/domain.ts';
import { isSameJson } from '../../../preload/contract/same-json.ts';
import type { Conflict, ConflictField } from '../../../preload/contract/sync.ts';
import type { Change } from '../connectors/ent/wire.ts';
import { CartableError } from '../platform/cartable-error.ts';
import { failpoint } from '../platform/failpoint.ts';
import { acceptChange } from './accept.ts';
import { canonicalJson } from './canonical-json.ts';
import { type ConflictRow, insertConflict } from './conflict-row.ts';
import { leaveBehind, letFollow } from './followers.ts';
import type { OutboxOp } from './outbox-op.ts';
import { showBody, showEdit } from './show-body.ts';
import type { SyncContext } from './sync-context.ts';
import { readSyncedCopy } from './synced-copy.ts';
import { keepTakenBack } from './taken-back.ts';

type ShownSide = Pick<Conflict['mine'], 'isRemoved' | 'fields'>;

/**
 * Two edits from one base: the ENT's value stays official, ours is kept to be chosen.
 *
 * Never last-write-wins: a grade typed on the web and one typed here are both somebody's decision.
 */
export function openConflict(context: SyncContext, op: OutboxOp, theirs: Change): void {
  const db = context.store.db;
  db.prepare("UPDATE outbox_op SET state = 'conflict', batch_id = NULL WHERE op_id = ?").run(op.op_id);
  const mine = readOp(context, op.op_id);
  insertConflict(db, {
    id: context.random.id(),
    op_id: op.op_id,
    entity: op.entity,
    entity_id: op.entity_id,
    base: op.base_body,
    mine: mine.payload,
    mine_out_of_x100: mine.out_of_x100,
    theirs: theirs.body === null ? null : canonicalJson(theirs.body),
    theirs_version: theirs.version,
    theirs_by: theirs.by,
    theirs_at: theirs.at,
    opened_at: context.clock.now(),
  });
  acceptChange(context, theirs);
  context.outbox.holdBackLeaders();
  failpoint('conflict-half-opened');
}

/** The open conflicts, in the order in which they were found. */
export function listConflicts(context: SyncContext): Conflict[] {
  const rows = context.store.db
    .prepare('SELECT * FROM conflict ORDER BY opened_at, rowid')
    .all() as ConflictRow[];
  return rows.map((row) => {
    const domain = context.entities.get(row.entity);
    const mine = readOp(context, row.op_id);
    const sides = compareSides(context, row, mine);
    return {
      id: row.id,
      entity: row.entity,
      entityId: row.entity_id,
      label: domain?.label?.(context.store.db, row.entity_id) || mine.label,
      mine: { ...sides.mine, by: '', at: mine.created_at },
      theirs: { ...sides.theirs, by: row.theirs_by, at: row.theirs_at },
      isUnseen: sides.isUnseen,
      earlierTexts: [
        ...textsAtOpening(context, row, mine),
        ...(domain?.earlierTexts?.(context.store.db, row.entity_id) ?? []),
      ].filter(({ text }) => !isSaid(sides, text)),
      openedAt: row.opened_at,
    };
  });
}

/** What our side said when the conflict was opened: what is typed over it on the screen must not make it vanish. */
function textsAtOpening(context: SyncContext, { mine }: ConflictRow, op: OutboxOp): EarlierText[] {
  const fields = fieldsOf(context, op, mine).filter(({ name }) => name === 'text' || name === 'title');
  return fields
    .filter(({ value }) => value !== '')
    .map(({ value }) => ({ text: String(value), writtenAt: op.created_at }));
}

/** Whether one of the sides says it anyway. */
function isSaid(sides: Record<'mine' | 'theirs', ShownSide>, text: string): boolean {
  return [...sides.mine.fields, ...sides.theirs.fields].some(({ value }) => value === text);
}

/** What each side says where they differ; all that it says where the other was removed, or where nothing that is shown differs. */
function compareSides(
  context: SyncContext,
  { theirs }: Pick<ConflictRow, 'theirs'>,
  op: OutboxOp,
): { mine: ShownSide; theirs: ShownSide; isUnseen: boolean } {
  const mine = op.payload;
  const [ours, official] = [fieldsOf(context, op, mine, op.out_of_x100), fieldsOf(context, op, theirs)];
  const differing = (all: typeof ours, others: typeof ours) =>
    others.length === 0
      ? all.filter(({ value }) => value !== '')
      : all.filter((field) => !others.some((other) => isSameJson(other, field)));
  const isUnseen = mine !== null && theirs !== null && differing(ours, official).length === 0;
  return {
    mine: { isRemoved: mine === null, fields: [...(isUnseen ? ours : differing(ours, official))] },
    theirs: { isRemoved: theirs === null, fields: [...(isUnseen ? official : differing(official, ours))] },
    isUnseen,
  };
}

/** What a body says, in the domain's words. `outOf`: what its points were given out of, where that is known. */
function fieldsOf(
  { entities, store }: SyncContext,
  { entity, entity_id }: Pick<OutboxOp, 'entity' | 'entity_id'>,
  body: string | null,
  outOf: number | null = null,
): readonly ConflictField[] {
  if (body === null) return [];
  return entities.get(entity)?.describe?.(store.db, JSON.parse(body), entity_id, outOf) ?? [];
}

/**
 * Closes a conflict by the teacher's choice.
 *
 * "mine" becomes a new edit built on the ENT's version; "theirs" is shown
 * again: the teacher may have gone on typing while the conflict was open. An ENT that has lost "theirs" since
 * (`adoptDataset`) is sent what was chosen, whichever it is. Points that mean something else by now wait for another word.
 * @returns what `putBack` asks for, to open the conflict again
 * @throws CartableError `store/not-found`
 */
export function resolveConflict(context: SyncContext, conflictId: string, keep: 'mine' | 'theirs'): string[] {
  return context.store.write(() => {
    const row = context.store.db.prepare('SELECT * FROM conflict WHERE id = ?').get(conflictId) as
      | ConflictRow
      | undefined;
    if (row === undefined) throw new CartableError('store/not-found', {}, 'never');
    const op = readOp(context, row.op_id);
    const takenBackId = keepTakenBack(context, op, { conflict: row, kept: keep });
    context.store.db.prepare('DELETE FROM conflict WHERE id = ?').run(conflictId);
    const isLost = row.theirs_version === 0;
    if (keep === 'theirs') {
      giveUp(context, op);
      if (isLost && row.theirs !== null) context.outbox.resend(op.entity, op.entity_id, row.theirs);
      return [takenBackId];
    }
    const doubt = showEdit(context, op);
    const isSame = op.payload === row.theirs && !isLost && doubt === null;
    if (isSame) context.outbox.retire(op, 'unchanged', row.theirs_version);
    else {
      const opId = context.outbox.renew(op, row.theirs_version);
      if (doubt !== null) context.outbox.park({ op_id: opId }, doubt);
    }
    return [takenBackId];
  });
}

/** Gives an edit up: it leaves the outbox, and the screen shows what both sides agree on. */
export function giveUp(context: SyncContext, op: OutboxOp): void {
  context.outbox.retire(op, 'given-up', null);
  const payload = readSyncedCopy(context.store.db, op.entity, op.entity_id)?.body ?? null;
  if (payload === null) leaveBehind(context, op.entity, op.entity_id);
  else letFollow(context, op.entity, op.entity_id);
  showBody(context, op, payload);
}

function readOp(context: SyncContext, opId: string): OutboxOp {
  const op = context.store.db.prepare('SELECT * FROM outbox_op WHERE op_id = ?').get(opId) as
    | OutboxOp
    | undefined;
  if (op === undefined) throw new CartableError('store/not-found', {}, 'never');
  return op;
}
