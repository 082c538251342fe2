/** What closing the window is made of; the window's own steps are in lock-now.ts. */
export interface ClosingSteps<State> {
  /** Saves what is typed. A disk that is full or an engine that hangs may keep it for ever. */
  save(): Promise<unknown>;
  /** Takes everything from the screen, whatever the engine says. */
  cover(): void;
  /** Has the engine refuse; rejects where none answers. */
  tell(): Promise<State>;
  wait(delayMs: number): Promise<void>;
}

/** What is typed is saved in some hundredths of a second; whoever has left must not be waited for longer than this. */
export const LONGEST_SAVE_MS = 5000;
/** An engine that has died is replaced in some seconds. */
const TELL_AGAIN_MS = 1000;

/**
 * Saves what is typed, for a bounded time, and closes the window then, whatever has come of it.
 *
 * What could not be saved stays with its autosave, and is saved when the window is open again. The screen is covered before
 * the engine is told: one that hangs answers nothing, and one that took the place of another has to be told anew.
 */
export async function closeWindow<State>({ save, cover, tell, wait }: ClosingSteps<State>): Promise<State> {
  await Promise.race([save().catch(() => undefined), wait(LONGEST_SAVE_MS)]);
  cover();
  for (;;) {
    try {
      return await tell();
    } catch {
      await wait(TELL_AGAIN_MS);
    }
  }
}
