import { modals } from '@mantine/modals';
import { notifications } from '@mantine/notifications';
import type { LockState } from '../../../preload/contract/index.ts';
import { flushUnsaved, hasUnsaved } from '../../components/autosave/unsaved.ts';
import { engine, engineClient } from '../engine.ts';
import { queryClient } from '../query-client.ts';

/**
 * Saves what is typed, then locks. Says whether it is locked: what cannot be saved (a full disk) is not thrown away for it.
 */
export async function lockNow(): Promise<boolean> {
  await flushUnsaved();
  if (hasUnsaved()) return false;
  showLock(await engineClient.lock.lock());
  return true;
}

/** Obeys a change of the lock: nothing of what was shown stays in the page, neither on screen nor among the answers. */
export function showLock(state: LockState): void {
  const stateKey = engine.lock.state.queryKey();
  queryClient.setQueryData(stateKey, state);
  if (!state.isLocked) return;
  modals.closeAll();
  notifications.clean();
}

/** Throws away every answer but the lock's own. */
export function forgetAnswers(): void {
  const [own] = engine.lock.key();
  queryClient.removeQueries({
    predicate: ({ queryKey: [path] }) =>
      JSON.stringify(path) !== JSON.stringify([...(own as string[]), 'state']),
  });
  queryClient.getMutationCache().clear();
}
