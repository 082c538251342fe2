import { CartableError } from '../platform/cartable-error.ts';
import type { HttpStream } from '../platform/http.ts';
import type { BlobPart, RangeSink } from './adapter-types.ts';

/**
 * Hands one blob's bytes to the sink as they arrive, from where the server begins: at `fromBytes` (206), or at 0 (200).
 *
 * @throws CartableError `ent/unreachable` (cut); `ent/not-an-ent` for another range than was asked for, or bytes outside
 * of it; what the sink throws
 */
export async function receivePart(
  { status, headers, chunks }: HttpStream,
  { fromBytes, sink }: { readonly fromBytes: number; readonly sink: RangeSink },
): Promise<void> {
  const part = status === 206 ? partIn(headers['content-range'] ?? '', fromBytes) : null;
  await sink.begin(part === null ? 0 : fromBytes, part);
  let atBytes = fromBytes;
  for await (const chunk of chunks) {
    atBytes += chunk.byteLength;
    if (part !== null && atBytes > part.toBytes) throw new CartableError('ent/not-an-ent');
    await sink.write(chunk);
  }
  if (part !== null && atBytes < part.toBytes)
    throw new CartableError('ent/unreachable', { reason: 'cut' }, 'later');
}

/** RFC 9110, 14.4: the last byte is named, not the one after it, and the size may be left out. */
function partIn(contentRange: string, fromBytes: number): BlobPart {
  const told = /^bytes (\d{1,15})-(\d{1,15})\/(\d{1,15}|\*)$/i.exec(contentRange.trim());
  const [start, last, total] = [told?.[1], told?.[2], told?.[3]].map(Number);
  const totalBytes = told?.[3] === '*' ? null : (total ?? Number.NaN);
  const isAsked = start === fromBytes && last !== undefined && last >= fromBytes;
  if (!isAsked || !(totalBytes === null || last < totalBytes)) throw new CartableError('ent/not-an-ent');
  return { toBytes: last + 1, totalBytes };
}
