import { hasCode } from '../platform/cartable-error.ts';

/** Attempts in a row that brought nothing, and cuts in all: then the line is left alone until the next session. */
const FRUITLESS_AT_MOST = 2;
const CUTS_AT_MOST = 30;

/** A connection that broke while bytes moved. A line that is silent, or cannot be had at all, is another matter. */
export function isCut(error: unknown): boolean {
  return (
    hasCode(error, 'ent/unreachable') && (error.params.reason === 'cut' || error.params.reason === 'reset')
  );
}

/** Says whether a transfer may go on at once after a cut: for as long as each attempt brings it further. */
export class Cuts {
  #cuts = 0;
  #fruitless = 0;

  /** @throws the error itself when it is no cut, or one too many */
  meet(error: unknown): void {
    this.#cuts += 1;
    this.#fruitless += 1;
    if (!isCut(error) || this.#cuts > CUTS_AT_MOST || this.#fruitless > FRUITLESS_AT_MOST) throw error;
  }

  /** The attempt has brought something. */
  progressed(): void {
    this.#fruitless = 0;
  }
}
