import type { HttpStream } from '../../platform/http.ts';
import { readWhole } from '../../platform/http.ts';
import type { RangeSink } from '../adapter-types.ts';
import { receivePart } from '../receive-part.ts';
import { PROBLEM_BYTES, refusalOf } from './replies.ts';

/**
 * Hands one blob's bytes to the sink as they arrive, from where the server begins.
 *
 * @returns false when the server lacks the blob
 * @throws CartableError `ent/unreachable` (cut), `ent/not-an-ent`, or what the status stands for; what the sink throws
 */
export async function receiveRange(
  reply: HttpStream,
  { fromBytes, sink, now }: { fromBytes: number; sink: RangeSink; now: number },
): Promise<boolean> {
  const isBytes = reply.headers['content-type']?.trim() === 'application/octet-stream';
  if (!isBytes || (reply.status !== 200 && reply.status !== 206)) {
    const refusal = await readWhole(reply, PROBLEM_BYTES);
    const failure = refusalOf(refusal, now);
    // A page says 404 as well: only a problem of this API's says it of the blob.
    if (reply.status === 404 && failure.code === 'ent/refused') return false;
    throw failure;
  }
  await receivePart(reply, { fromBytes, sink });
  return true;
}
