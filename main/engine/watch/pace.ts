/** How patient the watch is, in ms. Tests make it shorter. */
export interface WatchPace {
  /** A file whose size and time stay so long the same is whole. */
  readonly settleMs: number;
  /** Changes that come this close together are looked at in one go. */
  readonly gatherMs: number;
  /** The whole folder is read again so often: network drives tell of no change. */
  readonly rereadMs: number;
  /** A folder that is gone is looked for so often. */
  readonly returnMs: number;
  /** Between two files at least; as long as the last one took if that is longer. */
  readonly restMs: number;
  /** After a disk that is full, and while the teacher's own files come in or a sync runs. */
  readonly waitMs: number;
}

/**
 * Two seconds: longer than a browser or a scanner pauses between two writes, and than the clock of a FAT stick counts
 * by. What is taken too early comes again when it changes.
 */
export const USUAL_PACE: WatchPace = {
  settleMs: 2000,
  gatherMs: 400,
  rereadMs: 60_000,
  returnMs: 15_000,
  restMs: 100,
  waitMs: 2000,
};
