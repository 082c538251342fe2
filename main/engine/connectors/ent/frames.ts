import { CartableError } from '../../platform/cartable-error.ts';
import { FRAME } from './wire.ts';

export const FRAME_HEAD_BYTES = FRAME.hashBytes + FRAME.lengthBytes;

/** What a stream of frames tells, in order: `begin`, any number of `bytes`, `end`, and so on. */
export type FrameEvent =
  | { readonly type: 'begin'; readonly sha256: string; readonly sizeBytes: number }
  | { readonly type: 'bytes'; readonly bytes: Uint8Array }
  | { readonly type: 'end' };

/** What precedes a blob's bytes. */
export function frameHead(sha256: string, sizeBytes: number): Buffer {
  const head = Buffer.alloc(FRAME_HEAD_BYTES);
  head.write(sha256, 0, 'hex');
  head.writeBigUInt64BE(BigInt(sizeBytes), FRAME.hashBytes);
  return head;
}

/**
 * Cuts a stream into frames, wherever its chunks begin and end.
 *
 * Keeps at most one head; the bytes of blobs are passed on as they come, without a copy.
 */
export class FrameParser {
  readonly #head = Buffer.alloc(FRAME_HEAD_BYTES);
  #headBytes = 0;
  /** Bytes of the current blob still to come; null between blobs. */
  #missingBytes: number | null = null;

  /** False in the middle of a frame: a stream that ends there was cut. */
  get isBetweenFrames(): boolean {
    return this.#missingBytes === null && this.#headBytes === 0;
  }

  /** What a chunk brings. @throws CartableError `ent/not-an-ent` for a length that no file has */
  *push(chunk: Uint8Array): Generator<FrameEvent> {
    let rest = chunk;
    while (rest.byteLength > 0) {
      if (this.#missingBytes === null) {
        rest = this.#takeHead(rest);
        if (this.#headBytes < FRAME_HEAD_BYTES) return;
        yield this.#begin();
      } else {
        const bytes = rest.subarray(0, this.#missingBytes);
        rest = rest.subarray(bytes.byteLength);
        this.#missingBytes -= bytes.byteLength;
        yield { type: 'bytes', bytes };
      }
      if (this.#missingBytes === 0) {
        this.#missingBytes = null;
        yield { type: 'end' };
      }
    }
  }

  #takeHead(chunk: Uint8Array): Uint8Array {
    const taken = chunk.subarray(0, FRAME_HEAD_BYTES - this.#headBytes);
    this.#head.set(taken, this.#headBytes);
    this.#headBytes += taken.byteLength;
    return chunk.subarray(taken.byteLength);
  }

  #begin(): FrameEvent {
    this.#headBytes = 0;
    const sizeBytes = this.#head.readBigUInt64BE(FRAME.hashBytes);
    if (sizeBytes > BigInt(Number.MAX_SAFE_INTEGER)) throw new CartableError('ent/not-an-ent');
    this.#missingBytes = Number(sizeBytes);
    return {
      type: 'begin',
      sha256: this.#head.toString('hex', 0, FRAME.hashBytes),
      sizeBytes: this.#missingBytes,
    };
  }
}
