/** How far a transfer was at an instant. */
export interface TransferSample {
  readonly atMs: number;
  readonly bytesDone: number;
}

/** Before so much of it was seen, a pace is only chance. */
const SEEN_MS = 2000;
/** The pace is that of the last seconds: a line that gets slower is believed soon. */
const WINDOW_MS = 15_000;

/** Adds a sample, and forgets those that no longer tell the pace. Bytes that went back are another transfer. */
export function withSample(
  samples: readonly TransferSample[],
  sample: TransferSample,
): readonly TransferSample[] {
  const last = samples.at(-1);
  if (last === undefined || sample.bytesDone < last.bytesDone) return [sample];
  return [...samples.filter(({ atMs }) => sample.atMs - atMs <= WINDOW_MS), sample];
}

/** Milliseconds until the bytes are through at the pace of the last seconds, rounded up as people say it; null when unknown. */
export function timeLeftMs(samples: readonly TransferSample[], bytesTotal: number): number | null {
  const [first, last] = [samples[0], samples.at(-1)];
  if (first === undefined || last === undefined || last.atMs - first.atMs < SEEN_MS) return null;
  const moved = last.bytesDone - first.bytesDone;
  if (moved <= 0 || bytesTotal <= last.bytesDone) return null;
  const leftMs = ((bytesTotal - last.bytesDone) * (last.atMs - first.atMs)) / moved;
  const stepMs = leftMs < 60_000 ? 5000 : 60_000;
  return Math.ceil(leftMs / stepMs) * stepMs;
}
