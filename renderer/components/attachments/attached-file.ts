import type { DocumentRef, Optimisation, SyncState } from '../../../preload/contract/index.ts';

/** A resource of a lesson, or a file given back with a submission. */
export interface AttachedFile {
  readonly id: string;
  readonly document: DocumentRef;
  readonly optimisation: Optimisation | null;
  readonly sync: SyncState;
}
