import { FRAME } from '../../engine/connectors/ent/wire.ts';
import { EntProblem, tooLarge } from '../problem.ts';

export interface Frame {
  readonly sha256: string;
  readonly bytes: Buffer;
}

/** What a bundle may bring. */
export interface BundleLimits {
  readonly files: number;
  /** Heads included. */
  readonly bytes: number;
}

export const FRAME_HEAD_BYTES = FRAME.hashBytes + FRAME.lengthBytes;

/**
 * Cuts a bundle into its frames as it comes, one frame in memory at a time.
 *
 * @throws EntProblem 400 when it ends inside a frame, 413 above a limit; what reading the bundle throws
 */
export async function* framesIn(
  bundle: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  limits: BundleLimits,
): AsyncGenerator<Frame> {
  const queue = new ByteQueue();
  let head: { sha256: string; sizeBytes: number } | null = null;
  let receivedBytes = 0;
  let files = 0;
  for await (const chunk of bundle) {
    receivedBytes += chunk.byteLength;
    if (receivedBytes > limits.bytes) throw tooLarge('The body is too large', limits.bytes);
    queue.add(chunk);
    for (;;) {
      if (head === null) {
        if (queue.sizeBytes < FRAME_HEAD_BYTES) break;
        if (++files > limits.files) throw tooLarge('The bundle has too many files', limits.files);
        head = headIn(queue.take(FRAME_HEAD_BYTES), limits);
      }
      if (queue.sizeBytes < head.sizeBytes) break;
      yield { sha256: head.sha256, bytes: queue.take(head.sizeBytes) };
      head = null;
    }
  }
  if (head !== null || queue.sizeBytes > 0) throw cutFrame();
}

/** Compared as it came: a length beyond 2^53 must not become a smaller number. */
function headIn(bytes: Buffer, limits: BundleLimits): { sha256: string; sizeBytes: number } {
  const sizeBytes = bytes.readBigUInt64BE(FRAME.hashBytes);
  if (sizeBytes > BigInt(limits.bytes)) throw cutFrame();
  return { sha256: bytes.toString('hex', 0, FRAME.hashBytes), sizeBytes: Number(sizeBytes) };
}

/** What precedes a blob's bytes. */
export function frameHead(sha256: string, sizeBytes: number): Buffer {
  const head = Buffer.alloc(FRAME_HEAD_BYTES);
  head.write(sha256, 0, 'hex');
  head.writeBigUInt64BE(BigInt(sizeBytes), FRAME.hashBytes);
  return head;
}

/** Chunks in, pieces of any size out; bytes are put together once, when there are enough. */
class ByteQueue {
  #parts: Uint8Array[] = [];
  sizeBytes = 0;

  add(chunk: Uint8Array): void {
    this.#parts.push(chunk);
    this.sizeBytes += chunk.byteLength;
  }

  /** The next `sizeBytes` bytes, which must be there. */
  take(sizeBytes: number): Buffer {
    const [only] = this.#parts;
    const all = this.#parts.length === 1 && only !== undefined ? only : Buffer.concat(this.#parts);
    this.#parts = all.byteLength > sizeBytes ? [all.subarray(sizeBytes)] : [];
    this.sizeBytes -= sizeBytes;
    return Buffer.from(all.buffer, all.byteOffset, sizeBytes);
  }
}

function cutFrame(): EntProblem {
  return new EntProblem(400, 'bad-request', 'The bundle ends inside a frame');
}
