import type { BandwidthLimit } from '../platform/bandwidth.ts';
import { type Clock, steadyNow } from '../platform/clock.ts';
import type { Policies } from '../policies/resolve.ts';
import { readSettings } from '../settings/stored-settings.ts';
import type { Store } from '../store/store.ts';
import { readPolicyOf } from '../sync/sync-state.ts';

/** It is asked for each piece of a body; another policy or setting is obeyed within this time. */
const KEPT_MS = 1_000;

/** The stricter of what the ENT's policy and the teacher's settings allow, bits a second; null: no limit. */
export function bandwidthLimit(
  { store, policies, clock }: { store: Store; policies: Policies; clock: Clock },
  datasetId: string,
): BandwidthLimit {
  let known: number | null = null;
  let readAt = Number.NEGATIVE_INFINITY;
  return () => {
    const now = steadyNow(clock);
    if (now - readAt < KEPT_MS) return known;
    const ours = readSettings(store.db, policies).syncKilobitsPerS;
    const limits = [readPolicyOf(store, datasetId)?.max_bps ?? null, ours === null ? null : ours * 1000];
    const set = limits.filter((limit) => limit !== null);
    known = set.length === 0 ? null : Math.min(...set);
    readAt = now;
    return known;
  };
}
