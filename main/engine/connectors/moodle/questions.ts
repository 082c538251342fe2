import type { Call, MoodleApi, Outcome } from './moodle-api.ts';

/** One teacher's way to their Moodle, for one session. */
export interface Line {
  readonly api: MoodleApi;
  readonly token: string;
  readonly userId: number;
  readonly signal: AbortSignal;
}

/** Questions that are asked together: each gives back where its answer will be. */
export class Questions {
  readonly #calls: Call<unknown>[] = [];
  #outcomes: readonly Outcome<unknown>[] = [];

  /** Adds a question. @returns its outcome, once `ask` has come back */
  add<T>(call: Call<T>): () => Outcome<T> {
    const index = this.#calls.push(call) - 1;
    return () => {
      const outcome = this.#outcomes[index];
      if (outcome === undefined) throw new Error('this question was not asked yet');
      // Its data has passed the shape of this very call.
      return outcome as Outcome<T>;
    };
  }

  /** Asks them all. @returns when, at Moodle, epoch seconds; null when there was nothing to ask */
  async ask({ api, token, signal }: Line, failuresAtMost?: number): Promise<number | null> {
    if (this.#calls.length === 0) return null;
    const { outcomes, at } = await api.callTogether(token, this.#calls, signal, failuresAtMost);
    this.#outcomes = outcomes;
    return at;
  }
}

/** The data of an outcome. @throws CartableError its failure */
export function required<T>(outcome: Outcome<T>): T {
  if ('failure' in outcome) throw outcome.failure;
  return outcome.data;
}

/** The data of an outcome; null where the call failed for itself alone. */
export function optional<T>(outcome: Outcome<T>): T | null {
  return 'failure' in outcome ? null : outcome.data;
}
