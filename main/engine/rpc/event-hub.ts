import type { EngineEvent } from '../../../preload/contract/events.ts';

/** Events kept for a window that does not read: more than it could ever show. Older ones are dropped. */
const BACKLOG = 200;

/** Hands the engine's events to every window that listens. Events only tell state: losing one loses nothing. */
export class EventHub {
  readonly #listeners = new Set<(event: EngineEvent) => void>();

  emit(event: EngineEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  /** The events from now on, until the signal. */
  async *subscribe(signal: AbortSignal | undefined): AsyncGenerator<EngineEvent, void> {
    const backlog: EngineEvent[] = [];
    let wake = () => {};
    const listener = (event: EngineEvent) => {
      backlog.push(event);
      if (backlog.length > BACKLOG) backlog.shift();
      wake();
    };
    const onAbort = () => wake();
    this.#listeners.add(listener);
    signal?.addEventListener('abort', onAbort);
    try {
      while (signal?.aborted !== true) {
        const event = backlog.shift();
        if (event !== undefined) yield event;
        else
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
      }
    } finally {
      this.#listeners.delete(listener);
      signal?.removeEventListener('abort', onAbort);
    }
  }
}
