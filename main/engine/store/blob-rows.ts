import type { Db } from './store.ts';

/** Names a document that another row points to. One that is at the ENT and not here is fetched by the next sync. */
export function noteRemoteBlob(db: Db, blob: { sha256: string; bytes: number; mediaType: string }, now: number): void {
  db.prepare(
    `INSERT INTO blob (sha256, bytes, media_type, is_local, server_has, created_at) VALUES (?, ?, ?, 0, 1, ?)
     ON CONFLICT (sha256) DO UPDATE SET server_has = 1`,
  ).run(blob.sha256, blob.bytes, blob.mediaType, now);
}

/** Names a document that has just entered the vault. What the ENT has is not changed by that. */
export function noteLocalBlob(db: Db, blob: { sha256: string; bytes: number; mediaType: string }, now: number): void {
  db.prepare(
    `INSERT INTO blob (sha256, bytes, media_type, is_local, server_has, created_at) VALUES (?, ?, ?, 1, 0, ?)
     ON CONFLICT (sha256) DO UPDATE SET is_local = 1`,
  ).run(blob.sha256, blob.bytes, blob.mediaType, now);
}

/** A file as the ENT sync API spells it. */
export interface WireFile {
  readonly id: string;
  readonly name: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly media_type: string;
}

/** The documents that a body with one `file` names. */
export function fileBlobsOf(body: Record<string, unknown>): { sha256: string; bytes: number; mediaType: string }[] {
  const file = body.file as WireFile;
  return [{ sha256: file.sha256, bytes: file.bytes, mediaType: file.media_type }];
}
