/** A crash is waited out a little longer each time. */
const DELAYS_MS = [1000, 5000, 30_000] as const;
/** More crashes than this many within the window: something is wrong that another start does not mend. */
const CRASHES_ALLOWED = DELAYS_MS.length;
const WINDOW_MS = 5 * 60_000;

/**
 * What to do after a crash at `now`, given the earlier ones (epoch ms, oldest first).
 *
 * @returns the delay before the next start, in ms, or null: give up and tell the teacher
 */
export function restartDelayMs(crashes: readonly number[], now: number): number | null {
  const recent = crashes.filter((at) => now - at < WINDOW_MS).length;
  return recent > CRASHES_ALLOWED ? null : (DELAYS_MS[Math.max(0, recent - 1)] ?? null);
}
