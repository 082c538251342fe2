import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';

/** What `writeWhole` needs of a file. */
export interface WritableFile {
  write(bytes: Uint8Array, offset: number): Promise<{ readonly bytesWritten: number }>;
}

/** The name of some bytes, and how many they are. */
export interface FileDigest {
  readonly sha256: string;
  readonly sizeBytes: number;
}

/**
 * Writes every byte, or throws.
 *
 * A disk that fills up takes what still fits and says so by a count alone, without an error: whoever writes once and does
 * not count leaves a file cut short that nobody notices. Throws Node's errors; ENOSPC as well for a disk that takes nothing.
 */
export async function writeWhole(file: WritableFile, bytes: Uint8Array): Promise<void> {
  for (let offset = 0; offset < bytes.byteLength; ) {
    const { bytesWritten } = await file.write(bytes, offset);
    if (bytesWritten === 0) throw noSpace();
    offset += bytesWritten;
  }
}

/** `writeWhole` in one turn, on a file descriptor. */
export function writeWholeSync(file: number, bytes: Uint8Array): void {
  for (let offset = 0; offset < bytes.byteLength; ) {
    const bytesWritten = writeSync(file, bytes, offset);
    if (bytesWritten === 0) throw noSpace();
    offset += bytesWritten;
  }
}

/**
 * Writes a new file and makes it survive a power cut; tells what was given to it.
 *
 * Throws Node's errors (EEXIST if something is there); what was written until then stays, for the caller to remove.
 */
export async function writeNewFile(path: string, parts: Iterable<Uint8Array>): Promise<FileDigest> {
  return intoNewFile(path, 0o666, async (write) => {
    for (const part of parts) await write(part);
  });
}

/** Makes a new file of what `fill` writes, flushed. For the rest as `writeNewFile`. */
export async function intoNewFile(
  path: string,
  mode: number,
  fill: (write: (bytes: Uint8Array) => Promise<void>) => Promise<void>,
): Promise<FileDigest> {
  const file = await open(path, 'wx', mode);
  try {
    const hash = createHash('sha256');
    let sizeBytes = 0;
    await fill(async (bytes) => {
      hash.update(bytes);
      sizeBytes += bytes.byteLength;
      await writeWhole(file, bytes);
    });
    await file.sync();
    return { sha256: hash.digest('hex'), sizeBytes };
  } finally {
    await file.close();
  }
}

/**
 * Replaces a small file whole or not at all, for this user only.
 *
 * Written beside, flushed, then renamed: a kill, a power cut or a full disk leaves the old one or the new one.
 */
export function replaceFile(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.part`;
  try {
    const file = openSync(draft, 'w', 0o600);
    try {
      writeWholeSync(file, Buffer.from(text));
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

/** Read at a time while hashing. */
const READ_BYTES = 256 * 1024;

/** SHA-256 and size of a file, read in pieces, all of them into one buffer. */
export async function hashFile(path: string): Promise<FileDigest> {
  const file = await open(path, 'r');
  try {
    const hash = createHash('sha256');
    const buffer = Buffer.allocUnsafeSlow(READ_BYTES);
    let sizeBytes = 0;
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, READ_BYTES, sizeBytes);
      if (bytesRead === 0) break;
      hash.update(bytesRead === READ_BYTES ? buffer : buffer.subarray(0, bytesRead));
      sizeBytes += bytesRead;
    }
    return { sha256: hash.digest('hex'), sizeBytes };
  } finally {
    await file.close();
  }
}

/**
 * Every byte of a file that has this size; null when it has another.
 *
 * Throws Node's errors.
 */
export async function readSized(path: string, sizeBytes: number): Promise<Uint8Array | null> {
  const file = await open(path, 'r');
  try {
    // Room for one more, which must not come.
    const bytes = Buffer.allocUnsafeSlow(sizeBytes + 1);
    let readBytes = 0;
    while (readBytes <= sizeBytes) {
      const { bytesRead } = await file.read(bytes, readBytes, sizeBytes + 1 - readBytes, readBytes);
      if (bytesRead === 0) break;
      readBytes += bytesRead;
    }
    return readBytes === sizeBytes ? bytes.subarray(0, sizeBytes) : null;
  } finally {
    await file.close();
  }
}

/** Makes a rename survive a power cut, where the system can; Windows has no such call and does not need it. */
export async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  await handle.sync().catch(() => undefined);
  await handle.close();
}

function noSpace(): Error {
  return Object.assign(new Error('ENOSPC: the disk took no byte'), { code: 'ENOSPC', syscall: 'write' });
}
