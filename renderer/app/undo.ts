import { toAppError } from './app-error.ts';
import type { Signal } from './signal.ts';
import { createSignal } from './signal.ts';

/** One edit that can be taken back. `label` is in the teacher's words: « Note de Zoé : 14,5 ». */
export interface UndoStep {
  readonly label: string;
  readonly undo: () => Promise<unknown>;
  readonly redo: () => Promise<unknown>;
}

export interface UndoState {
  readonly done: readonly UndoStep[];
  readonly undone: readonly UndoStep[];
}

export interface UndoStack {
  readonly state: Signal<UndoState>;
  /** Remembers an edit that has just been saved; what had been undone can no longer be redone. */
  push(step: UndoStep): void;
  /**
   * Takes the last edit back and answers it; null when there is none. A failure leaves the stack as it was, but for what can
   * never be taken back any more (`sync/cannot-undo`): it would stand before the earlier ones for ever.
   */
  undo(): Promise<UndoStep | null>;
  redo(): Promise<UndoStep | null>;
  clear(): void;
}

/** 200 edits: an evening of grading, for a few kilobytes. */
const MAX_STEPS = 200;

/**
 * Makes the list of edits that Ctrl+Z takes back, newest first.
 *
 * Undo and redo are themselves edits saved by the engine, so they are run one after the other, never two
 * at once: a fast double Ctrl+Z takes back two edits in order.
 */
export function createUndoStack(): UndoStack {
  const state = createSignal<UndoState>({ done: [], undone: [] });
  let last: Promise<unknown> = Promise.resolve();

  async function inTurn<Result>(step: () => Promise<Result>): Promise<Result> {
    const mine = last.then(step, step);
    last = mine.catch(() => undefined);
    return mine;
  }

  function forgetting(step: UndoStep): (error: unknown) => never {
    return (error) => {
      const { done, undone } = state.get();
      const others = (steps: readonly UndoStep[]) => steps.filter((one) => one !== step);
      if (toAppError(error).code === 'sync/cannot-undo')
        state.set({ done: others(done), undone: others(undone) });
      throw error;
    };
  }

  async function takeBack(): Promise<UndoStep | null> {
    const step = state.get().done.at(-1);
    if (step === undefined) return null;
    await step.undo().catch(forgetting(step));
    const { done, undone } = state.get();
    state.set({ done: done.filter((one) => one !== step), undone: [...undone, step] });
    return step;
  }

  async function doAgain(): Promise<UndoStep | null> {
    const step = state.get().undone.at(-1);
    if (step === undefined) return null;
    await step.redo().catch(forgetting(step));
    const { done, undone } = state.get();
    state.set({ done: [...done, step], undone: undone.filter((one) => one !== step) });
    return step;
  }

  return {
    state,
    push: (step) => state.set({ done: [...state.get().done, step].slice(-MAX_STEPS), undone: [] }),
    undo: async () => inTurn(takeBack),
    redo: async () => inTurn(doAgain),
    clear: () => state.set({ done: [], undone: [] }),
  };
}

/** The window's own list. */
export const undoStack: UndoStack = createUndoStack();
