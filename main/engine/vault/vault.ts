import { createHash, type Hash, hash } from 'node:crypto';
import { existsSync, mkdirSync, statSync, unlinkSync } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { CartableError } from '../platform/cartable-error.ts';
import { failpoint } from '../platform/failpoint.ts';
import type { Random } from '../platform/random.ts';
import { type FileDigest, flushFolder, hashFile, readSized, writeWhole } from '../platform/whole-files.ts';
import { toStorageError } from '../store/sqlite-errors.ts';

/** A blob's name and size. */
export type StoredBlob = FileDigest;

/** A file of the vault. `writtenAt`: epoch ms. */
export interface VaultFile extends StoredBlob {
  readonly writtenAt: number;
}

/** A finished file on the vault's disk, flushed, that is to get its name. */
export interface FlushedBlob extends StoredBlob {
  readonly path: string;
}

/** A blob being written: bytes in, then a name. Nothing is in the vault before `commit`, or `Vault.adoptAll` of what was flushed. */
export interface BlobWriter {
  write(chunk: Uint8Array): Promise<void>;
  /** Checks the hash when one is expected. @throws CartableError `vault/blob-corrupt` */
  commit(expectedSha256?: string): Promise<StoredBlob>;
  /** `commit` up to the name, which several get together. @throws as `commit` */
  flush(expectedSha256?: string): Promise<FlushedBlob>;
  abandon(): Promise<void>;
}

/** A large blob that comes in several goes. */
export interface PartialBlob extends BlobWriter {
  /** What earlier goes brought. */
  readonly sizeBytes: number;
  /** Begins again: the other end sends everything. */
  restart(): Promise<void>;
  /** Ends this go, and keeps what it brought for the next one. */
  keep(): Promise<void>;
}

/** Bytes that come are written together: each write is a way to another thread and back. */
const GATHERED_BYTES = 512 * 1024;

/** What is left of a blob that nobody went on with. */
const PARTIAL_KEPT_MS = 7 * 86_400_000;

/**
 * Documents by the SHA-256 of their bytes, at `<directory>/<2 hex>/<62 hex>`.
 *
 * A blob is written beside the others, flushed, and only then renamed to its name: a file that is there
 * is whole. Blobs never change.
 */
export class Vault {
  readonly directory: string;
  readonly #random: Random;

  constructor(directory: string, random: Random) {
    this.directory = directory;
    this.#random = random;
    mkdirSync(join(directory, 'incoming'), { recursive: true });
    mkdirSync(join(directory, 'partial'), { recursive: true });
  }

  pathOf(sha256: string): string {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new CartableError('vault/blob-missing');
    return join(this.directory, sha256.slice(0, 2), sha256.slice(2));
  }

  has(sha256: string): boolean {
    return existsSync(this.pathOf(sha256));
  }

  /** A path for a file in the making, on the vault's own disk. */
  incomingPath(): string {
    return join(this.#folder('incoming'), this.#random.id());
  }

  /** A folder of the vault's own; one that somebody has tidied away while we run is made again. */
  #folder(name: 'incoming' | 'partial'): string {
    const path = join(this.directory, name);
    try {
      if (!existsSync(path)) mkdirSync(path, { recursive: true, mode: 0o700 });
    } catch (error) {
      throw toStorageError(error);
    }
    return path;
  }

  sizeOf(sha256: string): number {
    if (!this.has(sha256)) throw new CartableError('vault/blob-missing');
    return statSync(this.pathOf(sha256)).size;
  }

  /** Starts a blob. Its file is met when bytes go to it: `write`, `flush` and `commit` fail where it cannot be made. */
  startBlob(): BlobWriter {
    const path = this.incomingPath();
    return new IncomingBlob(this, path, open(path, 'wx', 0o600));
  }

  /** Goes on with a blob of which a part may be here; its hash is checked when it is whole. @throws as `startBlob` */
  async continueBlob(sha256: string): Promise<PartialBlob> {
    const path = join(this.#folder('partial'), this.pathOf(sha256).slice(-62));
    const hash = createHash('sha256');
    let sizeBytes = 0;
    const file = await open(path, 'a+', 0o600).catch((error) => Promise.reject(toStorageError(error)));
    try {
      for await (const chunk of file.createReadStream({ start: 0, autoClose: false })) {
        hash.update(chunk as Buffer);
        sizeBytes += (chunk as Buffer).byteLength;
      }
    } catch (error) {
      await file.close();
      throw toStorageError(error);
    }
    return new IncomingBlob(this, path, Promise.resolve(file), { hash, sizeBytes });
  }

  /** Gives the name that it deserves to a finished file (already flushed). False when the vault had it already. */
  async adopt(path: string, blob: StoredBlob): Promise<boolean> {
    const [isNew = false] = await this.adoptAll([{ ...blob, path }]);
    return isNew;
  }

  /**
   * `adopt` for several: all of them are renamed, then each folder is flushed once. Nobody may be told of one before all are.
   *
   * @returns for each whether it is new here
   */
  async adoptAll(files: readonly FlushedBlob[]): Promise<boolean[]> {
    const folders = new Set<string>();
    const areNew: boolean[] = [];
    try {
      for (const { path, sha256 } of files) {
        const isNew = await this.#giveName(path, sha256);
        areNew.push(isNew);
        if (isNew) folders.add(join(this.directory, sha256.slice(0, 2)));
      }
      failpoint('document-named');
      await Promise.all([...folders].map(flushFolder));
      return areNew;
    } catch (error) {
      throw toStorageError(error);
    }
  }

  /** False when the vault has it already: the file is gone then. */
  async #giveName(path: string, sha256: string): Promise<boolean> {
    const target = this.pathOf(sha256);
    // A file that the disk has damaged gives way to the same one, brought in again.
    if (existsSync(target) && (await this.isIntact(sha256).catch(() => false))) {
      await rm(path, { force: true });
      return false;
    }
    mkdirSync(join(this.directory, sha256.slice(0, 2)), { recursive: true });
    await rename(path, target);
    return true;
  }

  /** Hashes a blob again. False when its bytes are no longer those of its name. */
  async isIntact(sha256: string): Promise<boolean> {
    return (await hashFile(this.pathOf(sha256))).sha256 === sha256;
  }

  /** The bytes of a blob, hashed again; null when they are no longer those of its name, or gone. */
  async readIntact({ sha256, sizeBytes }: StoredBlob): Promise<Uint8Array | null> {
    const bytes = await readSized(this.pathOf(sha256), sizeBytes).catch(() => null);
    return bytes !== null && hash('sha256', bytes) === sha256 ? bytes : null;
  }

  /** Every file that lies here under a blob's name. */
  async *files(): AsyncGenerator<VaultFile> {
    for (const folder of await readdir(this.directory)) {
      if (!/^[0-9a-f]{2}$/.test(folder)) continue;
      for (const name of await readdir(join(this.directory, folder))) {
        if (!/^[0-9a-f]{62}$/.test(name)) continue;
        const status = await stat(join(this.directory, folder, name)).catch(() => null);
        if (status?.isFile() !== true) continue;
        yield { sha256: folder + name, sizeBytes: status.size, writtenAt: status.mtimeMs };
      }
    }
  }

  /**
   * Removes a blob that no row says to be here any more, in this very turn. Returns the bytes that this gives back.
   *
   * Never fails: a file that the system does not let go of is a file that nothing names.
   */
  remove(sha256: string): number {
    try {
      const { size } = statSync(this.pathOf(sha256));
      unlinkSync(this.pathOf(sha256));
      return size;
    } catch {
      return 0;
    }
  }

  /** Moves damaged bytes out of the way of the whole copy that is to come, which would be taken for the same. */
  async setAside(sha256: string): Promise<void> {
    const directory = join(this.directory, 'damaged');
    await mkdir(directory, { recursive: true });
    await rename(this.pathOf(sha256), join(directory, sha256));
  }

  /** Removes what an interrupted run left half-written. */
  async sweepIncoming(): Promise<void> {
    const directory = join(this.directory, 'incoming');
    for (const name of await readdir(directory))
      await rm(join(directory, name), { force: true, recursive: true });
    const partial = join(this.directory, 'partial');
    for (const name of await readdir(partial)) {
      const status = await stat(join(partial, name)).catch(() => null);
      if (status !== null && Date.now() - status.mtimeMs > PARTIAL_KEPT_MS)
        await rm(join(partial, name), { force: true });
    }
  }
}

class IncomingBlob implements PartialBlob {
  readonly #vault: Vault;
  readonly #path: string;
  /** Being opened: who receives bytes does not wait for it. */
  readonly #file: Promise<FileHandle>;
  #hash: Hash;
  #sizeBytes: number;
  #gathered: Uint8Array[] = [];
  #gatheredBytes = 0;

  constructor(
    vault: Vault,
    path: string,
    file: Promise<FileHandle>,
    begun: { hash: Hash; sizeBytes: number } = { hash: createHash('sha256'), sizeBytes: 0 },
  ) {
    this.#vault = vault;
    this.#path = path;
    this.#file = file;
    file.catch(() => undefined);
    this.#hash = begun.hash;
    this.#sizeBytes = begun.sizeBytes;
  }

  get sizeBytes(): number {
    return this.#sizeBytes;
  }

  async restart(): Promise<void> {
    this.#takeGathered();
    await (await this.#file).truncate(0);
    this.#hash = createHash('sha256');
    this.#sizeBytes = 0;
  }

  async keep(): Promise<void> {
    try {
      await this.#writeGathered();
    } finally {
      await (await this.#file).close();
    }
  }

  /** The chunk must not be changed afterwards: it may be written later. */
  async write(chunk: Uint8Array): Promise<void> {
    this.#hash.update(chunk);
    this.#sizeBytes += chunk.byteLength;
    this.#gathered.push(chunk);
    this.#gatheredBytes += chunk.byteLength;
    if (this.#gatheredBytes >= GATHERED_BYTES) await this.#writeGathered();
  }

  async #writeGathered(): Promise<void> {
    const bytes = this.#takeGathered();
    try {
      await writeWhole(await this.#file, bytes);
    } catch (error) {
      throw toStorageError(error);
    }
  }

  #takeGathered(): Uint8Array {
    const [only] = this.#gathered;
    const bytes = this.#gathered.length === 1 && only !== undefined ? only : Buffer.concat(this.#gathered);
    this.#gathered = [];
    this.#gatheredBytes = 0;
    return bytes;
  }

  async commit(expectedSha256?: string): Promise<StoredBlob> {
    const { path, ...blob } = await this.flush(expectedSha256);
    await this.#vault.adopt(path, blob);
    return blob;
  }

  async flush(expectedSha256?: string): Promise<FlushedBlob> {
    const blob = { sha256: this.#hash.digest('hex'), sizeBytes: this.#sizeBytes, path: this.#path };
    if (expectedSha256 !== undefined && blob.sha256 !== expectedSha256) {
      await this.abandon();
      throw new CartableError('vault/blob-corrupt', {}, 'later');
    }
    try {
      await this.#writeGathered();
      const file = await this.#file;
      await file.sync();
      await file.close();
      failpoint('document-flushed');
      return blob;
    } catch (error) {
      await this.abandon();
      throw toStorageError(error);
    }
  }

  async abandon(): Promise<void> {
    await this.#file.then((file) => file.close()).catch(() => undefined);
    await rm(this.#path, { force: true });
  }
}

/** True when `path` is a regular file. */
export async function isRegularFile(path: string): Promise<boolean> {
  return stat(path).then(
    (status) => status.isFile(),
    () => false,
  );
}
