import { join } from 'node:path';
import type { DomainContext } from '../../main/engine/context.ts';
import { importDocument } from '../../main/engine/library/import.ts';
import type { Clock } from '../../main/engine/platform/clock.ts';
import type { Random } from '../../main/engine/platform/random.ts';
import { NO_POLICIES } from '../../main/engine/policies/resolve.ts';
import { SYNCABLE_BY_NAME } from '../../main/engine/registry.ts';
import type { Store } from '../../main/engine/store/store.ts';
import { Outbox } from '../../main/engine/sync/outbox.ts';
import type { SyncContext } from '../../main/engine/sync/sync-context.ts';
import { Vault } from '../../main/engine/vault/vault.ts';
import { readAccount } from '../../main/engine/workspaces/account-row.ts';

/** Sync's side of a workspace on an open database that has an account, without the engine's process around it. */
export function syncContextOf(
  store: Store,
  directory: string,
  parts: { readonly clock: Clock; readonly random: Random; readonly deviceName: string },
): SyncContext {
  const account = readAccount(store);
  if (account === null) throw new Error('no account');
  const { clock, random, deviceName } = parts;
  return {
    ...parts,
    store,
    vault: new Vault(join(directory, 'vault'), random),
    outbox: new Outbox(store.db, clock, random, { entities: SYNCABLE_BY_NAME, deviceName }),
    entities: SYNCABLE_BY_NAME,
    undisturbed: (work) => work(),
    account: { id: account.id, datasetId: account.dataset_id },
  };
}

/** The domains' side of it. Files are kept as they are: the optimiser has tests of its own. */
export function domainOf({ store, vault, outbox, clock, random }: SyncContext): DomainContext {
  const domain: DomainContext = {
    store,
    vault,
    edits: outbox,
    clock,
    random,
    policies: NO_POLICIES,
    authorName: 'Claire Martin',
    deviceName: 'test',
    importDocument: (path, signal, join) =>
      importDocument(
        domain,
        async () => ({
          outcome: 'kept',
          reason: 'no-recipe',
          mediaType: 'text/plain',
          extension: 'txt',
          bytesBefore: 9,
        }),
        path,
        { signal, join },
      ),
    importMade: () => Promise.reject(new Error('nothing is made here')),
    showPages: () => undefined,
    tellProgress: () => undefined,
    changePreset: () => Promise.reject(new Error('nothing is optimised here')),
    remakeRendition: async () => false,
    undisturbed: (work) => work(),
    announce: () => undefined,
  };
  return domain;
}
