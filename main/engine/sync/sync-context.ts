import type { Clock } from '../platform/clock.ts';
import type { Random } from '../platform/random.ts';
import type { Store } from '../store/store.ts';
import type { SyncableEntity } from '../store/syncable-entity.ts';
import type { Vault } from '../vault/vault.ts';
import type { Outbox } from './outbox.ts';

/** What sync works with: one workspace, and the domains as it knows them. */
export interface SyncContext {
  readonly store: Store;
  readonly vault: Vault;
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly random: Random;
  /** Marks what this device kept beside another's. */
  readonly deviceName: string;
  readonly entities: ReadonlyMap<string, SyncableEntity>;
  /** Tells the shell that something long runs which cannot be interrupted. */
  undisturbed<T>(work: () => Promise<T>): Promise<T>;
  /** Changes only when the teacher starts again from another dataset. */
  readonly account: { id: string; datasetId: string };
}
