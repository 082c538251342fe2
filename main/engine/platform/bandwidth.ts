import { type Clock, steadyNow } from './clock.ts';

/** Bits a second in force now, both directions together; null: no limit. */
export type BandwidthLimit = () => number | null;

/** 1 kB/s. Slower, a grade would take minutes; nothing at all is a pause, and has its own words. The written API tells it. */
export const SLOWEST_BPS = 8_000;
/** What may go at once after a silence. */
const BURST_MS = 250;
/** A piece takes no longer than this, so that another limit is obeyed as soon. */
const PIECE_MS = 250;

/**
 * A token bucket around the bodies of one client: whoever wants to move bytes waits until their time has come.
 *
 * Nobody polls: each piece sleeps once, for as long as it takes. The limit is read anew for each piece.
 */
export class Bandwidth {
  readonly #limit: BandwidthLimit;
  readonly #clock: Clock;
  /** When the bytes that were let through will have passed at the limit's pace, by the steady clock. */
  #freeAt = Number.NEGATIVE_INFINITY;

  constructor(limit: BandwidthLimit, clock: Clock) {
    this.#limit = limit;
    this.#clock = clock;
  }

  /** Yields the chunks in pieces, at the limit's pace. @throws the signal's reason */
  async *pace(chunks: AsyncIterable<Uint8Array>, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      for (let start = 0; start < chunk.byteLength; ) {
        const piece = chunk.subarray(start, start + this.#pieceBytes(chunk.byteLength));
        await this.#take(piece.byteLength, signal);
        yield piece;
        start += piece.byteLength;
      }
    }
  }

  /** The pace in force; null: none. */
  get bytesPerS(): number | null {
    const bps = this.#limit();
    return bps === null ? null : Math.max(bps, SLOWEST_BPS) / 8;
  }

  #bytesPerMs(): number | null {
    const { bytesPerS } = this;
    return bytesPerS === null ? null : bytesPerS / 1000;
  }

  #pieceBytes(most: number): number {
    const rate = this.#bytesPerMs();
    return rate === null ? most : Math.max(1, Math.min(most, Math.floor(rate * PIECE_MS)));
  }

  async #take(sizeBytes: number, signal: AbortSignal | undefined): Promise<void> {
    const rate = this.#bytesPerMs();
    if (rate === null) return;
    const now = steadyNow(this.#clock);
    this.#freeAt = Math.max(this.#freeAt, now - BURST_MS) + sizeBytes / rate;
    if (this.#freeAt > now) await this.#clock.sleep(Math.ceil(this.#freeAt - now), signal);
  }
}
