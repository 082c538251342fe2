import { useEffect } from 'react';
import { bridge } from './bridge.ts';
import { navigate } from './routes.ts';
import { createSignal } from './signal.ts';

/** A colleague's sequence that the teacher has opened from the system, until its dialog is closed. */
export const openedFile = createSignal<string | null>(null);

/** Takes files that are opened from the system, one after the other. Only an open window with an account asks for them. */
export function useOpenedFiles(): void {
  useEffect(() => {
    void takeNext();
    return bridge().onFileWaiting(() => void takeNext());
  }, []);
}

/** The teacher is done with it: the next one, if more were opened. */
export function closeOpenedFile(): void {
  openedFile.set(null);
  void takeNext();
}

async function takeNext(): Promise<void> {
  if (openedFile.get() !== null) return;
  const path = await bridge().takeOpenedFile();
  if (path === null) return;
  openedFile.set(path);
  navigate({ screen: 'lessons' });
}
