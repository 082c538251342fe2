import { createHash } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import { Readable } from 'node:stream';
import { Decrypter } from 'age-encryption';
import { createTarDecoder, type ParsedTarEntry } from 'modern-tar';
import { CartableError } from '../../platform/cartable-error.ts';
import { DATABASE, documentIn, MANIFEST, MANIFEST_BYTES, manifest } from './contents.ts';
import { hundredths } from './hundredths.ts';
import { PassphraseIdentity } from './passphrase-lock.ts';

/** Takes in what is read of a backup file, entry by entry. */
export interface BackupTaker {
  /** Takes the bytes of an entry; `name` is `DATABASE` or a document's. */
  take(name: string, bytes: AsyncIterable<Uint8Array>): Promise<void>;
  /** A document came otherwise than its name says: it was damaged before it was backed up. */
  drop(name: string): Promise<void>;
}

export interface BackupReading {
  /** How far it is, in hundredths of the file. */
  tell?(done: number, total: number): void;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Reads a backup file to its end, checking every byte.
 *
 * @returns how many documents are not what they should be
 * @throws CartableError `backup/wrong-passphrase`, `backup/not-a-backup`, `backup/damaged`; what the taker throws; the signal's reason
 */
export async function readBackupFile(
  path: string,
  passphrase: string,
  taker: BackupTaker,
  { tell, signal }: BackupReading = {},
): Promise<{ documentCount: number; leftOutCount: number }> {
  const file = createReadStream(path, { highWaterMark: 256 * 1024, ...(signal ? { signal } : {}) });
  const sizeBytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  const count = hundredths(sizeBytes, (done) => tell?.(done, 100));
  file.on('data', (chunk) => count(chunk.length));
  const bytes = await unlock(Readable.toWeb(file) as ReadableStream<Uint8Array>, passphrase, signal);
  const failure = new TakerFailure();
  try {
    return await readEntries(bytes.pipeThrough(createTarDecoder({ strict: true })), failure.noting(taker));
  } catch (error) {
    signal?.throwIfAborted();
    // What is wrong with the archive comes as whatever the libraries throw.
    throw failure.of(error) ?? (error instanceof CartableError ? error : damaged(error));
  } finally {
    file.destroy();
  }
}

async function unlock(
  file: ReadableStream<Uint8Array>,
  passphrase: string,
  signal: AbortSignal | undefined,
): Promise<ReadableStream<Uint8Array>> {
  const identity = new PassphraseIdentity(passphrase);
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  try {
    return await decrypter.decrypt(file);
  } catch (error) {
    signal?.throwIfAborted();
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT') throw new CartableError('library/file-missing', {}, 'after-user', error);
    if (code !== undefined) throw new CartableError('library/file-unreadable', {}, 'after-user', error);
    throw new CartableError(identity.hasMetLock ? 'backup/wrong-passphrase' : 'backup/not-a-backup');
  }
}

async function readEntries(
  entries: ReadableStream<ParsedTarEntry>,
  taker: BackupTaker,
): Promise<{ documentCount: number; leftOutCount: number }> {
  let index = 0;
  let [documentCount, leftOutCount] = [0, 0];
  for await (const { header, body } of entries) {
    if (header.type !== 'file') throw notABackup();
    if (index === 0) await readManifest(header.name, body);
    else if (index === 1) await takeDatabase(header.name, body, taker);
    else if (await takeDocument(header.name, body, taker)) documentCount += 1;
    else leftOutCount += 1;
    index += 1;
  }
  if (index < 2) throw damaged();
  return { documentCount, leftOutCount };
}

async function readManifest(name: string, body: ReadableStream<Uint8Array>): Promise<void> {
  if (name !== MANIFEST) throw notABackup();
  const parts: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const part of body) {
    sizeBytes += part.byteLength;
    if (sizeBytes > MANIFEST_BYTES) throw notABackup();
    parts.push(part);
  }
  const told = Buffer.concat(parts).toString('utf8');
  if (!manifest.safeParse(parsed(told)).success) throw notABackup();
}

async function takeDatabase(
  name: string,
  body: ReadableStream<Uint8Array>,
  taker: BackupTaker,
): Promise<void> {
  if (name !== DATABASE) throw notABackup();
  await taker.take(DATABASE, body);
}

/** False when it is not what its name says. */
async function takeDocument(
  name: string,
  body: ReadableStream<Uint8Array>,
  taker: BackupTaker,
): Promise<boolean> {
  const sha256 = documentIn(name);
  if (sha256 === null) throw notABackup();
  const hash = createHash('sha256');
  await taker.take(name, hashed(body, hash));
  if (hash.digest('hex') === sha256) return true;
  await taker.drop(name);
  return false;
}

async function* hashed(body: ReadableStream<Uint8Array>, hash: ReturnType<typeof createHash>) {
  for await (const part of body) {
    hash.update(part);
    yield part;
  }
}

/** Tells a taker's failures, which are no fault of the file's, from the archive's. */
class TakerFailure {
  #met: { readonly error: unknown } | null = null;

  noting(taker: BackupTaker): BackupTaker {
    return {
      take: (name, bytes) => this.#noted(() => taker.take(name, this.#passing(bytes))),
      drop: (name) => this.#noted(() => taker.drop(name)),
    };
  }

  of(error: unknown): unknown {
    return this.#met?.error === error ? error : undefined;
  }

  readonly #ofTheFile = new WeakSet<object>();

  async #noted(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof Object && this.#ofTheFile.has(error))) this.#met = { error };
      throw error;
    }
  }

  async *#passing(bytes: AsyncIterable<Uint8Array>) {
    try {
      yield* bytes;
    } catch (error) {
      if (error instanceof Object) this.#ofTheFile.add(error);
      throw error;
    }
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function notABackup(): CartableError {
  return new CartableError('backup/not-a-backup');
}

function damaged(cause?: unknown): CartableError {
  return new CartableError('backup/damaged', {}, 'after-user', cause);
}
