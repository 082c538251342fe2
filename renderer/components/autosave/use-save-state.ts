import { useCallback, useRef, useSyncExternalStore } from 'react';
import type { Signal } from '../../app/signal.ts';
import type { SaveState } from './autosave.ts';
import { worstState } from './worst-state.ts';

/** What is followed of an autosave. */
interface Followed {
  readonly state: Signal<SaveState>;
}

/**
 * One state for several saves (the same array as long as they are the same), followed.
 *
 * An autosave tells of each letter that is typed; here only what changes the state draws anything anew.
 */
export function useSaveState(saves: readonly Followed[]): SaveState {
  const last = useRef<SaveState>({ status: 'resting', error: null });
  const subscribe = useCallback(
    (listener: () => void) => {
      const leave = saves.map(({ state }) => state.subscribe(listener));
      return () => {
        for (const stop of leave) stop();
      };
    },
    [saves],
  );
  return useSyncExternalStore(subscribe, () => {
    const now = worstState(saves.map(({ state }) => state.get()));
    // The same object as long as it says the same: React asks twice and compares.
    if (now.status !== last.current.status || now.error !== last.current.error) last.current = now;
    return last.current;
  });
}
