import { keptPolicy, type Policy } from '../connectors/ent/wire.ts';
import type { Store } from '../store/store.ts';
import type { BatchLimits } from './planner.ts';
import type { SyncContext } from './sync-context.ts';

interface StateRow {
  readonly policy: string | null;
  readonly policy_etag: string | null;
  /** Names the policy in force, and what the ENT had, when last heard of. */
  readonly policy_tag: string | null;
  readonly watch_tag: string | null;
  /** When all was exchanged that `watch_tag` stands for, epoch ms. */
  readonly watch_tag_at: number | null;
  readonly paused_until: number | null;
  readonly paused_at: number | null;
  readonly ops_limit: number | null;
  readonly batch_bytes_limit: number | null;
  /** Larger bundles, or pieces, of documents were found too large. */
  readonly bundle_bytes_limit: number | null;
  readonly piece_bytes_limit: number | null;
  readonly automatic_paused_until: number | null;
  readonly back_off: string | null;
  /** How a pull from the beginning finds out what has changed. */
  readonly comparison: string | null;
  readonly unknown_seen_at: number | null;
}

/** What this device remembers of the ENT between sessions. */
export function readState(context: SyncContext): StateRow | undefined {
  return context.store.db
    .prepare('SELECT * FROM sync_state WHERE dataset_id = ?')
    .get(context.account.datasetId) as StateRow | undefined;
}

/** The last policy that was served, if it can still be read. */
export function readPolicy(context: SyncContext): Policy | null {
  return readPolicyOf(context.store, context.account.datasetId);
}

/** As `readPolicy`, for who knows no more of sync. */
export function readPolicyOf(store: Store, datasetId: string): Policy | null {
  const text = store.db.prepare('SELECT policy FROM sync_state WHERE dataset_id = ?').pluck().get(datasetId);
  if (typeof text !== 'string') return null;
  if (text !== lastRead.text) lastRead = { text, policy: policyIn(text) };
  return lastRead.policy;
}

function policyIn(text: string): Policy | null {
  try {
    return keptPolicy.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** Asked for at every edit and changed once a day: the same text is the same policy, and is read once. */
let lastRead: { readonly text: string; readonly policy: Policy | null } = { text: '', policy: null };

/** Keeps a policy. Limits learned from a refusal are forgotten: the ENT has spoken anew. */
export function savePolicy(context: SyncContext, policy: Policy, etag: string | null): void {
  saveState(context, {
    policy: JSON.stringify(policy),
    policy_etag: etag,
    ops_limit: null,
    batch_bytes_limit: null,
    bundle_bytes_limit: null,
    piece_bytes_limit: null,
  });
}

/** The next session asks for the policy anew. */
export function forgetPolicy(context: SyncContext): void {
  saveState(context, { policy: null, policy_etag: null });
}

/** The teacher's pause of automatic sync: its end, 0 when it has none, null when there is no pause (any more). */
export function readAutomaticPause(context: SyncContext): number | null {
  const until = readState(context)?.automatic_paused_until ?? null;
  return until === 0 || (until !== null && until > context.clock.now()) ? until : null;
}

/** Keeps the teacher's pause: its end, 0 for none, null to take it back. */
export function saveAutomaticPause(context: SyncContext, untilMs: number | null): void {
  saveState(context, { automatic_paused_until: untilMs });
}

/** Limits of a batch: the policy's, or what a refusal taught since. */
export function batchLimits(context: SyncContext, policy: Policy): BatchLimits {
  const state = readState(context);
  return {
    ops: Math.min(policy.limits.ops, state?.ops_limit ?? policy.limits.ops),
    bytes: Math.min(policy.limits.batch_bytes, state?.batch_bytes_limit ?? policy.limits.batch_bytes),
  };
}

/** Remembers that the ENT found a batch too large. */
export function saveLearnedLimits(context: SyncContext, limits: BatchLimits): void {
  saveState(context, { ops_limit: limits.ops, batch_bytes_limit: limits.bytes });
}

/** What documents are sent in. */
export type DocumentBody = 'bundle' | 'piece';

const DOCUMENT_LIMITS = { bundle: 'bundle_bytes_limit', piece: 'piece_bytes_limit' } as const;

/** The largest bundle, or piece, that may still pass: no bound until a refusal taught one. Bytes. */
export function learnedBytes(context: SyncContext, body: DocumentBody): number {
  return readState(context)?.[DOCUMENT_LIMITS[body]] ?? Number.POSITIVE_INFINITY;
}

/** When a bundle that is smaller is refused it is not for its bytes: there may be too many documents in it. */
const BUNDLE_TAUGHT_BYTES = 64 * 1024;

/** Remembers that one of `bytes` was too large: half of it is tried from now on. */
export function learnTooLarge(context: SyncContext, body: DocumentBody, bytes: number): void {
  if (body === 'bundle' && bytes < BUNDLE_TAUGHT_BYTES) return;
  const limit = Math.min(learnedBytes(context, body), Math.floor(bytes / 2));
  saveState(context, { [DOCUMENT_LIMITS[body]]: limit });
}

/**
 * Begins to learn what is too large in a session.
 *
 * @returns forgets what was learned since: a proxy that takes nothing at all, however small, has taught nothing
 */
export function learningBounds(context: SyncContext): () => void {
  const { bundle_bytes_limit = null, piece_bytes_limit = null } = readState(context) ?? {};
  return () => saveState(context, { bundle_bytes_limit, piece_bytes_limit });
}

/** Changes some of it; the rest stays. */
export function saveState(context: SyncContext, fields: Partial<StateRow>): void {
  const names = Object.keys(fields);
  context.store.write(() => {
    context.store.db
      .prepare('INSERT OR IGNORE INTO sync_state (dataset_id) VALUES (?)')
      .run(context.account.datasetId);
    context.store.db
      .prepare(`UPDATE sync_state SET ${names.map((name) => `${name} = ?`).join(', ')} WHERE dataset_id = ?`)
      .run(...Object.values(fields), context.account.datasetId);
  });
}
