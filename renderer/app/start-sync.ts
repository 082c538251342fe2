import type { QueryClient } from '@tanstack/react-query';
import { SIGN_IN_CODES, type SyncSession } from '../../preload/contract/index.ts';
import { engine, engineClient } from './engine.ts';
import { syncProgress } from './engine-events.ts';
import { askSignInIfNeeded, isSignInAsked } from './sign-in-request.ts';

/** Whether the sync that runs, or has just ended, is one that the teacher asked for. */
let isAsked = false;

/** Whether the teacher asked for the sync that has ended; asked once. */
export function takeAsked(): boolean {
  const wasAsked = isAsked;
  isAsked = false;
  return wasAsked;
}

/**
 * « Synchroniser maintenant », from wherever it is asked.
 *
 * Resolves with the session when it has ended, well or not: a failure of the exchange is in `session.error`.
 * Throws only when no session could begin.
 */
export async function startSync(queries: QueryClient): Promise<SyncSession> {
  syncProgress.set(null);
  isAsked = true;
  try {
    const session = await engineClient.sync.start();
    if (session.error !== null && SIGN_IN_CODES.has(session.error.code)) isSignInAsked.set(true);
    return session;
  } catch (error) {
    askSignInIfNeeded(error);
    throw error;
  } finally {
    await queries.invalidateQueries({ queryKey: engine.sync.key() });
  }
}
