import { opendir, realpath } from 'node:fs/promises';
import { basename } from 'node:path';
import type { WatchedFolder } from '../../../preload/contract/watch.ts';
import type { DomainContext } from '../context.ts';
import { gradingHandlers } from '../grading/handlers.ts';
import { libraryHandlers } from '../library/handlers.ts';
import { CartableError } from '../platform/cartable-error.ts';
import { type Clock, steadyNow } from '../platform/clock.ts';
import { isAllowedFolder, isDisabled, requireAllowedFolder, requireFeature } from '../policies/obey.ts';
import type { Policies } from '../policies/resolve.ts';
import { isBelow, isDenied } from './folder-tree.ts';
import { FolderWatch } from './folder-watch.ts';
import { takeIn } from './intake.ts';
import { USUAL_PACE, type WatchPace } from './pace.ts';
import {
  countFiles,
  type FolderRow,
  findFolder,
  findLastPile,
  nextWaiting,
  readFolders,
  type WholePile,
} from './repository.ts';

export interface WatchedFoldersOptions {
  readonly context: DomainContext;
  readonly clock: Clock;
  /** Cartable's own data, which must not come back to it. */
  readonly ownFolder: string;
  readonly pace?: WatchPace;
  /** False while the teacher's own files come in, or a sync runs: what comes by itself waits. */
  isQuiet(): boolean;
  onBug(error: unknown): void;
}

/** What the teacher has ignored is forgotten after this. */
const IGNORED_KEPT_MS = 30 * 86_400_000;

/** The folders of one workspace that are watched, and the one door through which their files come in, one by one. */
export class WatchedFolders {
  readonly #options: WatchedFoldersOptions;
  readonly #pace: WatchPace;
  readonly #watches = new Map<string, FolderWatch>();
  readonly #end = new AbortController();
  #wake: () => void = () => undefined;
  #running: Promise<void> | null = null;

  constructor(options: WatchedFoldersOptions) {
    this.#options = options;
    this.#pace = options.pace ?? USUAL_PACE;
  }

  /** Begins to watch. Never called where nothing may happen by itself: folders can then be listed, and no more. */
  start(): void {
    const { context } = this.#options;
    if (context.store.isReadOnly) return;
    this.#forgetIgnored();
    for (const folder of readFolders(context.store.db)) this.#watch(folder);
    this.#running = this.#takeTurns().catch((error) => {
      if (!this.#end.signal.aborted) this.#options.onBug(error);
    });
  }

  async close(): Promise<void> {
    this.#end.abort();
    this.#wake();
    await Promise.all([...this.#watches.values()].map((watch) => watch.close()));
    await this.#running;
  }

  list(): WatchedFolder[] {
    return readFolders(this.#options.context.store.db).map((folder) => this.#describe(folder));
  }

  /**
   * Watches one more folder. What is in it already is noted, and stays outside.
   *
   * @throws CartableError `policy/not-allowed`, `policy/folder-not-allowed`; `watch/folder-refused` with `reason`: `missing`, `unreadable`, `own` (Cartable's, or one that
   *   holds it) or `watched` (with another one of the list)
   */
  async add(path: string): Promise<WatchedFolder> {
    const { context, ownFolder } = this.#options;
    requireFeature(context.policies, 'watched-folders');
    const real = await realFolder(path);
    requireAllowedFolder(context.policies, real);
    const own = await realpath(ownFolder).catch(() => ownFolder);
    if (isBelow(own, real) || isBelow(real, own)) throw refused('own');
    const others = readFolders(context.store.db).filter((folder) => folder.path !== real);
    if (others.some((folder) => isBelow(folder.path, real) || isBelow(real, folder.path)))
      throw refused('watched');
    const known = findFolder(context.store.db, { path: real });
    const id = known?.id ?? context.random.id();
    // Watched before, and left alone since: what came meanwhile counts as what was there.
    const write = `INSERT INTO watched_folder (id, path, added_at) VALUES (?, ?, ?)
      ON CONFLICT (id) DO UPDATE SET first_read_at = NULL, removed_at = NULL WHERE removed_at IS NOT NULL`;
    context.store.write(() => context.store.db.prepare(write).run(id, real, context.clock.now()));
    return this.#begin(id);
  }

  remove(folderId: string): void {
    this.#mark(folderId, this.#options.context.clock.now());
    const watch = this.#watches.get(folderId);
    this.#watches.delete(folderId);
    void watch?.close();
  }

  /** Undo of `remove`. @throws CartableError `store/not-found` */
  restore(folderId: string): void {
    this.#mark(folderId, null);
    this.#begin(folderId);
  }

  /** Brings in what was there before the folder was watched. @throws CartableError `store/not-found` */
  takeHeld(folderId: string): Record<string, never> {
    const { context } = this.#options;
    const change =
      "UPDATE watched_file SET state = 'new', is_waiting = 1 WHERE folder_id = ? AND state = 'held' AND is_waiting = 0";
    context.store.write(() => {
      this.#require(folderId);
      context.store.db.prepare(change).run(folderId);
    });
    context.announce('watch');
    this.#wake();
    return {};
  }

  /**
   * Says whose scanned copies arrive in a folder: its PDFs are cut and attached by themselves from now on. Null: any files.
   *
   * @throws CartableError `store/not-found`
   */
  nameAssignment({
    folderId,
    assignmentId,
  }: {
    folderId: string;
    assignmentId: string | null;
  }): Record<string, never> {
    const { context } = this.#options;
    context.store.write(() => {
      this.#require(folderId);
      if (assignmentId !== null) gradingHandlers.submissions(context, { assignmentId });
      const change = 'UPDATE watched_folder SET assignment_id = ? WHERE id = ?';
      context.store.db.prepare(change).run(assignmentId, folderId);
    });
    context.announce('watch');
    return {};
  }

  #begin(id: string): WatchedFolder {
    const folder = this.#require(id);
    if (this.#running !== null) this.#watch(folder);
    this.#options.context.announce('watch');
    return this.#describe(folder);
  }

  #require(id: string): FolderRow {
    const folder = findFolder(this.#options.context.store.db, { id });
    if (folder === undefined) throw new CartableError('store/not-found', {}, 'never');
    return folder;
  }

  #mark(id: string, removedAt: number | null): void {
    const { context } = this.#options;
    context.store.write(() => {
      this.#require(id);
      context.store.db.prepare('UPDATE watched_folder SET removed_at = ? WHERE id = ?').run(removedAt, id);
    });
    context.announce('watch');
  }

  #watch(folder: FolderRow): void {
    const { context, clock } = this.#options;
    if (this.#watches.has(folder.id) || !mayWatch(context.policies, folder.path)) return;
    const onState = () => {
      context.announce('watch');
      this.#wake();
    };
    const watch = new FolderWatch({ context, folder, clock, pace: this.#pace, onNoted: onState, onState });
    this.#watches.set(folder.id, watch);
  }

  #describe(folder: FolderRow): WatchedFolder {
    const watch = this.#watches.get(folder.id);
    const { db } = this.#options.context.store;
    const lastPile = folder.assignmentId === null ? undefined : findLastPile(db, folder.id);
    return {
      id: folder.id,
      path: folder.path,
      state: watch?.state ?? 'starting',
      unreadable: watch?.unreadable ?? [],
      assignmentId: folder.assignmentId,
      lastPile: lastPile === undefined ? null : toLastPile(lastPile),
      ...countFiles(db, folder.id),
    };
  }

  /** One file at a time, with a rest as long as the work: nobody should feel it. */
  async #takeTurns(): Promise<void> {
    const { context, clock, isQuiet } = this.#options;
    const { signal } = this.#end;
    while (!signal.aborted) {
      const waiting = this.#nextWaiting();
      if (waiting === null) {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
        continue;
      }
      if (!isQuiet()) {
        await clock.sleep(this.#pace.waitMs, signal);
        continue;
      }
      const startedAt = steadyNow(clock);
      try {
        const outcome = await takeIn(context, waiting, signal);
        if (outcome === 'again') this.#watches.get(waiting.file.folderId)?.hintBelow(waiting.file.path);
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof CartableError)) this.#options.onBug(error);
        await clock.sleep(10 * this.#pace.waitMs, signal);
      }
      await clock.sleep(Math.max(this.#pace.restMs, steadyNow(clock) - startedAt), signal);
    }
  }

  #nextWaiting(): Parameters<typeof takeIn>[1] | null {
    const { db } = this.#options.context.store;
    const open = readFolders(db).filter(({ id }) => this.#watches.get(id)?.state === 'watching');
    const file =
      open.length === 0
        ? undefined
        : nextWaiting(
            db,
            open.map(({ id }) => id),
          );
    const folder = open.find(({ id }) => id === file?.folderId);
    if (file === undefined || folder === undefined) return null;
    return { file, root: folder.path, assignmentId: folder.assignmentId };
  }

  #forgetIgnored(): void {
    const { context } = this.#options;
    const { db } = context.store;
    context.store.write(() => {
      const rows = db
        .prepare(
          "SELECT id, document_id AS documentId FROM watched_file WHERE state = 'ignored' AND decided_at < ? AND document_id IS NOT NULL",
        )
        .all(context.clock.now() - IGNORED_KEPT_MS) as { id: string; documentId: string }[];
      for (const { id, documentId } of rows) {
        db.prepare('UPDATE watched_file SET document_id = NULL WHERE id = ?').run(id);
        libraryHandlers.forget(context, documentId);
      }
    });
  }
}

function toLastPile({ path, pileCopies, foundAt }: WholePile): WatchedFolder['lastPile'] {
  return { name: basename(path), copyCount: pileCopies, at: foundAt };
}

async function realFolder(path: string): Promise<string> {
  try {
    const real = await realpath(path);
    // Node opens it before anything is read.
    await (await opendir(real)).close();
    return real;
  } catch (error) {
    if (isDenied(error)) throw refused('unreadable');
  }
  throw refused('missing');
}

function refused(reason: 'missing' | 'unreadable' | 'own' | 'watched'): CartableError {
  return new CartableError('watch/folder-refused', { reason });
}

/** One that was chosen before the school decided otherwise stays in the list, and is left alone. */
function mayWatch(policies: Policies, path: string): boolean {
  return !isDisabled(policies, 'watched-folders') && isAllowedFolder(policies, path);
}
