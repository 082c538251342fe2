import type { Preset, PresetChange, PresetChanged } from '../../../preload/contract/index.ts';
import { engineClient } from '../../app/engine.ts';
import { createSignal, type Signal } from '../../app/signal.ts';

/** A document that is being made again. */
export interface RunningChange {
  readonly documentId: string;
  readonly preset: Preset;
  cancel(): void;
}

/** Kept outside the screen: a teacher who looks at something else still has the document made. */
export const runningChanges: Signal<readonly RunningChange[]> = createSignal<readonly RunningChange[]>([]);

/** Makes a document again for another preset. @returns what came of it; null when it was cancelled */
export async function changePreset(change: PresetChange): Promise<PresetChanged | null> {
  const { documentId, preset } = change;
  const ending = new AbortController();
  const running: RunningChange = { documentId, preset, cancel: () => ending.abort() };
  // A new wish for the same document takes the place of the one under way.
  runningChanges
    .get()
    .find((one) => one.documentId === documentId)
    ?.cancel();
  runningChanges.set([...runningChanges.get(), running]);
  try {
    return await engineClient.library.setPreset(change, { signal: ending.signal });
  } catch (error) {
    if (ending.signal.aborted) return null;
    throw error;
  } finally {
    runningChanges.set(runningChanges.get().filter((one) => one !== running));
  }
}
