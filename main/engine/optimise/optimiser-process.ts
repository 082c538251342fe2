import type { Clock } from '../platform/clock.ts';
import type { ChildExit, ChildProcessPort, Processes } from '../platform/processes.ts';
import type { Outcome, RefusedReason } from './outcome.ts';
import { type EnvironmentFault, optimiserMessageSchema, type ProcessRequest } from './protocol.ts';
import { OUT_OF_MEMORY_SIGNAL } from './watchdog.ts';

/** Loading decoders takes a third of a second; on a school PC that wakes up, perhaps ten. */
const START_LIMIT_MS = 30_000;

export interface ProcessOptions {
  readonly processes: Processes;
  readonly clock: Clock;
  readonly memoryLimitMb: number;
}

export interface RunOptions {
  /** Without any progress: a long document that gets on is not hung. */
  readonly stallLimitMs: number;
  /** In all. */
  readonly timeLimitMs: number;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: (bytesDone: number) => void;
}

/** What came of one document in one process. */
export type Answer =
  | { readonly kind: 'settled'; readonly outcome: Outcome }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'failed'; readonly fault: EnvironmentFault; readonly detail: string }
  /** The process is gone, and the document with it. */
  | { readonly kind: 'lost'; readonly reason: RefusedReason };

/** One optimiser process, seen from the engine. */
export class OptimiserProcess {
  /** Rejects if the process cannot be started at all, which is no document's fault. */
  readonly ready: Promise<void>;
  readonly #port: ChildProcessPort;
  readonly #clock: Clock;
  #documents = 0;
  #isGone = false;

  constructor({ processes, clock, memoryLimitMb }: ProcessOptions) {
    this.#clock = clock;
    this.#port = processes.fork('optimiser', {
      args: [`--memory-limit-mb=${memoryLimitMb}`],
      // glibc keeps a heap for each thread, and hardly gives back what decoders release: one heap takes a quarter less.
      env: { MALLOC_ARENA_MAX: '1' },
      // JavaScript's own share; pixels and files lie outside, and count for the limit above alone.
      execArgv: [`--max-old-space-size=${Math.ceil(memoryLimitMb / 2)}`],
    });
    this.#port.onExit(() => {
      this.#isGone = true;
    });
    this.ready = this.#whenReady();
    this.ready.catch(() => undefined);
  }

  get isGone(): boolean {
    return this.#isGone;
  }

  /** How many documents it was given: decoders and their pools grow with each. */
  get documents(): number {
    return this.#documents;
  }

  /** Ends the process; resolves when it is gone. */
  kill(): Promise<void> {
    this.#port.kill();
    this.#isGone = true;
    return new Promise((resolve) => {
      this.#port.onExit(() => resolve());
    });
  }

  /**
   * Gives the process one document and waits for the answer.
   *
   * Kills the process if it takes too long or the signal aborts; then rejects with the signal's reason.
   */
  run(request: ProcessRequest, options: RunOptions): Promise<Answer> {
    if (options.signal?.aborted === true) return Promise.reject(options.signal.reason);
    this.#documents += 1;
    const end = new AbortController();
    return new Promise<Answer>((resolve, reject) => {
      // Whatever ends the process, the document is over once it is gone, and no sooner: until then it may still write.
      let settle = (exit: ChildExit) => resolve({ kind: 'lost', reason: reasonOf(exit) });
      const stop = (instead: () => void) => {
        settle = instead;
        void this.kill();
      };
      const abort = () => stop(() => reject(options.signal?.reason));
      const timeOut = () => stop(() => resolve({ kind: 'lost', reason: 'timed-out' }));
      const stall = startTimer(this.#clock, options.stallLimitMs, timeOut);
      const total = startTimer(this.#clock, options.timeLimitMs, timeOut);
      const removers = [
        this.#port.onMessage((message) => {
          const told = optimiserMessageSchema.safeParse(message);
          if (!told.success || told.data.kind === 'ready' || told.data.documentId !== request.documentId)
            return;
          if (told.data.kind === 'progress') {
            stall.restart();
            options.onProgress(told.data.bytesDone);
          } else resolve(told.data);
        }),
        this.#port.onExit((exit) => settle(exit)),
      ];
      options.signal?.addEventListener('abort', abort);
      end.signal.addEventListener('abort', () => {
        for (const remove of removers) remove();
        stall.cancel();
        total.cancel();
        options.signal?.removeEventListener('abort', abort);
      });
      this.#port.postMessage(request);
    }).finally(() => end.abort());
  }

  #whenReady(): Promise<void> {
    const end = new AbortController();
    return new Promise<void>((resolve, reject) => {
      const removeMessage = this.#port.onMessage((message) => {
        const told = optimiserMessageSchema.safeParse(message);
        if (told.success && told.data.kind === 'ready') resolve();
      });
      const removeExit = this.#port.onExit(({ code, signal }) => {
        reject(new Error(`the optimiser did not start (code ${code}, signal ${signal})`));
      });
      end.signal.addEventListener('abort', () => {
        removeMessage();
        removeExit();
      });
      const tooLate = () => {
        reject(new Error('the optimiser did not start in time'));
        void this.kill();
      };
      this.#clock.sleep(START_LIMIT_MS, end.signal).then(tooLate, () => undefined);
    }).finally(() => end.abort());
  }
}

interface Timer {
  restart(): void;
  cancel(): void;
}

function startTimer(clock: Clock, limitMs: number, then: () => void): Timer {
  let running = new AbortController();
  const start = () => {
    running = new AbortController();
    clock.sleep(limitMs, running.signal).then(then, () => undefined);
  };
  start();
  return {
    restart() {
      running.abort();
      start();
    },
    cancel: () => running.abort(),
  };
}

function reasonOf({ signal }: ChildExit): RefusedReason {
  return signal === OUT_OF_MEMORY_SIGNAL ? 'too-large' : 'crashed';
}
