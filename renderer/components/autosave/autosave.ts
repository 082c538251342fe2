import type { ErrorCode } from '../../../preload/contract/index.ts';
import type { AppError } from '../../app/app-error.ts';
import { toAppError } from '../../app/app-error.ts';
import type { Signal } from '../../app/signal.ts';
import { createSignal } from '../../app/signal.ts';

/**
 * Where a typed value stands.
 *
 * `resting`: nothing was typed here. `typed`: not sent yet. `saving`: sent, no answer yet. `saved`: the
 * engine has answered. `retrying`: it could not for now, and is asked again by itself. `failed`: it refuses,
 * until something else is typed or `retry` is called. The value stays with us in all but the first and `saved`.
 */
export type SaveStatus = 'resting' | 'typed' | 'saving' | 'saved' | 'retrying' | 'failed';

export interface SaveState {
  readonly status: SaveStatus;
  readonly error: AppError | null;
}

/** The part of the browser's clock that is needed; a test gives its own. */
export interface Clock {
  setTimeout(run: () => void, delayMs: number): number;
  clearTimeout(timer: number): void;
}

interface Options<Value> {
  readonly save: (value: Value) => Promise<unknown>;
  /** How long the teacher must have stopped typing. */
  readonly delayMs: number;
  /** Typing that goes on is no reason to save. */
  readonly isOnlyAtPauses?: boolean;
  readonly clock?: Clock;
}

/** 1 s: the most that typing without a pause loses to a window or a machine that dies. */
const LONGEST_WAIT_MS = 1000;

/** After each failure in turn, then always the last: quick for a busy file, calm for a full disk. */
const RETRY_DELAYS_MS = [500, 1000, 2000, 5000];

const PASSING: readonly ErrorCode[] = [
  'engine/restarted',
  'engine/unavailable',
  'lock/locked',
  'store/busy',
  'store/disk-full',
];

/** Whether another attempt may not meet this failure: nothing is wrong with the value itself. */
export function isPassing({ code }: AppError): boolean {
  return PASSING.includes(code);
}

/**
 * Saves a value a moment after it was last typed, and each second while typing goes on; one save at a time, and the latest value
 * is never lost.
 *
 * When the engine dies in the middle of a save, the value is sent again to the next engine: saving the same
 * value twice changes nothing. What is typed while a save is under way is saved after it.
 */
export class Autosave<Value> {
  readonly state: Signal<SaveState> = createSignal<SaveState>({ status: 'resting', error: null });
  readonly #options: Options<Value>;
  readonly #clock: Clock;
  #pending: { readonly value: Value } | null = null;
  #timer: number | null = null;
  /** Runs from the first thing typed that no save has taken. */
  #longestTimer: number | null = null;
  /** That was over while a save was under way: the next one begins as soon as it ends. */
  #isOverdue = false;
  #turn: Promise<void> | null = null;
  #failures = 0;

  constructor(options: Options<Value>) {
    this.#options = options;
    this.#clock = options.clock ?? BROWSER_CLOCK;
  }

  /** What was typed and is not acknowledged yet. */
  get pending(): { readonly value: Value } | null {
    return this.#pending;
  }

  /** Takes what has just been typed, to be saved at the next pause, or when it has waited for the longest. */
  type(value: Value): void {
    this.#pending = { value };
    this.#failures = 0;
    if (this.#turn === null) this.#change('typed');
    this.#schedule(this.#options.delayMs);
    if (this.#options.isOnlyAtPauses !== true && !this.#isOverdue)
      this.#longestTimer ??= this.#clock.setTimeout(() => this.#endLongestWait(), LONGEST_WAIT_MS);
  }

  /** Saves at once what was typed until now. Resolves when that is saved, or could not be. */
  async flush(): Promise<void> {
    const wanted = this.#pending;
    if (wanted === null || this.state.get().status === 'failed') return this.#turn ?? undefined;
    this.#unschedule();
    do {
      this.#start();
      await this.#turn;
      // An older text was being saved when this one was asked for; its own turn may have begun by now.
    } while (this.#pending === wanted && (this.#turn !== null || this.state.get().status === 'typed'));
  }

  /** Tries a refused value once more. */
  async retry(): Promise<void> {
    if (this.#pending === null) return;
    this.#change('typed');
    await this.flush();
  }

  /** Lets go of what was typed: somebody has seen that it cannot be saved, or has taken it back. */
  forget(): void {
    this.#unschedule();
    this.#endWait();
    this.#pending = null;
    this.#change('resting');
  }

  #schedule(delayMs: number): void {
    this.#unschedule();
    this.#timer = this.#clock.setTimeout(() => {
      this.#timer = null;
      this.#start();
    }, delayMs);
  }

  #unschedule(): void {
    if (this.#timer !== null) this.#clock.clearTimeout(this.#timer);
    this.#timer = null;
  }

  #endLongestWait(): void {
    this.#longestTimer = null;
    this.#isOverdue = this.#turn !== null;
    if (this.#isOverdue) return;
    // This save takes it all: a pause that follows has nothing of its own to save.
    this.#unschedule();
    this.#start();
  }

  /** Nothing waits any more: a save takes all that was typed, or it was let go of. */
  #endWait(): void {
    if (this.#longestTimer !== null) this.#clock.clearTimeout(this.#longestTimer);
    this.#longestTimer = null;
    this.#isOverdue = false;
  }

  #start(): void {
    if (this.#turn !== null || this.#pending === null) return;
    this.#endWait();
    this.#turn = this.#saveOnce(this.#pending).finally(() => {
      this.#turn = null;
      // Typed meanwhile, and its pause is already over, or it has waited for the longest.
      if (this.state.get().status !== 'typed') return;
      if (this.#isOverdue) this.#unschedule();
      if (this.#timer === null) this.#start();
    });
  }

  async #saveOnce(sent: { readonly value: Value }): Promise<void> {
    this.#change('saving');
    try {
      await this.#options.save(sent.value);
      this.#failures = 0;
      if (this.#pending === sent) this.#pending = null;
      this.#change(this.#pending === null ? 'saved' : 'typed');
    } catch (thrown) {
      this.#fail(sent, toAppError(thrown));
    }
  }

  #fail(sent: { readonly value: Value }, error: AppError): void {
    if (this.#pending !== sent) {
      // Something else has been typed, or everything was forgotten: what failed no longer matters.
      this.#change(this.#pending === null ? 'resting' : 'typed');
      return;
    }
    if (!isPassing(error)) {
      this.#change('failed', error);
      return;
    }
    this.#change('retrying', error);
    this.#schedule(RETRY_DELAYS_MS[Math.min(this.#failures, RETRY_DELAYS_MS.length - 1)] ?? 0);
    this.#failures += 1;
  }

  #change(status: SaveStatus, error: AppError | null = null): void {
    this.state.set({ status, error });
  }
}

const BROWSER_CLOCK: Clock = {
  setTimeout: (run, delayMs) => window.setTimeout(run, delayMs),
  clearTimeout: (timer) => window.clearTimeout(timer),
};
