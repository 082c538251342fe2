import { lstat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { type FSWatcher, watch } from 'chokidar';
import type { EngineEvent } from '../../../preload/contract/events.ts';
import { isOpenedOutside } from '../../../preload/contract/opened-copies.ts';
import type { DomainContext } from '../context.ts';
import { OPENED_FOLDER } from '../host-contract.ts';
import { lessonsHandlers } from '../lessons/handlers.ts';
import { CartableError } from '../platform/cartable-error.ts';
import type { Clock } from '../platform/clock.ts';
import { makeOwnFolder } from '../platform/own-files.ts';
import { hashFile } from '../platform/whole-files.ts';
import { copyBlob } from '../vault/copy-blob.ts';
import { cleanUp } from './clean-up.ts';
import { ownName } from './own-name.ts';
import { findCopy, findCopyOf, readCopies, type WorkingCopy, writeCopy } from './repository.ts';
import { takeBack } from './take-back.ts';

/** Two seconds: longer than a program pauses between two writes of one saving. */
const SETTLE_MS = 2000;
/** A minute: what the system has not told of, because it follows too much already, is found all the same. */
const LOOK_AGAIN_MS = 60_000;
/** A day: what was opened earlier is found when the system tells of it, or at the next start. No timer runs for it. */
const AT_WORK_MS = 86_400_000;

export interface OpenedCopiesOptions {
  readonly context: DomainContext;
  readonly clock: Clock;
  /** The account's folder. */
  readonly directory: string;
  readonly settleMs?: number;
  /** Has the system's program open a file, by its way below the account's folder of them; false: it has none. Absent: nobody can. */
  readonly openCopy?: ((path: string) => Promise<boolean>) | undefined;
  emit(event: EngineEvent): void;
  onBug(error: unknown): void;
}

/** The documents of lessons that are open in other programs: each is watched, and taken back once it is saved there. */
export class OpenedCopies {
  readonly #options: OpenedCopiesOptions;
  readonly #root: string;
  readonly #end = new AbortController();
  readonly #hints = new Set<string>();
  /** Of copies that may still be written to: size and time as they were seen last. */
  readonly #seen = new Map<string, string>();
  /** What the optimiser would not take: not tried again before it changes. */
  readonly #refused = new Map<string, string>();
  readonly #told = new Map<string, string>();
  /** What was read of a copy, and its size and time then: it is read again once these change, and not at each look. */
  readonly #hashes = new Map<string, { readonly at: string; readonly sha256: string }>();
  #watcher: FSWatcher | null = null;
  #wake: () => void = () => undefined;
  #running: Promise<void> | null = null;
  /** What nobody needs any more goes before anything is opened: else a folder could go that is just being laid out. */
  #cleaned: Promise<void> = Promise.resolve();

  constructor(options: OpenedCopiesOptions) {
    this.#options = options;
    this.#root = join(options.directory, OPENED_FOLDER);
  }

  /** Follows what was opened before too: a program may have saved since. Never called where nothing may happen by itself. */
  start(): void {
    const { context, onBug } = this.#options;
    if (context.store.isReadOnly) return;
    // A folder that a program keeps busy stays until the next time; what is open is followed all the same.
    this.#cleaned = cleanUp(context, this.#root).catch(onBug);
    this.#running = this.#run().catch((error) => {
      if (!this.#end.signal.aborted) onBug(error);
    });
  }

  async close(): Promise<void> {
    this.#end.abort();
    this.#wake();
    await this.#running;
    await this.#watcher?.close();
  }

  /**
   * Opens a document of a lesson in the system's program for it. One that is open already is shown as it was left there.
   *
   * @throws CartableError `store/not-found`, `store/from-future`, `vault/blob-missing`, `vault/blob-corrupt`, `store/disk-full`;
   *   `library/no-program` when the system has none for it
   */
  async open({ resourceId }: { resourceId: string }): Promise<Record<string, never>> {
    const { context, openCopy } = this.#options;
    if (context.store.isReadOnly) throw new CartableError('store/from-future');
    const resource = lessonsHandlers.findResource(context, resourceId);
    if (resource?.isThere !== true) throw new CartableError('store/not-found', {}, 'never');
    if (openCopy === undefined || !isOpenedOutside(resource.name)) throw noProgram(resource.name);
    await this.#cleaned;
    const copy = (await this.#living(resource)) ?? (await this.#layOut(resource));
    this.#listen();
    this.#hint(copy.id);
    if (!(await openCopy(`${copy.id}/${copy.name}`))) throw noProgram(copy.name);
    return {};
  }

  /** The copy that there is, unless its document has become another one and nobody has worked on it. */
  async #living({ id, sha256 }: { id: string; sha256: string }): Promise<WorkingCopy | null> {
    const { context, clock } = this.#options;
    const copy = findCopyOf(context.store.db, id);
    if (copy === undefined) return null;
    const bytes = await hashFile(this.#pathOf(copy)).catch(() => null);
    const isWorkedOn = bytes !== null && bytes.sha256 !== copy.takenSha256;
    if (bytes === null || (!isWorkedOn && (copy.resourceId !== id || copy.resourceSha256 !== sha256)))
      return null;
    context.store.write(() => writeCopy(context.store.db, { ...copy, usedAt: clock.now() }));
    return copy;
  }

  async #layOut({ id: resourceId, sha256, name }: ResourceToOpen): Promise<WorkingCopy> {
    const { context, clock } = this.#options;
    const { db } = context.store;
    const source = lessonsHandlers.editableBytes(context, { resourceId, sha256, name });
    const id = context.random.id();
    makeOwnFolder(join(this.#root, id));
    const used = {
      replacedId: null,
      replacedSha256: null,
      resourceSha256: sha256,
      takenSha256: source.sha256,
      usedAt: clock.now(),
    };
    const copy: WorkingCopy = { id, name: ownName(source.name), resourceId, ...used };
    await copyBlob(context.vault, source.sha256, this.#pathOf(copy));
    context.store.write(() => writeCopy(db, copy));
    return copy;
  }

  #pathOf({ id, name }: Pick<WorkingCopy, 'id' | 'name'>): string {
    return join(this.#root, id, name);
  }

  /** The folders are watched, not the files: a program that saves by renaming puts another file there. */
  #listen(): void {
    if (this.#watcher !== null || this.#running === null || this.#end.signal.aborted) return;
    const watcher = watch(this.#root, { ignoreInitial: true, followSymlinks: false, depth: 1 });
    watcher.on('error', () => undefined);
    // What was saved before the system followed is told by nobody.
    watcher.on('ready', () => this.#hintAll());
    watcher.on('all', (_event, path) => {
      const [id] = relative(this.#root, path).split(/[\\/]/);
      if (id) this.#hint(id);
    });
    this.#watcher = watcher;
  }

  #hintAll(): void {
    if (this.#end.signal.aborted) return;
    for (const { id } of readCopies(this.#options.context.store.db)) this.#hints.add(id);
    this.#wake();
  }

  #hint(id: string): void {
    this.#hints.add(id);
    this.#wake();
  }

  async #run(): Promise<void> {
    const { context, clock, settleMs = SETTLE_MS } = this.#options;
    const { signal } = this.#end;
    await this.#cleaned;
    if (signal.aborted) return;
    const copies = readCopies(context.store.db);
    if (copies.length > 0) this.#listen();
    this.#hintAll();
    while (!signal.aborted) {
      if (this.#hints.size === 0) await this.#rest();
      const ids = [...this.#hints];
      this.#hints.clear();
      for (const id of ids) await this.#look(id);
      if (this.#hints.size > 0) await clock.sleep(settleMs, signal).catch(() => undefined);
    }
  }

  /** Until something happens or, where somebody is at work on a copy, it is time to look again. */
  async #rest(): Promise<void> {
    const { context, clock } = this.#options;
    const controller = new AbortController();
    const woken = new Promise<void>((resolve) => {
      this.#wake = () => {
        controller.abort();
        resolve();
      };
    });
    if (this.#end.signal.aborted) return;
    const copies = readCopies(context.store.db);
    if (copies.some(({ usedAt }) => clock.now() - usedAt < AT_WORK_MS))
      await clock.sleep(LOOK_AGAIN_MS, controller.signal).catch(() => undefined);
    else await woken;
    this.#wake = () => undefined;
    if (!controller.signal.aborted) this.#hintAll();
  }

  /** A file is taken back once it has stayed the same from one look to the next. */
  async #look(id: string): Promise<void> {
    const copy = findCopy(this.#options.context.store.db, id);
    const stats = copy === undefined ? null : await lstat(this.#pathOf(copy)).catch(() => null);
    // Between two steps of a renaming there is none: the next event tells of it.
    if (copy === undefined || stats?.isFile() !== true) {
      this.#seen.delete(id);
      return;
    }
    const now = `${stats.size} ${stats.mtimeMs} ${stats.ino}`;
    if (this.#seen.get(id) === now) {
      if (stats.size > 0) await this.#take(copy, now);
      return;
    }
    this.#seen.set(id, now);
    this.#hints.add(id);
  }

  async #take(copy: WorkingCopy, at: string): Promise<void> {
    const { context, emit, onBug } = this.#options;
    const path = this.#pathOf(copy);
    const sha256 = await this.#hashOf(copy, at);
    if (sha256 === null || sha256 === copy.takenSha256 || this.#refused.get(copy.id) === sha256) return;
    try {
      const taken = await takeBack(context, { copy, path, sha256, signal: this.#end.signal });
      if (taken !== null) emit({ type: 'copy-taken', ...taken });
    } catch (error) {
      if (this.#end.signal.aborted) return;
      if (error instanceof CartableError) this.#refuse(copy, sha256, error);
      else onBug(error);
    }
  }

  async #hashOf(copy: WorkingCopy, at: string): Promise<string | null> {
    const read = this.#hashes.get(copy.id);
    if (read?.at === at) return read.sha256;
    const bytes = await hashFile(this.#pathOf(copy)).catch(() => null);
    if (bytes === null) return null;
    this.#hashes.set(copy.id, { at, sha256: bytes.sha256 });
    return bytes.sha256;
  }

  /** Said once. What is not the file's fault, a full disk say, is tried again at the next look. */
  #refuse({ id, name }: WorkingCopy, sha256: string, { code, params, retry }: CartableError): void {
    if (code === 'library/file-refused') this.#refused.set(id, sha256);
    if (this.#told.get(id) === sha256) return;
    this.#told.set(id, sha256);
    this.#options.emit({ type: 'copy-refused', error: { code, params: { name, ...params }, retry } });
  }
}

interface ResourceToOpen {
  readonly id: string;
  readonly sha256: string;
  readonly name: string;
}

function noProgram(name: string): CartableError {
  return new CartableError('library/no-program', { name }, 'after-user');
}
