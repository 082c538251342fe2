import { CartableError } from '../../platform/cartable-error.ts';
import type { BlobSink } from '../adapter-types.ts';
import { FRAME } from './wire.ts';

const HEAD_BYTES = FRAME.hashBytes + FRAME.lengthBytes;

/** The head of a frame: hash and length. */
export function frameHead(sha256: string, sizeBytes: number): Uint8Array {
  const head = Buffer.alloc(HEAD_BYTES);
  head.write(sha256, 0, 'hex');
  head.writeBigUInt64BE(BigInt(sizeBytes), FRAME.hashBytes);
  return head;
}

/**
 * Hands the frames of a reply to a sink, however the bytes are cut on the way.
 *
 * Never holds more than a head and the chunk in hand.
 * @throws CartableError `ent/unreachable` when the bytes end inside a frame; what came before it stays
 */
export async function readFrames(chunks: AsyncIterable<Uint8Array>, sink: BlobSink): Promise<void> {
  let head = Buffer.alloc(0);
  let leftBytes: bigint | null = null;
  for await (const chunk of chunks) {
    let rest = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    while (rest.byteLength > 0) {
      if (leftBytes === null) {
        const taken = rest.subarray(0, HEAD_BYTES - head.byteLength);
        head = Buffer.concat([head, taken]);
        rest = rest.subarray(taken.byteLength);
        if (head.byteLength < HEAD_BYTES) continue;
        leftBytes = await beginFrame(head, sink);
        head = Buffer.alloc(0);
      } else {
        const taken = rest.subarray(
          0,
          Number(leftBytes < BigInt(rest.byteLength) ? leftBytes : BigInt(rest.byteLength)),
        );
        await sink.write(taken);
        rest = rest.subarray(taken.byteLength);
        leftBytes -= BigInt(taken.byteLength);
      }
      if (leftBytes === 0n) {
        await sink.end();
        leftBytes = null;
      }
    }
  }
  if (leftBytes !== null || head.byteLength > 0)
    throw new CartableError('ent/unreachable', { reason: 'cut' }, 'later');
}

async function beginFrame(head: Buffer, sink: BlobSink): Promise<bigint> {
  const sizeBytes = head.readBigUInt64BE(FRAME.hashBytes);
  await sink.begin(head.toString('hex', 0, FRAME.hashBytes), Number(sizeBytes));
  return sizeBytes;
}
