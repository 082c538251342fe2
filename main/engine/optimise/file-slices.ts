import { readSync } from 'node:fs';

const BLOCK_BYTES = 4096;

/** The file could not be read where it was to be read, or ended before its end. */
export class UnreadableSlice extends Error {
  override readonly name = 'UnreadableSlice';
}

/**
 * A large file of which no more is in memory than what was asked for.
 *
 * `bytes` is as long as the file, but holds it only where `fill` was called: a system gives memory to what is written to.
 */
export class FileSlices {
  readonly bytes: Buffer;
  /** Open as long as the document is worked on; threads may read from it as well. */
  readonly fd: number;
  readonly #isFilled: Uint8Array;
  #last: { readonly from: number; readonly bytes: Buffer } | undefined;

  constructor(fd: number, sizeBytes: number) {
    this.fd = fd;
    this.bytes = Buffer.from(new SharedArrayBuffer(sizeBytes));
    this.#isFilled = new Uint8Array(Math.ceil(sizeBytes / BLOCK_BYTES));
  }

  /** Has `bytes` hold the file between two offsets. Throws `UnreadableSlice`. */
  fill(from: number, to: number): void {
    const end = Math.min(this.#isFilled.length, Math.ceil(to / BLOCK_BYTES));
    for (let block = Math.floor(from / BLOCK_BYTES); block < end; block += 1) {
      if (this.#isFilled[block] === 1) continue;
      let past = block + 1;
      while (past < end && this.#isFilled[past] === 0) past += 1;
      this.#readInto(this.bytes.subarray(block * BLOCK_BYTES, past * BLOCK_BYTES), block * BLOCK_BYTES);
      this.#isFilled.fill(1, block, past);
      block = past - 1;
    }
  }

  fillAll(): void {
    this.fill(0, this.bytes.length);
  }

  /** A copy of a part, which leaves memory with its last user; the part that was read last is at hand. Throws `UnreadableSlice`. */
  read(from: number, length: number): Buffer {
    if (this.#last?.from === from && this.#last.bytes.length === length) return this.#last.bytes;
    const bytes = Buffer.allocUnsafeSlow(length);
    this.#readInto(bytes, from);
    this.#last = { from, bytes };
    return bytes;
  }

  #readInto(target: Uint8Array, position: number): void {
    for (let length = 0; length < target.length; ) {
      const count = readSome(this.fd, target.subarray(length), position + length);
      if (count === 0) throw new UnreadableSlice('the file ends before its end');
      length += count;
    }
  }
}

function readSome(fd: number, target: Uint8Array, position: number): number {
  try {
    return readSync(fd, target, 0, target.length, position);
  } catch (error) {
    throw new UnreadableSlice('the file cannot be read', { cause: error });
  }
}
