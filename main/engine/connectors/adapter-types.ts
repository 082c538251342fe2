import type { Batch, BatchReply, ChangesPage, Policy } from './ent/wire.ts';

/** Other connectors translate to the ENT sync API's shapes: it is the richest of them. */
export type { Batch, BatchReply, ChangesPage, Policy };

/** Who signed in, and the secret that opens later sessions. */
export interface SignedIn {
  readonly secret: string;
  readonly accountId: string;
  readonly displayName: string;
  readonly datasetId: string;
  readonly school: { readonly name: string; readonly zone: 'A' | 'B' | 'C'; readonly timezone: string };
}

/** Where received blobs go: one at a time, in the order in which they arrive. */
export interface BlobSink {
  begin(sha256: string, sizeBytes: number): Promise<void>;
  write(chunk: Uint8Array): Promise<void>;
  /** The blob is whole. The sink checks its hash. */
  end(): Promise<void>;
}

/** The server no longer knows this cursor: everything must be asked for again. */
export class CursorExpired extends Error {
  override readonly name = 'CursorExpired';
}

/** The batch is over the server's limit: nothing in it was looked at. `limit` is in bytes or operations, as the server says. */
export class BatchTooLarge extends Error {
  override readonly name = 'BatchTooLarge';
  readonly limit: number | null;
  constructor(limit: number | null) {
    super('the server takes smaller batches');
    this.limit = limit;
  }
}

/** The server answered this batch long ago and forgot what: versions must be compared. */
export class BatchAlreadyAnswered extends Error {
  override readonly name = 'BatchAlreadyAnswered';
}
