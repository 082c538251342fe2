import { useEffect } from 'react';
import type { LockState } from '../../../preload/contract/index.ts';
import { lockNow } from './lock-now.ts';

/** Looked at so often; a computer that wakes up looks at once, since its clock has gone on. */
const LOOK_EVERY_MS = 5000;
const SIGNS_OF_LIFE = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const;

/** Locks the window once nobody has touched it for the time in force. */
export function useIdleLock(state: LockState | undefined): void {
  const minutes = state?.isSet === true && !state.isLocked ? state.idleMinutes : null;
  useEffect(() => {
    if (minutes === null) return undefined;
    let seenAt = Date.now();
    const see = () => {
      seenAt = Date.now();
    };
    const look = () => {
      if (Date.now() - seenAt >= minutes * 60_000) void lockNow();
    };
    for (const sign of SIGNS_OF_LIFE) window.addEventListener(sign, see, { capture: true, passive: true });
    const timer = window.setInterval(look, LOOK_EVERY_MS);
    return () => {
      for (const sign of SIGNS_OF_LIFE) window.removeEventListener(sign, see, { capture: true });
      window.clearInterval(timer);
    };
  }, [minutes]);
}
