import { useCallback, useRef, useSyncExternalStore } from 'react';
import { useSignal } from '../../app/signal.ts';
import type { SaveState } from '../../components/autosave/autosave.ts';
import { worstState } from '../../components/autosave/worst-state.ts';
import type { HomeworkDrafts } from './homework-drafts.ts';

/** One state for all the homework of a lesson, followed. */
export function useHomeworkState(homework: HomeworkDrafts): SaveState {
  const drafts = useSignal(homework.list);
  const last = useRef<SaveState>({ status: 'resting', error: null });
  const subscribe = useCallback(
    (listener: () => void) => {
      const leave = drafts.map(({ autosave }) => autosave.state.subscribe(listener));
      return () => {
        for (const stop of leave) stop();
      };
    },
    [drafts],
  );
  return useSyncExternalStore(subscribe, () => {
    const now = worstState(drafts.map(({ autosave }) => autosave.state.get()));
    // The same object as long as it says the same: React asks twice and compares.
    if (now.status !== last.current.status || now.error !== last.current.error) last.current = now;
    return last.current;
  });
}
