import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync, mkdirSync, type ReadStream, rmSync } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { flushFolder, writeNewFile } from '../engine/platform/whole-files.ts';
import type { EntStore } from './ent-store.ts';
import { EntProblem, tooLarge } from './problem.ts';

/** Read at a time, on its way to the line. */
const READ_BYTES = 256 * 1024;

/** Where a blob lies in a data directory. */
export function blobPath(directory: string, sha256: string): string {
  return join(directory, 'blobs', sha256.slice(0, 2), sha256.slice(2));
}

/** A promise that bytes have this hash, checked before they become a blob. */
export interface ExpectedBlob {
  readonly sha256: string;
  readonly accountId: string;
  readonly limitBytes: number;
  /** What the account may upload in all; null: no quota. */
  readonly quotaBytes: number | null;
  readonly now: number;
}

/**
 * Blobs on disk, by SHA-256: `blobs/ab/cdef…`.
 *
 * Bytes are written beside their place, hashed on the way, synced, then renamed: a blob with a wrong hash never
 * exists, not even for a moment. The row and the account's right to it come last.
 */
export class BlobStore {
  readonly #store: EntStore;
  readonly #directory: string;
  readonly #incoming: string;

  constructor(store: EntStore, directory: string) {
    this.#store = store;
    this.#directory = directory;
    this.#incoming = join(directory, 'incoming');
    // What was half received when the server last stopped is of no use to anyone.
    rmSync(this.#incoming, { recursive: true, force: true });
    mkdirSync(this.#incoming, { recursive: true });
  }

  /**
   * Stores a stream as the blob it claims to be.
   *
   * @throws EntProblem 422 when the hash differs, 413 above the limit, 507 above the account's quota
   */
  async receive(bytes: Readable, expected: ExpectedBlob): Promise<void> {
    const path = join(this.#incoming, randomUUID());
    const hash = createHash('sha256');
    let sizeBytes = 0;
    const meter = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        sizeBytes += chunk.length;
        if (sizeBytes > expected.limitBytes)
          return done(tooLarge('The file is too large', expected.limitBytes));
        hash.update(chunk);
        done(null, chunk);
      },
    });
    try {
      await pipeline(bytes, meter, createWriteStream(path, { flush: true }));
      await this.#keepChecked(path, { actual: hash.digest('hex'), sizeBytes }, expected);
    } finally {
      await rm(path, { force: true });
    }
  }

  /**
   * Takes a file that lies on the same disk, synced, as the blob that it claims to be; the file is gone then.
   *
   * @throws EntProblem as `receive`
   */
  async adopt(path: string, expected: ExpectedBlob): Promise<void> {
    const hash = createHash('sha256');
    let sizeBytes = 0;
    for await (const chunk of createReadStream(path)) {
      sizeBytes += (chunk as Buffer).length;
      hash.update(chunk as Buffer);
    }
    if (sizeBytes > expected.limitBytes) throw tooLarge('The file is too large', expected.limitBytes);
    await this.#keepChecked(path, { actual: hash.digest('hex'), sizeBytes }, expected);
    await rm(path, { force: true });
  }

  /** @throws EntProblem 507 when so many bytes more are above the account's quota */
  checkQuota(expected: ExpectedBlob, sizeBytes: number): void {
    if (expected.quotaBytes === null || this.sizeFor(expected.accountId, expected.sha256) !== null) return;
    const used = this.#store.db
      .prepare(
        'SELECT coalesce(sum(size_bytes), 0) FROM blob JOIN blob_right USING (sha256) WHERE account_id = ? AND is_upload = 1',
      )
      .pluck()
      .get(expected.accountId) as number;
    if (used + sizeBytes > expected.quotaBytes)
      throw new EntProblem(507, 'quota', 'The space of this account is used up');
  }

  /**
   * `receive` for bytes at hand, up to the rows: the file is on the disk under its name, and nobody may know of it yet.
   *
   * @returns enters it as the account's; call it inside a transaction
   */
  async keepFor(bytes: Uint8Array, expected: ExpectedBlob): Promise<() => void> {
    const { sha256, accountId, now } = expected;
    if (bytes.byteLength > expected.limitBytes) throw tooLarge('The file is too large', expected.limitBytes);
    const path = join(this.#incoming, randomUUID());
    try {
      const written = await writeNewFile(path, [bytes]);
      this.#check({ actual: written.sha256, sizeBytes: bytes.byteLength }, expected);
      await this.#keep(path, sha256, bytes.byteLength);
    } finally {
      await rm(path, { force: true });
    }
    return () => this.#insert(accountId, { sha256, sizeBytes: bytes.byteLength, now }, 'uploader');
  }

  /** Size of a blob that the account may know of, or null. Never tells about other accounts' blobs. */
  sizeFor(accountId: string, sha256: string): number | null {
    const size = this.#store.db
      .prepare(
        'SELECT size_bytes FROM blob JOIN blob_right USING (sha256) WHERE account_id = ? AND sha256 = ?',
      )
      .pluck()
      .get(accountId, sha256) as number | undefined;
    return size ?? null;
  }

  /** False when the disk has lost the file: to announce its length would leave the client waiting for it. */
  isThere(sha256: string): boolean {
    return existsSync(blobPath(this.#directory, sha256));
  }

  /** Bytes `from` (included) to `to` (excluded) of a blob. Ask `sizeFor` first. */
  read(sha256: string, from = 0, to?: number): ReadStream {
    return createReadStream(blobPath(this.#directory, sha256), {
      start: from,
      highWaterMark: READ_BYTES,
      ...(to === undefined ? {} : { end: to - 1 }),
    });
  }

  /** Keeps bytes that the ENT itself brings in; nobody may know of them before `grantReading`. Returns the hash. */
  async keepBytes(bytes: Uint8Array): Promise<string> {
    const path = join(this.#incoming, randomUUID());
    try {
      const { sha256, sizeBytes } = await writeNewFile(path, [bytes]);
      await this.#keep(path, sha256, sizeBytes);
      return sha256;
    } finally {
      await rm(path, { force: true });
    }
  }

  /** Lets an account read a kept blob, for example a student's file. Call inside a transaction. */
  grantReading(accountId: string, blob: { sha256: string; sizeBytes: number; now: number }): void {
    this.#insert(accountId, blob, 'reader');
  }

  async #keepChecked(
    path: string,
    { actual, sizeBytes }: { actual: string; sizeBytes: number },
    expected: ExpectedBlob,
  ): Promise<void> {
    const { sha256, accountId, now } = expected;
    this.#check({ actual, sizeBytes }, expected);
    await this.#keep(path, sha256, sizeBytes);
    this.#store.write(() => this.#insert(accountId, { sha256, sizeBytes, now }, 'uploader'));
  }

  #check({ actual, sizeBytes }: { actual: string; sizeBytes: number }, expected: ExpectedBlob): void {
    if (actual !== expected.sha256)
      throw new EntProblem(422, 'digest-mismatch', 'The bytes do not have this hash');
    this.checkQuota(expected, sizeBytes);
  }

  async #keep(path: string, sha256: string, sizeBytes: number): Promise<void> {
    const target = blobPath(this.#directory, sha256);
    const existing = await stat(target).catch(() => null);
    if (existing?.size === sizeBytes) return;
    await mkdir(dirname(target), { recursive: true });
    await rename(path, target);
    await flushFolder(dirname(target));
  }

  #insert(
    accountId: string,
    blob: { sha256: string; sizeBytes: number; now: number },
    as: 'uploader' | 'reader',
  ): void {
    const { db } = this.#store;
    db.prepare('INSERT OR IGNORE INTO blob (sha256, size_bytes, stored_at) VALUES (?, ?, ?)').run(
      blob.sha256,
      blob.sizeBytes,
      blob.now,
    );
    db.prepare('INSERT OR IGNORE INTO blob_right (account_id, sha256, is_upload) VALUES (?, ?, ?)').run(
      accountId,
      blob.sha256,
      as === 'uploader' ? 1 : 0,
    );
  }
}
