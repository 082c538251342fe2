import { stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { basename, resolve } from 'node:path';
import { CartableError } from '../platform/cartable-error.ts';
import { type Clock, systemClock } from '../platform/clock.ts';
import type { Processes } from '../platform/processes.ts';
import { extensionOf } from './kinds.ts';
import { type Answer, OptimiserProcess } from './optimiser-process.ts';
import type { Outcome, RefusedReason } from './outcome.ts';
import { baseNameOf, type Destination, discardOutput, placeOutput, temporaryPathFor } from './output-file.ts';
import { type PoolLimits, stallLimitMs, USUAL_LIMITS } from './pool-limits.ts';
import type { Preset } from './preset.ts';
import type { EnvironmentFault, ProcessRequest } from './protocol.ts';

export type OptimiserRequest = Destination & {
  readonly inputPath: string;
  /** The document's name as the teacher knows it, if the path has another. */
  readonly fileName?: string;
  readonly preset: Preset;
  /** Aborting ends the work at once; `optimise` then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: { readonly bytesDone: number; readonly bytesTotal: number }) => void;
};

/** `outputPath` is there if, and only if, a rendition was written. */
export type OptimiserResult = Outcome & { readonly outputPath?: string };

/** What all documents together have come to. */
export interface OptimiserProgress {
  readonly documents: { readonly waiting: number; readonly running: number; readonly done: number };
  /** Of the documents that are done; `after` counts a document that was kept as it is. */
  readonly bytes: { readonly before: number; readonly after: number };
}

export interface Optimiser {
  /**
   * Optimises one file, which is only read.
   *
   * Whatever a document does to the process that opens it, this resolves with a typed outcome. Rejects with
   * CartableError `library/file-missing`, `library/file-unreadable`, `store/disk-full`, `vault/blob-corrupt` (the disk gives
   * other bytes than were written to it), or the signal's reason.
   */
  optimise(request: OptimiserRequest): Promise<OptimiserResult>;
  /**
   * The words of one file, to be searched; empty when it has none or cannot be read, also when it ends its process.
   *
   * Rejects as `optimise` does for a file or a disk that cannot be used, and with the signal's reason.
   */
  readText(request: Pick<OptimiserRequest, 'inputPath' | 'signal'>): Promise<string>;
  /** Called after each change; returns the function that removes the listener. */
  onProgress(listener: (progress: OptimiserProgress) => void): () => void;
  /** Ends every process; documents under way are refused to their callers with an error. */
  close(): Promise<void>;
}

export interface OptimiserOptions {
  readonly processes: Processes;
  readonly clock?: Clock;
  /** Processes at most; by default one or two, so that a core is left to the window. */
  readonly concurrency?: number;
  readonly limits?: Partial<PoolLimits>;
}

interface Asking {
  readonly bytesTotal: number;
  readonly signal: AbortSignal;
  readonly onProgress?: (bytesDone: number) => void;
}

/** A pool of optimiser processes: started when needed, replaced when they die, retired when idle. */
export function createOptimiser(options: OptimiserOptions): Optimiser {
  return new OptimiserPool(options);
}

class OptimiserPool implements Optimiser {
  readonly #processes: Processes;
  readonly #clock: Clock;
  readonly #limits: PoolLimits;
  readonly #concurrency: number;
  readonly #closing = new AbortController();
  readonly #listeners = new Set<(progress: OptimiserProgress) => void>();
  /** Processes without a document, and what calls off their retirement. */
  readonly #idle = new Map<OptimiserProcess, AbortController>();
  readonly #all = new Set<OptimiserProcess>();
  readonly #waiting: (() => void)[] = [];
  #running = 0;
  #done = 0;
  #bytesBefore = 0;
  #bytesAfter = 0;
  #nextDocumentId = 1;

  constructor({ processes, clock = systemClock, concurrency, limits }: OptimiserOptions) {
    this.#processes = processes;
    this.#clock = clock;
    this.#limits = { ...USUAL_LIMITS, ...limits };
    this.#concurrency = concurrency ?? Math.max(1, Math.min(2, availableParallelism() - 1));
  }

  async optimise(request: OptimiserRequest): Promise<OptimiserResult> {
    if ('outputPath' in request && resolve(request.outputPath) === resolve(request.inputPath)) {
      throw new CartableError('input/invalid', { field: 'outputPath' }, 'never');
    }
    return this.#inTurn(request, async (bytesTotal, signal) => {
      const result = await this.#optimiseNow(request, bytesTotal, signal);
      this.#count(result);
      return result;
    });
  }

  readText(request: Pick<OptimiserRequest, 'inputPath' | 'signal'>): Promise<string> {
    return this.#inTurn(request, async (bytesTotal, signal) => {
      const [documentId, inputPath] = [this.#nextDocumentId++, resolve(request.inputPath)];
      const answer = await this.#ask({ kind: 'read-text', documentId, inputPath }, { bytesTotal, signal });
      return answer.kind === 'text' ? answer.text : '';
    });
  }

  /** Does one document's work when there is a process for it. */
  async #inTurn<T>(
    request: Pick<OptimiserRequest, 'inputPath' | 'signal'>,
    work: (bytesTotal: number, signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const signal = AbortSignal.any([
      this.#closing.signal,
      ...(request.signal === undefined ? [] : [request.signal]),
    ]);
    signal.throwIfAborted();
    const bytesTotal = await sizeOfInput(request.inputPath);
    await this.#turn(signal);
    try {
      signal.throwIfAborted();
      return await work(bytesTotal, signal);
    } finally {
      // The place is handed over, not given up: nobody who comes now may overtake.
      const next = this.#waiting.shift();
      if (next === undefined) this.#running -= 1;
      else next();
      this.#tell();
    }
  }

  onProgress(listener: (progress: OptimiserProgress) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    this.#closing.abort(new CartableError('engine/unavailable', {}, 'later'));
    // Their timers would keep the whole process waiting.
    for (const retirement of this.#idle.values()) retirement.abort();
    this.#idle.clear();
    await Promise.all([...this.#all].map((process) => process.kill()));
  }

  /** Waits until fewer documents are under way than there may be processes; first come, first served. */
  async #turn(signal: AbortSignal): Promise<void> {
    if (this.#running >= this.#concurrency) return this.#queue(signal);
    this.#running += 1;
    this.#tell();
  }

  #queue(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.reject(signal.reason);
    return new Promise((resolveTurn, reject) => {
      const enter = () => {
        signal.removeEventListener('abort', leave);
        resolveTurn();
      };
      const leave = () => {
        this.#waiting.splice(this.#waiting.indexOf(enter), 1);
        reject(signal.reason);
        this.#tell();
      };
      signal.addEventListener('abort', leave, { once: true });
      this.#waiting.push(enter);
      this.#tell();
    });
  }

  async #optimiseNow(
    request: OptimiserRequest,
    bytesTotal: number,
    signal: AbortSignal,
  ): Promise<OptimiserResult> {
    const temporaryPath = temporaryPathFor(request);
    const fileName = request.fileName ?? basename(request.inputPath);
    const documentId = this.#nextDocumentId++;
    const { inputPath, preset } = request;
    try {
      const answer = await this.#ask(
        {
          kind: 'optimise',
          documentId,
          inputPath: resolve(inputPath),
          fileName,
          temporaryPath: resolve(temporaryPath),
          preset,
        },
        { bytesTotal, signal, onProgress: (bytesDone) => request.onProgress?.({ bytesDone, bytesTotal }) },
      );
      if (answer.kind === 'lost') return lostDocument(answer.reason, fileName, bytesTotal);
      if (answer.kind === 'text') throw new Error('the optimiser answered another question');
      if (answer.outcome.outcome !== 'optimised') return answer.outcome;
      const { extension, sha256, bytesAfter: sizeBytes } = answer.outcome;
      const made = { base: baseNameOf(fileName), extension, sha256, sizeBytes };
      return { ...answer.outcome, outputPath: await placeOutput(temporaryPath, request, made) };
    } finally {
      await discardOutput(temporaryPath);
    }
  }

  /** Gives a process one document. Throws for a failure that is not the document's. */
  async #ask(
    request: ProcessRequest,
    { bytesTotal, signal, onProgress = () => undefined }: Asking,
  ): Promise<Exclude<Answer, { kind: 'failed' }>> {
    const process = await this.#takeProcess(signal);
    try {
      const answer = await process.run(request, {
        stallLimitMs: stallLimitMs(this.#limits, bytesTotal),
        timeLimitMs: this.#limits.totalTimeMs,
        signal,
        onProgress,
      });
      if (answer.kind === 'failed') throw faultOf(answer.fault, answer.detail);
      return answer;
    } finally {
      this.#giveBack(process);
    }
  }

  async #takeProcess(signal: AbortSignal): Promise<OptimiserProcess> {
    for (const [process, retirement] of this.#idle) {
      this.#idle.delete(process);
      retirement.abort();
      if (!process.isGone) return process;
      this.#all.delete(process);
    }
    // One that dies before it has seen a document had bad luck (the system was short of memory); two mean something.
    return this.#startProcess(signal).catch((error) => {
      signal.throwIfAborted();
      if (this.#closing.signal.aborted) throw error;
      return this.#startProcess(signal);
    });
  }

  async #startProcess(signal: AbortSignal): Promise<OptimiserProcess> {
    const process = new OptimiserProcess({
      processes: this.#processes,
      clock: this.#clock,
      memoryLimitMb: this.#limits.memoryLimitMb,
    });
    this.#all.add(process);
    try {
      await process.ready;
      signal.throwIfAborted();
      return process;
    } catch (error) {
      this.#all.delete(process);
      void process.kill();
      throw error;
    }
  }

  #giveBack(process: OptimiserProcess): void {
    const isWorn = process.documents >= this.#limits.documentsPerProcess;
    if (process.isGone || isWorn || this.#closing.signal.aborted) {
      this.#all.delete(process);
      if (!process.isGone) void process.kill();
      return;
    }
    const retirement = new AbortController();
    this.#idle.set(process, retirement);
    this.#clock.sleep(this.#limits.idleMs, retirement.signal).then(
      () => {
        this.#idle.delete(process);
        this.#all.delete(process);
        void process.kill();
      },
      () => undefined,
    );
  }

  #count(result: OptimiserResult): void {
    this.#done += 1;
    this.#bytesBefore += result.bytesBefore;
    this.#bytesAfter += result.outcome === 'optimised' ? result.bytesAfter : result.bytesBefore;
  }

  #tell(): void {
    const progress: OptimiserProgress = {
      documents: { waiting: this.#waiting.length, running: this.#running, done: this.#done },
      bytes: { before: this.#bytesBefore, after: this.#bytesAfter },
    };
    for (const listener of this.#listeners) listener(progress);
  }
}

async function sizeOfInput(path: string): Promise<number> {
  try {
    const facts = await stat(path);
    if (facts.isFile()) return facts.size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw faultOf('file-missing', error);
    throw faultOf('file-unreadable', error);
  }
  throw faultOf('file-unreadable', 'not a file');
}

function faultOf(fault: EnvironmentFault, cause: unknown): Error {
  switch (fault) {
    case 'file-missing':
      return new CartableError('library/file-missing', {}, 'after-user', cause);
    case 'file-unreadable':
      return new CartableError('library/file-unreadable', {}, 'after-user', cause);
    case 'disk-full':
      return new CartableError('store/disk-full', {}, 'after-user', cause);
    case 'unexpected':
      return new Error(`the optimiser failed: ${cause}`, { cause });
  }
}

/** What can be said of a document whose process did not live to tell. */
function lostDocument(reason: RefusedReason, fileName: string, bytesBefore: number): Outcome {
  return {
    outcome: 'refused',
    reason,
    mediaType: 'application/octet-stream',
    extension: extensionOf(fileName),
    bytesBefore,
  };
}
