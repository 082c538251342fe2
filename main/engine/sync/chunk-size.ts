/** Of the first piece of an upload, and what a piece should take: long enough to be worth a request, short enough to lose. */
export const FIRST_CHUNK_BYTES = 2 * 1024 * 1024;
const AIMED_MS = 10_000;

/**
 * The size of the next piece, after one of `sentBytes` took `tookMs`. It at most doubles, or halves, at a time.
 *
 * A piece that was cut off has taken for ever: give Infinity.
 */
export function nextChunkBytes(
  chunkBytes: number,
  { sentBytes, tookMs }: { sentBytes: number; tookMs: number },
  limits: { readonly min: number; readonly max: number },
): number {
  const aimed = tookMs <= 0 ? Number.POSITIVE_INFINITY : (sentBytes / tookMs) * AIMED_MS;
  const next = Math.round(Math.min(Math.max(aimed, chunkBytes / 2), chunkBytes * 2));
  return Math.min(Math.max(next, limits.min), limits.max);
}
