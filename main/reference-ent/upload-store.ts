import { randomUUID } from 'node:crypto';
import { createWriteStream, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { UPLOAD_KEEP_S } from '../engine/connectors/ent/wire.ts';
import type { BlobStore, ExpectedBlob } from './blob-store.ts';
import type { EntStore } from './ent-store.ts';
import { EntProblem, tooLarge } from './problem.ts';

/** A document that arrives in pieces. */
export interface Upload {
  readonly id: string;
  readonly sha256: string;
  readonly lengthBytes: number;
  /** Bytes kept: they need not be sent again. */
  readonly offsetBytes: number;
  /** The document exists. */
  readonly isComplete: boolean;
  readonly expiresAt: number;
}

interface Row {
  readonly sha256: string;
  readonly length_bytes: number;
  readonly touched_at: number;
  readonly completed_at: number | null;
}

/** A connection that has ended brings no more than its buffers hold: that takes no longer. */
const ARRIVING_MS = 1000;
const KEEP_MS = UPLOAD_KEEP_S * 1000;

/**
 * Partial uploads: one file each, whose size is how far it is, so that no kill can make the two differ.
 *
 * A document exists only once the whole file has the hash announced. One request at a time writes to an upload: a
 * newer one ends the older one, whose connection may long be dead without this end knowing.
 */
export class UploadStore {
  readonly #store: EntStore;
  readonly #blobs: BlobStore;
  readonly #directory: string;
  readonly #running = new Map<string, { end: AbortController; ended: Promise<void> }>();

  constructor(store: EntStore, blobs: BlobStore, directory: string) {
    this.#store = store;
    this.#blobs = blobs;
    this.#directory = join(directory, 'uploads');
    mkdirSync(this.#directory, { recursive: true });
  }

  /** @throws EntProblem 413, or 507, before a single byte is sent in vain */
  begin(expected: ExpectedBlob, lengthBytes: number): Upload {
    if (lengthBytes > expected.limitBytes) throw tooLarge('The file is too large', expected.limitBytes);
    this.#blobs.checkQuota(expected, lengthBytes);
    const id = randomUUID();
    writeFileSync(this.#path(id), '', { mode: 0o600 });
    this.#store.write(() =>
      this.#store.db
        .prepare(
          'INSERT INTO upload (upload_id, account_id, sha256, length_bytes, touched_at) VALUES (?, ?, ?, ?, ?)',
        )
        .run(id, expected.accountId, expected.sha256, lengthBytes, expected.now),
    );
    return this.#read(expected.accountId, id);
  }

  /** An upload as it stands, once whatever still wrote to it has ended. @throws EntProblem 404 */
  async find(accountId: string, id: string): Promise<Upload> {
    await this.#endRunning(id);
    return this.#read(accountId, id);
  }

  /**
   * Adds a piece. What arrived of it before a cut stays.
   *
   * @throws EntProblem 409 with the right offset, 400 beyond the length, 413, or as `BlobStore.adopt` at the end
   */
  async append(
    upload: Upload,
    piece: { bytes: Readable; offsetBytes: number; mostBytes: number },
    expected: ExpectedBlob,
  ): Promise<Upload> {
    if (upload.isComplete) throw new EntProblem(400, 'upload-complete', 'This upload has ended');
    if (piece.offsetBytes !== upload.offsetBytes)
      throw new EntProblem(409, 'offset-mismatch', 'The upload stands elsewhere', {
        headers: { 'upload-offset': String(upload.offsetBytes) },
      });
    if (this.#running.has(upload.id))
      throw new EntProblem(409, 'already-running', 'Another piece is arriving', { retryAfterS: 1 });
    try {
      await this.#write(upload, piece);
    } finally {
      this.#touch(upload, expected);
    }
    const now = this.#read(expected.accountId, upload.id);
    return now.offsetBytes === now.lengthBytes ? this.#complete(now, expected) : now;
  }

  /** Gives an upload up; a document that exists by now stays. */
  async remove(upload: Upload): Promise<void> {
    await this.#endRunning(upload.id);
    this.#delete(upload.id);
  }

  /** Forgets what nothing was added to for long enough. */
  forget(now: number): void {
    const old = this.#store.db
      .prepare('SELECT upload_id FROM upload WHERE touched_at < ?')
      .pluck()
      .all(now - KEEP_MS) as string[];
    for (const id of old) if (!this.#running.has(id)) this.#delete(id);
  }

  async #write(upload: Upload, piece: { bytes: Readable; mostBytes: number }): Promise<void> {
    const end = new AbortController();
    const ended = Promise.withResolvers<void>();
    this.#running.set(upload.id, { end, ended: ended.promise });
    const room = upload.lengthBytes - upload.offsetBytes;
    const file = createWriteStream(this.#path(upload.id), {
      flags: 'r+',
      start: upload.offsetBytes,
      flush: true,
    });
    try {
      await pipeline(piece.bytes, bounded(room, piece.mostBytes), file, { signal: end.signal });
    } catch (error) {
      if (end.signal.aborted)
        throw new EntProblem(409, 'already-running', 'A newer request took over', { retryAfterS: 1 });
      throw error;
    } finally {
      this.#running.delete(upload.id);
      ended.resolve();
    }
  }

  async #complete(upload: Upload, expected: ExpectedBlob): Promise<Upload> {
    try {
      await this.#blobs.adopt(this.#path(upload.id), expected);
    } catch (error) {
      if (error instanceof EntProblem && error.code === 'digest-mismatch') this.#delete(upload.id);
      throw error;
    }
    this.#store.write(() =>
      this.#store.db
        .prepare('UPDATE upload SET completed_at = ? WHERE upload_id = ?')
        .run(expected.now, upload.id),
    );
    return this.#read(expected.accountId, upload.id);
  }

  #touch(upload: Upload, { now }: ExpectedBlob): void {
    this.#store.write(() =>
      this.#store.db.prepare('UPDATE upload SET touched_at = ? WHERE upload_id = ?').run(now, upload.id),
    );
  }

  async #endRunning(id: string): Promise<void> {
    const running = this.#running.get(id);
    if (running === undefined) return;
    // Of a line that was cut, what has come this far is still on its way to the disk.
    await Promise.race([running.ended, delay(ARRIVING_MS, undefined, { ref: false })]);
    running.end.abort();
    await running.ended;
  }

  #read(accountId: string, id: string): Upload {
    const row = this.#store.db
      .prepare(
        'SELECT sha256, length_bytes, touched_at, completed_at FROM upload WHERE upload_id = ? AND account_id = ?',
      )
      .get(id, accountId) as Row | undefined;
    if (row === undefined) throw new EntProblem(404, 'not-found', 'There is no such upload');
    const isComplete = row.completed_at !== null;
    const size = isComplete ? row.length_bytes : statSync(this.#path(id), { throwIfNoEntry: false })?.size;
    if (size === undefined) throw new EntProblem(404, 'not-found', 'There is no such upload');
    return {
      id,
      sha256: row.sha256,
      lengthBytes: row.length_bytes,
      offsetBytes: size,
      isComplete,
      expiresAt: row.touched_at + KEEP_MS,
    };
  }

  #delete(id: string): void {
    this.#store.write(() => this.#store.db.prepare('DELETE FROM upload WHERE upload_id = ?').run(id));
    rmSync(this.#path(id), { force: true });
  }

  #path(id: string): string {
    return join(this.#directory, id);
  }
}

/** Passes bytes on up to the end of the file, and up to the largest piece. */
function bounded(roomBytes: number, mostBytes: number): Transform {
  let sizeBytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      sizeBytes += chunk.length;
      if (sizeBytes > roomBytes)
        done(new EntProblem(400, 'length-mismatch', 'The pieces are more than the length announced'));
      else if (sizeBytes > mostBytes) done(tooLarge('The piece is too large', mostBytes));
      else done(null, chunk);
    },
  });
}
