import type { Autosave } from './autosave.ts';

const watched = new Set<Autosave<never>>();
/** Set once a close was held back in vain: the teacher then has the last word. */
let hasTriedToSave = false;
let isWatching = false;

/**
 * Has the window save this before it closes, and when the teacher turns to another program.
 *
 * Answers how to stop; what is still unsaved then is saved by whoever stops.
 */
export function watchUnsaved<Value>(autosave: Autosave<Value>): () => void {
  if (!isWatching) startWatching();
  const entry = autosave as unknown as Autosave<never>;
  watched.add(entry);
  return () => watched.delete(entry);
}

/** Whether something that was typed is not acknowledged yet. */
export function hasUnsaved(): boolean {
  return [...watched].some(({ pending }) => pending !== null);
}

/** Saves everything at once; resolves when each save has succeeded or failed. */
export async function flushUnsaved(): Promise<void> {
  await Promise.all([...watched].map(async (autosave) => autosave.flush()));
  hasTriedToSave &&= hasUnsaved();
}

/** Tries everything again, also what was refused: what refused it (a lock) is gone. */
export async function retryUnsaved(): Promise<void> {
  await Promise.all([...watched].map(async (autosave) => autosave.retry()));
}

function startWatching(): void {
  isWatching = true;
  window.addEventListener('blur', () => void flushUnsaved());
  window.addEventListener('beforeunload', (event) => {
    if (!hasUnsaved() || hasTriedToSave) return;
    event.preventDefault();
    void flushUnsaved().then(() => {
      hasTriedToSave = hasUnsaved();
      if (!hasTriedToSave) window.close();
    });
  });
}
