import { useCallback, useLayoutEffect, useRef } from 'react';

/**
 * A function that stays the same while what it does is always the latest, for parts of a screen that are drawn again
 * only when what they show changes. To be called by events, never while something is drawn.
 */
export function useStable<Arguments extends readonly unknown[], Result>(
  act: (...given: Arguments) => Result,
): (...given: Arguments) => Result {
  const latest = useRef(act);
  useLayoutEffect(() => {
    latest.current = act;
  });
  return useCallback((...given: Arguments) => latest.current(...given), []);
}
