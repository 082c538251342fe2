import type { Topic } from '../../preload/contract/events.ts';
import type { Clock } from './platform/clock.ts';
import type { Random } from './platform/random.ts';
import type { EditLog } from './store/edit-log.ts';
import type { Store } from './store/store.ts';
import type { Vault } from './vault/vault.ts';

/** What a domain is given to work with: one workspace's store and vault, and the doors to the outside. */
export interface DomainContext {
  readonly store: Store;
  readonly vault: Vault;
  readonly edits: EditLog;
  readonly clock: Clock;
  readonly random: Random;
  /** Tells the screens what may have changed. */
  announce(...topics: Topic[]): void;
}
