import type { ErasedCounts } from '../../../../preload/contract/erasure.ts';
import type { Scope } from './scope.ts';

/** What the thread of a rehearsal is given. */
export interface RehearsalTask {
  /** The whole database, its own copy. */
  readonly database: Uint8Array;
  readonly scope: Scope;
  /** The account's folder, where automatic copies are counted. */
  readonly directory: string;
  readonly now: number;
}

/** What it tells. */
export type RehearsalMessage =
  | { readonly kind: 'step'; readonly share: number }
  | { readonly kind: 'counted'; readonly counts: ErasedCounts };
