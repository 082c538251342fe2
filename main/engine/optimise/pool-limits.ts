/** What one document, and one process, may take. */
export interface PoolLimits {
  /** Memory of a process, decoders and pixels included; 300 MB is what a 100-megapixel image needs. */
  readonly memoryLimitMb: number;
  /** Time for the smallest document. */
  readonly baseTimeMs: number;
  /** Added for each megabyte: a scan of a hundred pages takes a second a page on an old PC. */
  readonly timePerMegabyteMs: number;
  readonly maxTimeMs: number;
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
  idleMs: 30_000,
  documentsPerProcess: 100,
};

/** How long a document of this size may take. */
export function timeLimitMs(limits: PoolLimits, sizeBytes: number): number {
  return Math.min(limits.maxTimeMs, limits.baseTimeMs + (sizeBytes / 1_048_576) * limits.timePerMegabyteMs);
}
