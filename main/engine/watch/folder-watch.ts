import { lstat } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { type FSWatcher, watch } from 'chokidar';
import type { WatchedFolder } from '../../../preload/contract/watch.ts';
import type { DomainContext } from '../context.ts';
import { type Clock, steadyNow } from '../platform/clock.ts';
import { erasureOf, fileByPlace } from '../store/kept-out.ts';
import { DEPTH, isDenied, isOutside, lookAt, readTree, tryToOpen } from './folder-tree.ts';
import type { WatchPace } from './pace.ts';
import { type FolderRow, findFolder, isNoted, noteFiles, type SeenFile } from './repository.ts';

export interface FolderWatchOptions {
  readonly context: DomainContext;
  readonly folder: FolderRow;
  readonly pace: WatchPace;
  readonly clock: Clock;
  /** Files are there to be read. */
  onNoted(): void;
  /** The folder's state has changed. */
  onState(): void;
}

/** A file that may still be written to. */
interface Unsettled extends SeenFile {
  readonly since: number;
}

/** Files that are watched settling at a time, and changes remembered: beyond, the folder is read again. */
const AT_A_TIME = 500;
/** What a reading may cost: a fiftieth of the time. */
const READING_SHARE = 50;
const UNREADABLE_TOLD = 10;

/**
 * Watches one folder: notes each document in it once that it is whole.
 *
 * Two ways to hear of a file, one to judge it. The system tells what changed (through chokidar, which watches folders
 * alone: a watch a file would be thousands), and the whole folder is read now and then, because network drives tell
 * nothing and a computer that slept has missed something. Either way a file is compared with what is remembered.
 */
export class FolderWatch {
  readonly #options: FolderWatchOptions;
  readonly #root: string;
  readonly #end = new AbortController();
  readonly #running: Promise<void>;
  readonly #unsettled = new Map<string, Unsettled>();
  readonly #hints = new Set<string>();
  #unreadable = new Set<string>();
  #state: WatchedFolder['state'] = 'starting';
  #watcher: FSWatcher | null = null;
  #wake: () => void = () => undefined;
  #readAt = 0;

  constructor(options: FolderWatchOptions) {
    this.#options = options;
    this.#root = options.folder.path;
    this.#running = this.#run();
  }

  get state(): WatchedFolder['state'] {
    return this.#state;
  }

  get unreadable(): string[] {
    return [...this.#unreadable].slice(0, UNREADABLE_TOLD);
  }

  /** Looks at a file again that was not what had been noted. */
  hintBelow(path: string): void {
    this.#hint(join(this.#root, path));
  }

  #hint(path: string): void {
    if (this.#hints.size < AT_A_TIME) this.#hints.add(path);
    else this.#readAt = 0;
    this.#wake();
  }

  async close(): Promise<void> {
    this.#end.abort();
    this.#wake();
    await this.#running;
    await this.#watcher?.close();
  }

  async #run(): Promise<void> {
    const { clock, pace } = this.#options;
    const { signal } = this.#end;
    while (!signal.aborted) {
      try {
        if (steadyNow(clock) >= this.#readAt) await this.#readAll();
        else await this.#followHints();
        await this.#settle();
      } catch (error) {
        if (signal.aborted) return;
        await this.#lose(error);
      }
      const settles = this.#unsettled.size > 0 ? pace.settleMs : Number.POSITIVE_INFINITY;
      if (this.#hints.size === 0)
        await this.#sleep(Math.min(settles, Math.max(0, this.#readAt - steadyNow(clock))));
      if (this.#hints.size > 0) await clock.sleep(pace.gatherMs, signal).catch(() => undefined);
    }
  }

  /** Until the time is over, or something happens. */
  async #sleep(ms: number): Promise<void> {
    const controller = new AbortController();
    this.#wake = () => controller.abort();
    if (this.#end.signal.aborted) return;
    await this.#options.clock.sleep(ms, controller.signal).catch(() => undefined);
    this.#wake = () => undefined;
  }

  async #readAll(): Promise<void> {
    const { clock, pace } = this.#options;
    const startedAt = steadyNow(clock);
    if (!(await lstat(this.#root)).isDirectory()) throw new Error('no longer a folder');
    this.#listen();
    this.#hints.clear();
    const unreadable = new Set<string>();
    if (this.#isFirstTime()) await this.#noteWhatIsThere(unreadable);
    else await this.#read(this.#root, unreadable);
    const hasChanged = unreadable.size !== this.#unreadable.size;
    this.#unreadable = unreadable;
    if (hasChanged) this.#options.onState();
    const tookMs = steadyNow(clock) - startedAt;
    this.#readAt = steadyNow(clock) + Math.max(pace.rereadMs, READING_SHARE * tookMs);
    this.#become('watching');
  }

  #read(from: string, unreadable: Set<string>): Promise<void> {
    const { signal } = this.#end;
    const onClosed = (name: string) => unreadable.add(name);
    return readTree(
      this.#root,
      { signal, onClosed, onFile: (file) => this.#consider(file, unreadable) },
      from,
    );
  }

  #isFirstTime(): boolean {
    const { context, folder } = this.#options;
    return findFolder(context.store.db, { id: folder.id })?.firstReadAt === null;
  }

  /** Somebody's downloads of five years are not brought in unasked. */
  async #noteWhatIsThere(unreadable: Set<string>): Promise<void> {
    const { context, folder } = this.#options;
    let files: SeenFile[] = [];
    const flush = () => {
      this.#note(files, true);
      files = [];
    };
    await readTree(this.#root, {
      signal: this.#end.signal,
      onClosed: (name) => unreadable.add(name),
      onFile: async (file) => {
        files.push(file);
        if (files.length >= AT_A_TIME) flush();
      },
    });
    flush();
    context.store.write(() =>
      context.store.db
        .prepare('UPDATE watched_folder SET first_read_at = ? WHERE id = ?')
        .run(context.clock.now(), folder.id),
    );
  }

  async #followHints(): Promise<void> {
    const paths = [...this.#hints];
    this.#hints.clear();
    for (const path of paths) {
      this.#end.signal.throwIfAborted();
      if (isOutside(this.#root, path)) continue;
      const file = await lookAt(this.#root, path);
      if (file !== null) await this.#consider(file, this.#unreadable);
      else if ((await lstat(path).catch(() => null))?.isDirectory())
        await this.#read(path, this.#unreadable).catch(() => this.#unreadable.add(basename(path)));
    }
  }

  /** A file that is not known as it is now: it has to settle first. */
  async #consider(file: SeenFile, unreadable: Set<string>): Promise<void> {
    const { context, folder, clock } = this.#options;
    if (isNoted(context.store.db, folder.id, file) || this.#isErased(file)) {
      this.#unsettled.delete(file.path);
      return;
    }
    const access = await tryToOpen(join(this.#root, file.path));
    if (access !== 'readable') {
      if (access === 'denied') unreadable.add(basename(file.path));
      this.#unsettled.delete(file.path);
      return;
    }
    unreadable.delete(basename(file.path));
    const before = this.#unsettled.get(file.path);
    if (before?.bytes === file.bytes && before.modifiedAt === file.modifiedAt) return;
    if (before !== undefined || this.#unsettled.size < AT_A_TIME)
      this.#unsettled.set(file.path, { ...file, since: steadyNow(clock) });
  }

  async #settle(): Promise<void> {
    const { clock, pace } = this.#options;
    const wasFull = this.#unsettled.size >= AT_A_TIME;
    const whole: SeenFile[] = [];
    for (const [path, known] of this.#unsettled) {
      if (steadyNow(clock) - known.since < pace.settleMs) continue;
      this.#end.signal.throwIfAborted();
      const file = await lookAt(this.#root, join(this.#root, path));
      const isSame = file?.bytes === known.bytes && file.modifiedAt === known.modifiedAt;
      if (file === null || isSame) this.#unsettled.delete(path);
      else this.#unsettled.set(path, { ...file, since: steadyNow(clock) });
      if (file !== null && isSame) whole.push(file);
    }
    this.#note(whole, false);
    // There was no room for all of them: the rest is found by reading again.
    if (wasFull && this.#unsettled.size < AT_A_TIME) this.#readAt = 0;
  }

  /** A copy of a student who was erased here: not even its name is noted. */
  #isErased(file: SeenFile): boolean {
    const { context, folder } = this.#options;
    return erasureOf(context.store.db, fileByPlace({ folderId: folder.id, ...file })) !== null;
  }

  #note(seen: readonly SeenFile[], isHeld: boolean): void {
    const files = seen.filter((file) => !this.#isErased(file));
    if (files.length === 0) return;
    const { context, folder, onNoted } = this.#options;
    const newId = () => context.random.id();
    const note = { folderId: folder.id, now: context.clock.now(), isHeld, newId };
    context.store.write(() => noteFiles(context.store.db, files, note));
    onNoted();
  }

  /** Without the system's word (too many watches) the folder is still read now and then. */
  #listen(): void {
    if (this.#watcher !== null) return;
    const root = this.#root;
    const watcher = watch(root, {
      ignored: (path, stats) =>
        relative(root, path) !== '' &&
        (isOutside(root, path) || (stats !== undefined && !stats.isDirectory())),
      followSymlinks: false,
      ignoreInitial: true,
      ignorePermissionErrors: true,
      depth: DEPTH,
    });
    watcher.on('error', () => undefined);
    watcher.on('addDir', (path) => this.#hint(path));
    watcher.on('unlinkDir', (path) => {
      if (relative(root, path) === '') this.#readAt = 0;
      this.#wake();
    });
    watcher.on('raw', (_event, name, details) => {
      const { watchedPath } = details as { watchedPath?: string };
      if (watchedPath === undefined || typeof name !== 'string') this.#readAt = 0;
      else if (!isOutside(root, join(watchedPath, name))) return this.#hint(join(watchedPath, name));
      else return;
      this.#wake();
    });
    this.#watcher = watcher;
  }

  /** The folder is gone, or closed to us. What is known of its files stays, for when it is back. */
  async #lose(error: unknown): Promise<void> {
    const { clock, pace } = this.#options;
    this.#unsettled.clear();
    this.#hints.clear();
    this.#become(isDenied(error) ? 'denied' : 'unreachable');
    this.#readAt = steadyNow(clock) + pace.returnMs;
    await this.#watcher?.close().catch(() => undefined);
    this.#watcher = null;
  }

  #become(state: WatchedFolder['state']): void {
    if (this.#state === state) return;
    this.#state = state;
    this.#options.onState();
  }
}
