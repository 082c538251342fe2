import { goesAlone, type Travelling } from './refused-documents.ts';

/** A smaller document is sent, or asked for, again sooner than its parts are. */
const IN_PARTS_FROM_BYTES = 256 * 1024;
/** One of this size goes in parts before it goes alone: what it costs in requests is little beside its bytes, */
const LARGE_BYTES = 1024 * 1024;
/** once so many sessions have ended at it. */
const LARGE_SESSIONS_ENDED = 2;

/**
 * How many documents go in a request: as many as is held against them allows at most.
 *
 * What goes alone by now may have been sent when nobody was there: after each request that passed whole, twice as many go
 * together, until one does not. An ENT that is back after an outage is not asked for each document of a class.
 */
export class Company {
  #atMost: number;
  #mayGrow: boolean;

  constructor(atMost: number) {
    this.#atMost = atMost;
    this.#mayGrow = atMost === 1;
  }

  get atMost(): number {
    return this.#atMost;
  }

  /** A request was answered. `isWhole`: all that was in it has passed. */
  met(isWhole: boolean): void {
    if (!this.#mayGrow) return;
    this.#mayGrow = isWhole;
    this.#atMost = isWhole ? this.#atMost * 2 : 1;
  }
}

/** One that goes alone, for the sessions that have ended at it, goes in parts too: on a line that is cut each time it still comes further. */
export function goesInParts(document: Travelling, sizeBytes: number): boolean {
  return goesAlone(document) && sizeBytes >= IN_PARTS_FROM_BYTES;
}

/** A large one does so earlier, and in no company. */
export function isLargeSuspect({ sessionsEnded }: Travelling, sizeBytes: number): boolean {
  return sessionsEnded >= LARGE_SESSIONS_ENDED && sizeBytes >= LARGE_BYTES;
}

/** The company of each turn: those who go alone share theirs, so that what passed of one turn speaks for the next. */
export function companies(): (turn: { readonly atMost: number }) => Company {
  const alone = new Company(1);
  return ({ atMost }) => (atMost === 1 ? alone : new Company(atMost));
}
