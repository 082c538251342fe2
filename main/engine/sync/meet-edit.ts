import { isSameJson } from '../../../preload/contract/same-json.ts';
import type { Change } from '../connectors/ent/wire.ts';
import { failpoint } from '../platform/failpoint.ts';
import type { Edit } from '../store/edit-log.ts';
import type { Merged, MergeSides } from '../store/syncable-entity.ts';
import { acceptChange } from './accept.ts';
import { canonicalJson } from './canonical-json.ts';
import { openConflict } from './conflicts.ts';
import { bodyOf, type OutboxOp, sentBodies } from './outbox-op.ts';
import { showBody, showEdit } from './show-body.ts';
import type { SyncContext } from './sync-context.ts';
import { isSameBody } from './synced-copy.ts';

type Outcome = Omit<Merged, 'body'> & { readonly body: Record<string, unknown> | null };

/**
 * An edit of ours meets a newer value of the ENT's, and the two differ.
 *
 * What only one side changed is that side's. What both changed is merged where its domain knows how (sync.md 4.5), and is
 * a conflict everywhere else. Call inside a transaction.
 * @param theirs `body` null: removed
 */
export function meetEdit(context: SyncContext, op: OutboxOp, theirs: Change): void {
  const merged = outcomeOf(context, op, theirs);
  if (merged === null) {
    takeBeside(context, op, theirs);
    openConflict(context, op, theirs);
    return;
  }
  const payload = merged.body === null ? null : canonicalJson(merged.body);
  if (!merged.isSettled) {
    // "Mine" keeps all that the ENT has beside what the sides disagree on.
    context.outbox.amend(op, payload);
    openConflict(context, op, theirs);
    return;
  }
  acceptChange(context, theirs);
  if (isSameJson(merged.body, theirs.body)) context.outbox.retire(op, 'merged', theirs.version);
  else {
    const opId = context.outbox.renew({ ...op, payload }, theirs.version);
    const doubt = showEdit(context, { ...op, payload });
    if (doubt !== null) context.outbox.park({ op_id: opId }, doubt);
  }
  for (const edit of merged.also ?? []) recordAlso(context, edit);
  failpoint('edit-half-merged');
}

/**
 * What others have written beside what is to be chosen joins our side: to choose "mine" must take none of it away.
 *
 * Nothing, where what both sides come from is not known: an ENT that has lost what it had shown would seem to have removed it.
 */
function takeBeside(context: SyncContext, op: OutboxOp, theirs: Change): void {
  const merge = context.entities.get(op.entity)?.merge;
  const [base, mine] = [bodyOf(lastSeen(context, op)), bodyOf(op.payload)];
  if (merge === undefined || base === null || mine === null || theirs.body === null) return;
  const { body, also = [] } = merge(sidesOf(context, op.entity_id, { base, mine, theirs: theirs.body }));
  if (also.length === 0) context.outbox.amend(op, canonicalJson(body));
}

/** What of the ENT's an edit that the teacher is to look at has in it; null: not known. */
function lastSeen({ store }: SyncContext, { op_id, state, base_body }: OutboxOp): string | null {
  if (state !== 'conflict') return base_body;
  const ofChoice = store.db.prepare('SELECT theirs FROM conflict WHERE op_id = ? AND theirs_version > 0');
  return (ofChoice.pluck().get(op_id) as string | null | undefined) ?? null;
}

function sidesOf(
  { clock, deviceName, random }: SyncContext,
  entityId: string,
  sides: Pick<MergeSides, 'base' | 'mine' | 'theirs'>,
): MergeSides {
  return { ...sides, entityId, deviceName, now: clock.now(), newId: () => random.id() };
}

/** Whether the ENT's body says what an edit does. The same points out of another maximum do not. */
export function saysTheSame(
  { entities, store }: SyncContext,
  { entity, entity_id, payload, out_of_x100 }: OutboxOp,
  theirs: Readonly<Record<string, unknown>> | null,
): boolean {
  if (!isSameBody(entity, payload, theirs)) return false;
  if (theirs?.points_x100 == null || out_of_x100 === null) return true;
  return out_of_x100 === (entities.get(entity)?.maximum?.(store.db, entity_id) ?? out_of_x100);
}

/** What becomes of both; null when only the teacher can say. */
function outcomeOf(context: SyncContext, op: OutboxOp, theirs: Change): Outcome | null {
  if (op.state !== 'pending' && op.state !== 'sealed') return null;
  if (isOwnEarlier(context, op, theirs)) return { body: bodyOf(op.payload), isSettled: true };
  // What was made on nothing that the ENT knows has no base to compare with.
  if (op.base_version === null) return null;
  const domain = context.entities.get(op.entity);
  const [mine, base] = [bodyOf(op.payload), bodyOf(op.base_body)];
  if (isSameJson(mine, base)) return { body: theirs.body, isSettled: true };
  const isAsBefore =
    domain?.merge === undefined
      ? isSameBody(op.entity, op.base_body, theirs.body)
      : isSameJson(theirs.body, base);
  // After an edit that may have passed under an earlier name, the old value may be somebody's answer to it.
  if (isAsBefore) return sentBodies(op).length === 0 ? { body: mine, isSettled: true } : null;
  if (domain?.merge === undefined) return null;
  if (theirs.body === null) return { body: mine, isSettled: true };
  if (mine === null) {
    if (domain.isKeptHere?.(context.store.db, op.entity_id) === true) return { body: null, isSettled: true };
    const also = domain.removedWith?.(context.store.db, op.entity_id) ?? [];
    return { body: theirs.body, isSettled: true, also };
  }
  return domain.merge(sidesOf(context, op.entity_id, { base, mine, theirs: theirs.body }));
}

/**
 * True when the ENT has what an earlier sending of this very edit said, whose answer is not known: the edit was made over it.
 *
 * Nobody else's value is taken for it, be it the same.
 */
export function isOwnEarlier(context: SyncContext, op: OutboxOp, theirs: Change): boolean {
  if (theirs.by_id !== context.account.id) return false;
  const body = theirs.deleted === true ? null : theirs.body;
  return sentBodies(op).some((said) => isSameBody(op.entity, said, body));
}

/** A row of its own for what would have been lost: shown, and on its way. */
function recordAlso(context: SyncContext, edit: Edit): void {
  showBody(context, { entity: edit.entity, entity_id: edit.entityId }, edit.body && canonicalJson(edit.body));
  context.outbox.record(edit);
}
