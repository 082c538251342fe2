import type { Account } from '../../../../preload/contract/domain.ts';
import type { DomainContext } from '../../context.ts';
import type { Store } from '../../store/store.ts';
import type { SyncContext } from '../../sync/sync-context.ts';

/** What an erasure needs of an open workspace. */
export interface Erasable {
  readonly directory: string;
  readonly store: Store;
  readonly account: { readonly timezone: string; readonly kind: Account['kind'] };
  readonly domain: DomainContext;
  readonly sync: { readonly isRunning: boolean };
  readonly syncContext: SyncContext;
}
