import type { BatchReply, BlobSink, ChangesPage, Policy, SignedIn } from './adapter-types.ts';

/**
 * A server that Cartable can sync with. One implementation per kind of server.
 *
 * Connectors know the wire, never the store. Every method fails with a CartableError whose code starts
 * with `ent/` or `account/`, or with the signal's reason; with `vault/` when a file to send is not what it was;
 * or with what the sink throws. None of them retries by itself.
 */
export interface ServerAdapter {
  /**
   * Checks the address and signs the teacher in.
   * @throws `account/wrong-address`, `account/wrong-credentials`, `ent/unreachable`, `ent/not-an-ent`, `ent/insecure`
   */
  signIn(credentials: { login: string; password: string }, signal?: AbortSignal): Promise<SignedIn>;
  /** Begins a sync session. @throws `account/sign-in-needed` when the secret is no longer accepted */
  openSession(secret: string, signal: AbortSignal): Promise<ServerSession>;
  /** Makes a secret open nothing any more, as far as the server can be reached in a few seconds. Never fails. */
  signOut(secret: string): Promise<void>;
}

/** One authenticated session. `close` revokes its access token. */
export interface ServerSession {
  /** The secret that replaces the one given, once the server has renewed it; in a long session that may be later. */
  readonly renewedSecret: string | null;
  /** Whose data answer: another dataset than the one that signed in before is another ENT, whatever its address. */
  readonly identity: { readonly accountId: string; readonly datasetId: string };
  /** Null: not changed since `etag`. */
  policy(etag: string | null): Promise<{ policy: Policy; etag: string | null } | null>;
  /**
   * Null: nothing new since `cursor`.
   * @throws `CursorExpired`
   */
  changes(cursor: string | null, limit: number): Promise<ChangesPage | null>;
  /**
   * Sends the exact bytes of a sealed batch (gzip of a `Batch`).
   * @throws `BatchTooLarge`, `BatchAlreadyAnswered`, `CursorExpired` (of its `since`): nothing in it was looked at
   */
  pushBatch(sealed: { batchId: string; body: Uint8Array; sha256: string }): Promise<BatchReply>;
  /** The hashes that the server lacks, of at most `BLOB_CHECK_MAX`. */
  checkBlobs(blobs: readonly { sha256: string; sizeBytes: number }[]): Promise<readonly string[]>;
  /** Sends small blobs together. The reply names those that the server refused, with its code. */
  putBundle(
    blobs: readonly { sha256: string; sizeBytes: number; path: string }[],
  ): Promise<ReadonlyMap<string, string>>;
  /** Sends one blob too large for a bundle. The server's code when it refuses that blob, else null. */
  putBlob(blob: { sha256: string; sizeBytes: number; path: string }): Promise<string | null>;
  /** Receives blobs in one request; those that the server lacks are left out. */
  fetchBlobs(hashes: readonly string[], sink: BlobSink): Promise<void>;
  close(): Promise<void>;
}
