/** Bytes `from` (included) to `to` (excluded). */
export interface ByteRange {
  readonly from: number;
  readonly to: number;
}

/**
 * The one range that a Range header asks for.
 *
 * `null`: none, or several, or another unit, and the whole is sent. `'beyond'`: it begins after the end (416).
 */
export function parseRange(header: string | undefined, sizeBytes: number): ByteRange | 'beyond' | null {
  const parts = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '');
  const [first, last] = [parts?.[1] ?? '', parts?.[2] ?? ''];
  if (parts === null || (first === '' && last === '')) return null;
  if (first === '') {
    const count = Math.min(Number(last), sizeBytes);
    return count === 0 ? 'beyond' : { from: sizeBytes - count, to: sizeBytes };
  }
  const from = Number(first);
  const to = last === '' ? sizeBytes : Math.min(Number(last) + 1, sizeBytes);
  if (from >= sizeBytes) return 'beyond';
  return to <= from ? null : { from, to };
}
