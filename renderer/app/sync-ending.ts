import type { SyncSession, SyncStatus } from '../../preload/contract/index.ts';

/** What a listener must hear of a sync that has ended. */
export type SyncEnding =
  | { readonly kind: 'done' | 'cancelled' }
  | { readonly kind: 'conflicts' | 'refused'; readonly count: number }
  | { readonly kind: 'failed'; readonly error: NonNullable<SyncSession['error']> };

type Seen = Pick<SyncStatus, 'lastSession' | 'conflictCount' | 'refusedCount'>;

/**
 * What is to be said once a status has taken another's place; null: nothing.
 *
 * What the teacher asked for always has an answer. What goes by itself speaks when it brought or took something, found
 * conflicts or edits that the ENT does not take, or begins to fail: not once more for each try that fails alike.
 */
export function endingOf(before: Seen, after: Seen, isAsked: boolean): SyncEnding | null {
  const session = after.lastSession;
  if (session === null || !hasEnded(before, after)) return null;
  if (session.outcome === 'failed') {
    const { error } = session;
    const isKnown = before.lastSession?.error?.code === error?.code;
    return error === null || (isKnown && !isAsked) ? null : { kind: 'failed', error };
  }
  if (session.outcome === 'cancelled') return { kind: 'cancelled' };
  const conflicts = after.conflictCount - before.conflictCount;
  if (conflicts > 0) return { kind: 'conflicts', count: conflicts };
  const refused = after.refusedCount - before.refusedCount;
  if (refused > 0) return { kind: 'refused', count: refused };
  return isAsked || hasMoved(session) ? { kind: 'done' } : null;
}

/** Whether a session has ended between two statuses. */
export function hasEnded(before: Seen, after: Seen): boolean {
  const [earlier, session] = [before.lastSession, after.lastSession];
  if (session === null || session.outcome === 'running') return false;
  return earlier?.id !== session.id || earlier.outcome === 'running';
}

function hasMoved({ editsSent, changesReceived, documentsSent, documentsReceived }: SyncSession): boolean {
  return editsSent + changesReceived + documentsSent + documentsReceived > 0;
}
