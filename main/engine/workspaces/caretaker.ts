import type { DomainContext } from '../context.ts';
import { lessonsHandlers } from '../lessons/handlers.ts';
import type { EngineLog } from '../log.ts';
import { sweepVault } from '../settings/sweep.ts';

/** The start is the window's: what can wait waits. */
const FIRST_MS = 2 * 60_000;
const EVERY_MS = 86_400_000;
/** Files come in, or a sync runs: asked again then. */
const AGAIN_MS = 10 * 60_000;

/**
 * Sweeps a workspace's vault, and thins earlier texts, some minutes after it was opened, then once a day, in quiet moments.
 *
 * @returns ends it; nothing of the workspace is touched afterwards
 */
export function careFor(
  context: DomainContext,
  { isQuiet, log, eraseOldYears }: { isQuiet(): boolean; log: EngineLog; eraseOldYears(): Promise<number> },
): () => void {
  const controller = new AbortController();
  const { signal } = controller;
  const care = async () => {
    for (let delayMs = FIRST_MS; ; ) {
      await context.clock.sleep(delayMs, signal);
      delayMs = isQuiet() ? EVERY_MS : AGAIN_MS;
      if (delayMs !== EVERY_MS) continue;
      const count = await eraseOldYears();
      if (count > 0) log.info('erased', { count });
      lessonsHandlers.thinVersions(context);
      log.info('vault-swept', {
        ...(await sweepVault(context, { isQuiet: () => !signal.aborted && isQuiet() })),
      });
    }
  };
  care().catch((error) => {
    if (!signal.aborted) log.bug(error);
  });
  return () => controller.abort();
}
