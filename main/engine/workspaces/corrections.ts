import type { DomainContext } from '../context.ts';
import { lessonsHandlers } from '../lessons/handlers.ts';

/** A class does not wait for the minute. */
const EVERY_MS = 5 * 60_000;

/**
 * Gives students, while Cartable is open, the corrections whose date has come.
 *
 * @returns ends it; nothing of the workspace is touched afterwards
 */
export function mindCorrections(context: DomainContext, onBug: (error: unknown) => void): () => void {
  const controller = new AbortController();
  const { signal } = controller;
  const mind = async () => {
    for (;;) {
      await context.clock.sleep(EVERY_MS, signal);
      lessonsHandlers.openCorrections(context);
    }
  };
  mind().catch((error) => {
    if (!signal.aborted) onBug(error);
  });
  return () => controller.abort();
}
