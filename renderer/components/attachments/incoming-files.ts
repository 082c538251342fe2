import type { Optimisation, Survey } from '../../../preload/contract/index.ts';
import type { AppError } from '../../app/app-error.ts';
import { toAppError } from '../../app/app-error.ts';
import type { Signal } from '../../app/signal.ts';
import { createSignal } from '../../app/signal.ts';
import { type UndoStep, undoStack } from '../../app/undo.ts';
import { timeLeftMs } from '../time-left.ts';

/** A file on its way in: it waits its turn, is being optimised, or was refused. */
export interface IncomingFile {
  /** Also the id under which it is joined: asked twice, it is joined once. */
  readonly key: string;
  readonly name: string;
  readonly path: string;
  readonly sizeBytes: number;
  readonly state: 'waiting' | 'working' | 'failed';
  readonly error: AppError | null;
}

/** A file that has been joined, and how that is taken back. */
export interface Joined {
  readonly name: string;
  readonly optimisation: Optimisation | null;
  undo(): Promise<unknown>;
  redo(): Promise<unknown>;
}

/** Files that came together, from the first one on its way to the report. */
export interface Batch {
  readonly state: 'running' | 'ended' | 'stopped';
  /** Of its files. */
  readonly keys: ReadonlySet<string>;
  readonly joined: readonly Joined[];
  /** Of all its files, and of those that are through, whatever came of them. */
  readonly bytesTotal: number;
  readonly bytesDone: number;
  readonly startedAtMs: number;
  /** Null while the pace is not known. */
  readonly leftMs: number | null;
  /** Takes everything back that was joined; null before the end. */
  readonly step: UndoStep | null;
}

type GivenFile = Survey['files'][number];

/** How files are joined to one owner. */
export interface Joining {
  /** Joins one file, or rejects: with the signal's reason only if it was not joined. */
  join(path: string, newId: string, signal: AbortSignal): Promise<Joined>;
  /** What there is at paths that may be folders. */
  survey(paths: readonly string[]): Promise<Survey>;
  /** What undoing takes back, in words. */
  labelOf(joined: readonly Joined[]): string;
}

/**
 * The files that are being joined to one owner (a lesson, a submission, the list of what waits), one at a time.
 *
 * Kept outside the screen: a teacher who moves to the next copy still has the file joined to this one. A
 * file that fails stays in the list with its reason, and is tried again only when asked. Stopped, those that are
 * through stay, and every other is as if it had never been given.
 */
export class IncomingFiles {
  readonly files: Signal<readonly IncomingFile[]> = createSignal<readonly IncomingFile[]>([]);
  /** Several files together; null for one, and once its report has been put away. */
  readonly batch: Signal<Batch | null> = createSignal<Batch | null>(null);
  /** Folders that were given, and wait for a yes. */
  readonly asked: Signal<Survey | null> = createSignal<Survey | null>(null);
  readonly #joining: Joining;
  readonly #now: () => number;
  #ending = new AbortController();
  #isRunning = false;

  /** `now` in milliseconds, steady. */
  constructor(joining: Joining, now: () => number = () => performance.now()) {
    this.#joining = joining;
    this.#now = now;
  }

  /** Takes what the teacher chose or dropped: files at once, folders when they have said yes. */
  async give(paths: readonly string[]): Promise<void> {
    // What cannot even be looked at is refused with its reason when it is joined.
    const unseen = () => ({ folderCount: 0, files: paths.map((path) => ({ path, sizeBytes: 0 })) });
    const found = await this.#joining.survey(paths).catch(unseen);
    if (found.folderCount > 0) this.asked.set(found as Survey);
    else this.add(found.files);
  }

  /** The answer about folders: their files are taken, or nothing is. */
  answer(isYes: boolean): void {
    const files = this.asked.get()?.files ?? [];
    this.asked.set(null);
    if (isYes) this.add(files);
  }

  add(given: readonly GivenFile[]): void {
    if (given.length === 0) return;
    const added = given.map(({ path, sizeBytes }) => ({
      key: crypto.randomUUID(),
      name: fileName(path),
      path,
      sizeBytes,
      state: 'waiting' as const,
      error: null,
    }));
    const before = this.#isRunning ? (this.batch.get() ?? this.#batchOf(this.#working())) : this.#batchOf([]);
    const { keys, bytesTotal } = this.#batchOf(added);
    const batch = {
      ...before,
      keys: new Set([...before.keys, ...keys]),
      bytesTotal: before.bytesTotal + bytesTotal,
    };
    this.files.set([...this.files.get(), ...added]);
    this.batch.set(batch.keys.size === 1 ? null : batch);
    void this.#run();
  }

  retry(key: string): void {
    const file = this.files.get().find((one) => one.key === key);
    const batch = this.batch.get();
    if (file !== undefined && batch?.keys.has(key) === true)
      this.#changeBatch({ bytesDone: batch.bytesDone - file.sizeBytes });
    this.#change(key, { state: 'waiting', error: null });
    void this.#run();
  }

  /** Puts a refused file away, gives up one that waits. The one under way is stopped. */
  dismiss(key: string): void {
    const file = this.files.get().find((one) => one.key === key);
    if (file?.state === 'working') this.stop();
    else this.files.set(this.files.get().filter((one) => one !== file));
  }

  /** Ends what is under way; what waits is forgotten. */
  stop(): void {
    this.files.set(this.files.get().filter(({ state }) => state !== 'waiting'));
    this.#ending.abort();
  }

  /** Puts the report away, with the refusals it told of. */
  closeReport(): void {
    const keys = this.batch.get()?.keys;
    this.batch.set(null);
    this.files.set(this.files.get().filter(({ key }) => keys?.has(key) !== true));
  }

  async #run(): Promise<void> {
    // What comes after a stop is not meant by it.
    if (this.#ending.signal.aborted) this.#ending = new AbortController();
    if (this.#isRunning) return;
    this.#isRunning = true;
    this.#changeBatch({ state: 'running' });
    const joined: Joined[] = [];
    for (;;) {
      const next = this.files.get().find(({ state }) => state === 'waiting');
      if (next === undefined) break;
      const one = await this.#joinOne(next);
      if (one !== null) joined.push(one);
    }
    this.#isRunning = false;
    this.#end(joined);
  }

  async #joinOne(file: IncomingFile): Promise<Joined | null> {
    const { key, path } = file;
    const { signal } = this.#ending;
    this.#change(key, { state: 'working' });
    let joined: Joined | null = null;
    try {
      joined = await this.#joining.join(path, key, signal);
      this.#leave(key);
    } catch (thrown) {
      if (signal.aborted) this.#leave(key);
      else this.#change(key, { state: 'failed', error: toAppError(thrown) });
    }
    this.#count(joined, file);
    return joined;
  }

  #count(joined: Joined | null, { key, sizeBytes }: IncomingFile): void {
    const batch = this.batch.get();
    if (batch?.keys.has(key) !== true) return;
    const bytesDone = batch.bytesDone + sizeBytes;
    const pace = [
      { atMs: batch.startedAtMs, bytesDone: 0 },
      { atMs: this.#now(), bytesDone },
    ];
    this.#changeBatch({
      joined: joined === null ? batch.joined : [...batch.joined, joined],
      bytesDone,
      leftMs: timeLeftMs(pace, batch.bytesTotal),
    });
  }

  #end(joined: readonly Joined[]): void {
    const state = this.#ending.signal.aborted ? 'stopped' : 'ended';
    this.#changeBatch({ state, step: joined.length === 0 ? null : this.#pushStep(joined) });
  }

  /** One step takes all of them back, the last first. */
  #pushStep(joined: readonly Joined[]): UndoStep {
    const step: UndoStep = {
      label: this.#joining.labelOf(joined),
      undo: async () => {
        for (const one of joined.toReversed()) await one.undo();
      },
      redo: async () => {
        for (const one of joined) await one.redo();
      },
    };
    undoStack.push(step);
    return step;
  }

  #batchOf(files: readonly IncomingFile[]): Batch {
    return {
      state: 'running',
      keys: new Set(files.map(({ key }) => key)),
      joined: [],
      bytesTotal: files.reduce((total, { sizeBytes }) => total + sizeBytes, 0),
      bytesDone: 0,
      startedAtMs: this.#now(),
      leftMs: null,
      step: null,
    };
  }

  /** One that came alone, and is now the first of several. */
  #working(): readonly IncomingFile[] {
    return this.files.get().filter(({ state }) => state === 'working');
  }

  #leave(key: string): void {
    this.files.set(this.files.get().filter((file) => file.key !== key));
  }

  #changeBatch(change: Partial<Batch>): void {
    const batch = this.batch.get();
    if (batch !== null) this.batch.set({ ...batch, ...change });
  }

  #change(key: string, change: Partial<IncomingFile>): void {
    this.files.set(this.files.get().map((file) => (file.key === key ? { ...file, ...change } : file)));
  }
}

/** The last part of a path of any system. */
export function fileName(path: string): string {
  return path.split(/[/\\]/).at(-1) ?? path;
}
