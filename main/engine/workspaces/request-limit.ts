import type { Store } from '../store/store.ts';
import { readPolicyOf } from '../sync/sync-state.ts';

/** Requests a minute that the ENT's policy takes from one account; null: no limit. What is more is answered with 429. */
export function requestLimit(store: Store, datasetId: string): number | null {
  return readPolicyOf(store, datasetId)?.limits.requests_per_minute ?? null;
}
