import type * as wire from './ent/wire.ts';
import type { Batch, EntityRef, Policy, VersionsReply } from './ent/wire.ts';

/** Other connectors translate to the ENT sync API's shapes: it is the richest of them. */
export type { Batch, EntityRef, Policy, VersionsReply };

/** A change that is written as none, of an entity that it names. */
export interface UnreadRow extends EntityRef {
  /** As it came. */
  readonly row: { readonly body?: unknown };
}

/** What stands among the changes of a reply and is none: it must not take them with it, nor be forgotten. */
export interface UnreadRows {
  readonly unread: readonly UnreadRow[];
  /** Rows that do not even name what they are about. */
  readonly namelessCount: number;
}

export type BatchReply = wire.BatchReply & Partial<UnreadRows>;
/** `copiesLeftOut`: copies of which nothing is told this time, since what the server says of them has an unknown shape. */
export type ChangesPage = wire.ChangesPage & Partial<UnreadRows> & { readonly copiesLeftOut?: number };
export type ChangesFetchReply = wire.ChangesFetchReply & Partial<UnreadRows>;

/** Code of a refusal that stands for an outcome that this version does not know: the server may have the edit, or not. */
export const UNKNOWN_OUTCOME = 'unknown-outcome';

/** Who signed in, and the secret that opens later sessions. */
export interface SignedIn {
  readonly secret: string;
  readonly accountId: string;
  /** What the teacher types to sign in; null where the server does not tell. */
  readonly login: string | null;
  readonly displayName: string;
  readonly datasetId: string;
  /** `zone` of the school holidays; `unknown` where the server does not tell. */
  readonly school: {
    readonly name: string;
    readonly zone: 'A' | 'B' | 'C' | 'unknown';
    readonly timezone: string;
  };
}

/** Where received blobs go: one at a time, in the order in which they arrive. */
export interface BlobSink {
  begin(sha256: string, sizeBytes: number): Promise<void>;
  write(chunk: Uint8Array): Promise<void>;
  /** The blob is whole. The sink checks its hash. */
  end(): Promise<void>;
}

/** How far one answer goes, of a server that may send less at a time than it was asked for (RFC 9110, 15.3.7). */
export interface BlobPart {
  readonly toBytes: number;
  /** The whole blob's; null where the server does not tell. */
  readonly totalBytes: number | null;
}

/** Where one large blob goes. It may be begun in the middle. */
export interface RangeSink {
  /** The bytes that follow begin here: at what was asked for, or at 0 where the server sends all of it (`part` null). */
  begin(fromBytes: number, part: BlobPart | null): Promise<void>;
  write(chunk: Uint8Array): Promise<void>;
}

/** A file to send, where it lies. */
export interface OutgoingFile {
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly path: string;
  /** All of it, where it was read already: sent as it is, rather than read again. */
  readonly bytes?: Uint8Array;
  /** Under which names the edits that wait hang it somewhere, for servers that store a document under its name. */
  readonly names?: readonly string[];
}

/** A file described by what the server has, and what it lacks. */
export interface Composition {
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly parts: readonly ({ readonly sha256: string } | { readonly bytes: Uint8Array })[];
}

/** How a server takes files in pieces: as the IETF's draft shapes it, or tus 1.0. */
export type UploadShape = 'resumable' | 'tus';

/** Sends one file in pieces. Offsets are what the server has promised to keep. */
export interface UploadTransport {
  /** Announces a file. @returns where it goes, for as long as the server keeps it */
  begin(file: OutgoingFile): Promise<string>;
  /** How far the server has it; null when it has forgotten it. */
  offset(where: string): Promise<number | null>;
  /**
   * Sends the bytes from `from` up to `to`. @returns the new offset; the file exists there once it is the file's size
   * @throws `UploadMisplaced`, `UploadRefused`, `PieceTooLarge`
   */
  append(where: string, file: OutgoingFile, piece: { from: number; to: number }): Promise<number>;
}

/** The server has the upload elsewhere: at `offset`, or null when it does not say or has forgotten it. */
export class UploadMisplaced extends Error {
  override readonly name = 'UploadMisplaced';
  readonly offset: number | null;
  constructor(offset: number | null) {
    super('the server is elsewhere in this upload');
    this.offset = offset;
  }
}

/** The piece is over a limit of the server's, or of a proxy's before it: nothing of it was kept. */
export class PieceTooLarge extends Error {
  override readonly name = 'PieceTooLarge';
}

/** The server does not take this file, whatever its pieces: `corrupt` after other bytes arrived than were announced. */
export class UploadRefused extends Error {
  override readonly name = 'UploadRefused';
  readonly code: string;
  constructor(code: string) {
    super('the server refuses this file');
    this.code = code;
  }
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

/** The server does not unpack what the batch is packed in: nothing in it was looked at. */
export class BatchPackingRefused extends Error {
  override readonly name = 'BatchPackingRefused';
}

/** The server answered this batch long ago and forgot what: versions must be compared. */
export class BatchAlreadyAnswered extends Error {
  override readonly name = 'BatchAlreadyAnswered';
}
