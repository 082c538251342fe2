import type { Change } from '../connectors/ent/wire.ts';
import { canonicalJson } from './canonical-json.ts';
import { letFollow } from './followers.ts';
import type { SyncContext } from './sync-context.ts';
import { type SyncedCopy, writeSyncedCopy } from './synced-copy.ts';

/** Makes the ENT's value the merge base and what the screen shows. */
export function acceptChange(context: SyncContext, change: Change): void {
  writeSyncedCopy(context.store.db, change.entity, change.id, copyOf(change, change.body));
  const domain = context.entities.get(change.entity);
  for (const doubt of domain?.makesDoubtful?.(context.store.db, change) ?? [])
    context.outbox.setAside(doubt, doubt.code);
  domain?.apply(context.store.db, {
    id: change.id,
    body: change.body,
    by: change.by,
    at: change.at,
    isMine: change.by_id === context.account.id,
  });
  if (change.body !== null) letFollow(context, change.entity, change.id);
}

/** A change as a merge base. */
export function copyOf(change: Change, body: Change['body']): SyncedCopy {
  return {
    version: change.version,
    body: body === null ? null : canonicalJson(body),
    by: change.by,
    at: change.at,
  };
}
