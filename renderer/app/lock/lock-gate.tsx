import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { bridge } from '../bridge.ts';
import { engine } from '../engine.ts';
import { forgetAnswers } from './lock-now.ts';
import { LockScreen } from './lock-screen.tsx';
import { RequiredLock } from './required-lock.tsx';
import { useIdleLock } from './use-idle-lock.ts';
import { useIsLocked } from './use-is-locked.ts';

/** The window's content where it is open; the passphrase's field and nothing else where it is locked. */
export function LockGate({ children }: { children: ReactNode }) {
  const { data: state } = useQuery(engine.lock.state.queryOptions());
  const isLocked = useIsLocked();
  useIdleLock(state);
  useEffect(() => {
    if (!isLocked) return;
    forgetAnswers();
    bridge().setDocumentTitle('');
  }, [isLocked]);
  // Until the answer is here the engine itself refuses what a locked window must not show.
  if (isLocked) return <LockScreen />;
  return state?.isRequired === true ? <RequiredLock /> : children;
}
