import type {
  BatchReply,
  BlobSink,
  ChangesFetchReply,
  ChangesPage,
  Composition,
  EntityRef,
  OutgoingFile,
  Policy,
  RangeSink,
  SignedIn,
  UploadShape,
  UploadTransport,
  VersionsReply,
} from './adapter-types.ts';

/**
 * A server that Cartable can sync with. One implementation per kind of server.
 *
 * Connectors know the wire, never the store. Every method fails with a CartableError whose code starts
 * with `ent/`, `account/` or the server's own group, or with the signal's reason; with `vault/` when a file to send is not what it was;
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
  /**
   * Asks in one request whether anything has changed since `tag`, without a session.
   *
   * False also when that cannot be asked: a session tells.
   */
  isUnchanged(secret: string, tag: string, signal: AbortSignal): Promise<boolean>;
  /** Makes a secret open nothing any more, as far as the server can be reached in a few seconds. Never fails. */
  signOut(secret: string): Promise<void>;
}

/** One authenticated session. `close` revokes its access token, unless the server wants silence. */
export interface ServerSession {
  /** The secret that replaces the one given, once the server has renewed it; in a long session that may be later. */
  readonly renewedSecret: string | null;
  /** Whose data answer: another dataset than the one that signed in before is another ENT, whatever its address. */
  readonly identity: { readonly accountId: string; readonly datasetId: string };
  /** What the last reply says is in force; null before the first, and where a server does not tell. */
  readonly tags: {
    /** Names the policy: another than when it was asked for, and it must be asked for again. */
    readonly policy: string | null;
    /** Stands for the data up to the last cursor, and for the policy: for `isUnchanged`. */
    readonly watch: string | null;
  };
  /**
   * Whether the server remembers what it has answered, by the number of each batch and the name of each edit.
   *
   * Where it does not, a batch that is sent again is settled by reading first what the server has.
   */
  readonly keepsLedger: boolean;
  /** Whether the server names documents by their bytes; else each has a place, and its hash is known once it is here. */
  readonly namesDocumentsByBytes: boolean;
  /** Null: not changed since `etag`. */
  policy(etag: string | null): Promise<{ policy: Policy; etag: string | null } | null>;
  /**
   * Null: nothing new since `cursor`.
   * @throws `CursorExpired`
   */
  changes(cursor: string | null, limit: number): Promise<ChangesPage | null>;
  /** The version of everything that lives. Only with the capability `versions`. */
  versions(): Promise<VersionsReply>;
  /** Some entities as they are, of at most `CHANGES_FETCH_MAX`. Only with the capability `versions`. */
  fetchChanges(entities: readonly EntityRef[]): Promise<ChangesFetchReply>;
  /**
   * Sends the exact bytes of a sealed batch (a `Batch` as JSON, or gzip of that). `fileOf`: a document that lies here, for servers that
   * take documents together with the edits that hang them.
   * @throws `BatchTooLarge`, `BatchAlreadyAnswered`, `BatchPackingRefused`, `CursorExpired` (of its `since`): nothing in it was looked at
   */
  pushBatch(sealed: {
    batchId: string;
    body: Uint8Array;
    sha256: string;
    fileOf?: (sha256: string) => OutgoingFile | null;
  }): Promise<BatchReply>;
  /** The hashes that the server lacks, of at most `BLOB_CHECK_MAX`. */
  checkBlobs(blobs: readonly { sha256: string; sizeBytes: number }[]): Promise<readonly string[]>;
  /** Sends small blobs together. The reply names those that the server refused, with its code. */
  putBundle(blobs: readonly OutgoingFile[]): Promise<ReadonlyMap<string, string>>;
  /** Lets the server make blobs of what it has, of at most `COMPOSE_BLOBS_MAX`. @returns those that it made */
  composeBlobs(blobs: readonly Composition[]): Promise<ReadonlySet<string>>;
  /** Sends one blob too large for a bundle. The server's code when it refuses that blob, else null. */
  putBlob(blob: OutgoingFile): Promise<string | null>;
  /** Files in pieces; only in a shape that is among the server's capabilities. */
  beginUpload(shape: UploadShape, ...input: Parameters<UploadTransport['begin']>): Promise<string>;
  uploadOffset(shape: UploadShape, ...input: Parameters<UploadTransport['offset']>): Promise<number | null>;
  appendUpload(shape: UploadShape, ...input: Parameters<UploadTransport['append']>): Promise<number>;
  /** Receives blobs in one request; those that the server lacks are left out. */
  fetchBlobs(hashes: readonly string[], sink: BlobSink): Promise<void>;
  /** Receives one blob from `fromBytes` on. False when the server lacks it. `place`: where it lies, if it has a place. */
  fetchBlob(sha256: string, fromBytes: number, sink: RangeSink, place?: string | null): Promise<boolean>;
  /** Leaves. @throws `ent/paused` when the server answers that with a wish for silence; nothing else */
  close(how?: { readonly isSilent: boolean }): Promise<void>;
}
