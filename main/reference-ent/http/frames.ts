import { FRAME } from '../../engine/connectors/ent/wire.ts';
import { EntProblem } from '../problem.ts';

export interface Frame {
  readonly sha256: string;
  readonly bytes: Buffer;
}

export const FRAME_HEAD_BYTES = FRAME.hashBytes + FRAME.lengthBytes;

/** Cuts a bundle into its frames. @throws EntProblem 400 when it ends inside one: then nothing is kept */
export function parseFrames(bundle: Buffer): Frame[] {
  const frames: Frame[] = [];
  let at = 0;
  while (at < bundle.length) {
    if (at + FRAME_HEAD_BYTES > bundle.length) throw cutFrame();
    const sizeBytes = bundle.readBigUInt64BE(at + FRAME.hashBytes);
    const start = at + FRAME_HEAD_BYTES;
    // Compared as it came: a length beyond 2^53 must not become a smaller number.
    if (sizeBytes > BigInt(bundle.length - start)) throw cutFrame();
    const end = start + Number(sizeBytes);
    frames.push({
      sha256: bundle.toString('hex', at, at + FRAME.hashBytes),
      bytes: bundle.subarray(start, end),
    });
    at = end;
  }
  return frames;
}

/** What precedes a blob's bytes. */
export function frameHead(sha256: string, sizeBytes: number): Buffer {
  const head = Buffer.alloc(FRAME_HEAD_BYTES);
  head.write(sha256, 0, 'hex');
  head.writeBigUInt64BE(BigInt(sizeBytes), FRAME.hashBytes);
  return head;
}

function cutFrame(): EntProblem {
  return new EntProblem(400, 'bad-request', 'The bundle ends inside a frame');
}
