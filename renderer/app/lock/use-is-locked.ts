import { useQuery } from '@tanstack/react-query';
import { engine } from '../engine.ts';
import { useSignal } from '../signal.ts';
import { isCovered } from './lock-now.ts';

/** Whether nothing may be shown: the engine says so, or could not be asked yet. */
export function useIsLocked(): boolean {
  const { data: state } = useQuery(engine.lock.state.queryOptions());
  return useSignal(isCovered) || state?.isLocked === true;
}
