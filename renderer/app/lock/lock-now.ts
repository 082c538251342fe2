import { modals } from '@mantine/modals';
import { notifications } from '@mantine/notifications';
import type { LockState } from '../../../preload/contract/index.ts';
import { flushUnsaved } from '../../components/autosave/unsaved.ts';
import { engine, engineClient } from '../engine.ts';
import { queryClient } from '../query-client.ts';
import { createSignal } from '../signal.ts';
import { closeWindow } from './close-window.ts';

/** The window is covered, and no engine has said yet that it is locked. */
export const isCovered = createSignal(false);
let closing: Promise<void> | null = null;

/** Saves what is typed, then locks: at once, or after some seconds where that cannot be saved. It is kept then. */
export function lockNow(): Promise<void> {
  closing ??= closeOnce().finally(() => {
    closing = null;
  });
  return closing;
}

async function closeOnce(): Promise<void> {
  const state = await closeWindow({
    save: flushUnsaved,
    cover: () => {
      isCovered.set(true);
      clearScreen();
    },
    tell: () => engineClient.lock.lock(),
    wait: (delayMs) => new Promise((resolve) => window.setTimeout(resolve, delayMs)),
  });
  showLock(state);
  isCovered.set(false);
}

/** Obeys a change of the lock: nothing of what was shown stays in the page, neither on screen nor among the answers. */
export function showLock(state: LockState): void {
  queryClient.setQueryData(engine.lock.state.queryKey(), state);
  if (state.isLocked) clearScreen();
}

function clearScreen(): void {
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
