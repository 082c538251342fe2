import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';

/** How long this process waited for answers to begin, ms: one figure a request, whoever made it. */
export class AnswerTimes {
  readonly #startedAt = new WeakMap<object, number>();
  #waits: number[] = [];

  begin(): void {
    this.#waits = [];
    subscribe('http.client.request.start', this.#onStart);
    subscribe('http.client.response.finish', this.#onAnswer);
  }

  end(): readonly number[] {
    unsubscribe('http.client.request.start', this.#onStart);
    unsubscribe('http.client.response.finish', this.#onAnswer);
    return this.#waits;
  }

  #onStart = (message: unknown): void => {
    this.#startedAt.set((message as { request: ClientRequest }).request, performance.now());
  };

  #onAnswer = (message: unknown): void => {
    const startedAt = this.#startedAt.get((message as { request: ClientRequest }).request);
    if (startedAt !== undefined) this.#waits.push(performance.now() - startedAt);
  };
}

/** The value below which a share of the figures lies. */
export function quantile(figures: readonly number[], share: number): number {
  const sorted = [...figures].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
