/** What one document, and one process, may take. */
export interface PoolLimits {
  /** Memory of a process, decoders and pixels included; 300 MB is what a 100-megapixel image needs. */
  readonly memoryLimitMb: number;
  /** Time without progress that the smallest document may take. */
  readonly baseTimeMs: number;
  /** Added for each megabyte. */
  readonly timePerMegabyteMs: number;
  readonly maxTimeMs: number;
  /** In all, however well it gets on: a scan of a hundred pages takes one minute, and several on an old PC. */
  readonly totalTimeMs: number;
  /** After it an unused process ends, and gives its memory back. */
  readonly idleMs: number;
  /** Decoders' and parsers' own pools grow a little with each document. */
  readonly documentsPerProcess: number;
}

export const USUAL_LIMITS: PoolLimits = {
  memoryLimitMb: 1024,
  baseTimeMs: 20_000,
  timePerMegabyteMs: 2_000,
  maxTimeMs: 60_000,
  totalTimeMs: 900_000,
  idleMs: 30_000,
  documentsPerProcess: 100,
};

/** How long a document of this size may take from one sign of progress to the next. */
export function stallLimitMs(limits: PoolLimits, sizeBytes: number): number {
  return Math.min(limits.maxTimeMs, limits.baseTimeMs + (sizeBytes / 1_048_576) * limits.timePerMegabyteMs);
}
