import type { SyncSession } from '../../../preload/contract/sync.ts';
import type { EngineLog } from '../log.ts';

/** Runs a sync session, with its end in the log. */
export async function loggedSession(log: EngineLog, run: () => Promise<SyncSession>): Promise<SyncSession> {
  try {
    const session = await run();
    const { error, startedAt, endedAt, ...counts } = session;
    log.info('sync-ended', {
      ...counts,
      durationMs: (endedAt ?? startedAt) - startedAt,
      code: error?.code,
    });
    return session;
  } catch (error) {
    log.warn('sync-ended', {}, error);
    throw error;
  }
}
