import type { DomainContext } from '../context.ts';
import { lessonsHandlers } from '../lessons/handlers.ts';
import type { Machine } from '../platform/machine.ts';

/** A class does not wait for the second. */
const SOONEST_MS = 60_000;
/** A computer whose clock is set is not believed for longer. */
const LATEST_MS = 86_400_000;
/** A database that could not be written to may be by then. */
const RETRY_MS = 15 * 60_000;

/** Gives students, while Cartable is open, the corrections whose date has come. */
export interface CorrectionsMinder {
  /** A lesson or its homework has changed: the next date may be another one. */
  look(): void;
  /** Nothing of the workspace is touched afterwards. */
  stop(): void;
}

interface MinderParts {
  /** A timer stands still while it sleeps. */
  readonly machine: Machine;
  readonly onBug: (error: unknown) => void;
}

/** One timer to the next correction's date, and none where no correction has one. */
export function mindCorrections(context: DomainContext, { machine, onBug }: MinderParts): CorrectionsMinder {
  let waiting = new AbortController();
  const wait = async (at: number, signal: AbortSignal) => {
    const ms = Math.min(Math.max(at - context.clock.now(), SOONEST_MS), LATEST_MS);
    await context.clock.sleep(ms, signal);
    try {
      lessonsHandlers.openCorrections(context);
    } catch (error) {
      onBug(error);
      await context.clock.sleep(RETRY_MS, signal);
    }
    if (!signal.aborted) look();
  };
  const look = () => {
    waiting.abort();
    waiting = new AbortController();
    const { signal } = waiting;
    const at = lessonsHandlers.nextCorrectionAt(context);
    if (at === null) return;
    wait(at, signal).catch((error) => {
      if (!signal.aborted) onBug(error);
    });
  };
  look();
  const stopListening = machine.onChange((notice) => {
    if (notice === 'woke') look();
  });
  const stop = () => {
    stopListening();
    waiting.abort();
  };
  return { look, stop };
}
