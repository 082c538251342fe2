import { join } from 'node:path';
import { MOODLE_ENTITIES } from '../connectors/moodle/taken-entities.ts';
import type { DomainContext } from '../context.ts';
import { lessonsHandlers } from '../lessons/handlers.ts';
import { importDoors } from '../library/import-doors.ts';
import type { Optimise } from '../library/optimiser-port.ts';
import { OpenedCopies, type OpenedCopiesOptions } from '../opened/opened-copies.ts';
import type { Clock } from '../platform/clock.ts';
import { makeOwnFolder } from '../platform/own-files.ts';
import type { Random } from '../platform/random.ts';
import { SYNCABLE_BY_NAME } from '../registry.ts';
import { type ReadText, startDocumentReader } from '../search/document-reader.ts';
import { openStore, type Store } from '../store/store.ts';
import { becomeNewDevice } from '../sync/new-device.ts';
import { Outbox } from '../sync/outbox.ts';
import { replayParked } from '../sync/replay.ts';
import { endInterruptedSessions } from '../sync/session-log.ts';
import type { SyncContext } from '../sync/sync-context.ts';
import type { SyncService } from '../sync/sync-service.ts';
import { Vault } from '../vault/vault.ts';
import { WatchedFolders } from '../watch/watched-folders.ts';
import { type AccountRow, readAccount, saveDeviceId } from './account-row.ts';
import { careFor } from './caretaker.ts';
import { type CorrectionsMinder, mindCorrections } from './corrections.ts';
import type { Erasable } from './erasure/erasable.ts';
import { eraseOldYears } from './erasure/retention.ts';
import { assembleSync, type SyncDoors } from './workspace-sync.ts';

/** What a workspace needs of the engine. */
export interface WorkspaceDoors extends SyncDoors {
  readonly random: Random;
  readonly deviceName: string;
  readonly optimise: Optimise;
  readonly readText: ReadText;
  readonly undisturbed: DomainContext['undisturbed'];
  readonly showPages: DomainContext['showPages'];
  readonly openCopy?: OpenedCopiesOptions['openCopy'];
  /** The device that the ENT knows this computer by since the last sign-in; null: the one in the account's row. */
  readonly deviceId: string | null;
}

/** One account's folder, open: its database, its vault, its domains and its sync. */
export interface Workspace {
  readonly key: string;
  readonly directory: string;
  readonly store: Store;
  readonly account: AccountRow;
  readonly domain: DomainContext;
  readonly sync: SyncService;
  readonly syncContext: SyncContext;
  readonly watchedFolders: WatchedFolders;
  readonly openedCopies: OpenedCopies;
  /** Before it is closed with Cartable: what was gathered goes, if it may. */
  leave(): Promise<void>;
  /** Lets nothing begin by itself any more, and waits for what runs. */
  stop(): Promise<void>;
  /** After `stop`. */
  close(): void;
}

/** The database of a workspace. */
export function databasePath(directory: string): string {
  return join(directory, 'cartable.sqlite');
}

/** Puts a workspace together around an open store whose account is known. */
export async function assembleWorkspace(
  key: string,
  directory: string,
  store: Store,
  doors: WorkspaceDoors,
): Promise<Workspace> {
  const account = accountOf(store);
  const { clock, random, policies } = doors;
  const vault = await openVault(join(directory, 'vault'), random);
  const kept = { store, vault, clock, random };
  const syncContext = syncContextOf(kept, account, doors);
  if (!store.isReadOnly) catchUp(syncContext, account, doors.deviceId);
  const filesComing = new Pending();
  const domain: DomainContext = {
    ...kept,
    edits: syncContext.outbox,
    policies,
    authorName: account.display_name,
    deviceName: doors.deviceName,
    ...importDoors(
      () => domain,
      announcing(doors),
      (work) => filesComing.count(work),
    ),
    undisturbed: doors.undisturbed,
    showPages: (name) => doors.showPages(name),
    tellProgress: (progress) => doors.emit({ type: 'work-progress', ...progress }),
    announce: (...topics) => announce(...topics),
  };
  const reader = readDocuments(domain, doors);
  const minder = minderOf(domain, doors);
  const { sync, announce, leave, endAutomatic } = assembleSync(
    syncContext,
    account,
    doorsOf(domain, doors, () => [reader.wake(), minder?.look()]),
  );
  const isQuiet = () => filesComing.isNone && !sync.isRunning;
  const stopCaring = care({ directory, store, account, domain, sync, syncContext }, isQuiet, doors);
  const watches = watchFiles(domain, directory, { ...doors, isQuiet });
  const stop = () => stopAll(endAutomatic, sync, watches);
  const close = () => {
    stopCaring();
    minder?.stop();
    reader.stop();
    store.close();
  };
  return { key, directory, store, account, domain, sync, syncContext, ...watches, leave, stop, close };
}

/** Ends first what begins sessions: none may begin while the others come to their end, to meet a closed database. */
async function stopAll(
  endAutomatic: () => void,
  sync: SyncService,
  { watchedFolders, openedCopies }: Pick<Workspace, 'watchedFolders' | 'openedCopies'>,
): Promise<void> {
  endAutomatic();
  await sync.stop();
  await watchedFolders.close();
  await openedCopies.close();
}

/** What sync is given: a session takes along the corrections whose date has come, and what it brings is read. */
function doorsOf(domain: DomainContext, doors: WorkspaceDoors, onLessons: () => unknown): WorkspaceDoors {
  return {
    ...doors,
    emit(event) {
      doors.emit(event);
      if (event.type === 'changed' && event.topics.includes('lessons')) onLessons();
    },
    connect(account) {
      if (!domain.store.isReadOnly) lessonsHandlers.openCorrections(domain);
      return doors.connect(account);
    },
  };
}

function care(erasable: Erasable, isQuiet: () => boolean, { log }: Pick<WorkspaceDoors, 'log'>): () => void {
  return careFor(erasable.domain, { isQuiet, log, eraseOldYears: () => eraseOldYears(erasable) });
}

/** On the command line no correction is opened but by a session. */
function minderOf(
  domain: DomainContext,
  { automatic, machine, log }: WorkspaceDoors,
): CorrectionsMinder | null {
  if (automatic === null || domain.store.isReadOnly) return null;
  return mindCorrections(domain, { machine, onBug: (error) => log.bug(error) });
}

function syncContextOf(
  kept: Pick<SyncContext, 'store' | 'vault' | 'clock' | 'random'>,
  account: AccountRow,
  { deviceName, undisturbed }: WorkspaceDoors,
): SyncContext {
  const { store, clock, random } = kept;
  const taken = account.kind === 'moodle' ? MOODLE_ENTITIES : null;
  return {
    ...kept,
    outbox: new Outbox(store.db, clock, random, { taken, entities: SYNCABLE_BY_NAME, deviceName }),
    deviceName,
    entities: SYNCABLE_BY_NAME,
    undisturbed,
    account: { id: account.id, datasetId: account.dataset_id },
  };
}

function accountOf(store: Store): AccountRow {
  const account = readAccount(store);
  if (account === null) throw new Error('a workspace without an account cannot be opened');
  return account;
}

/** What was left undone: by an engine that ended, a version that knew less, a sign-in that made this another device. */
function catchUp(context: SyncContext, account: AccountRow, deviceId: string | null): void {
  endInterruptedSessions(context);
  replayParked(context);
  if (deviceId !== null && deviceId !== account.device_id)
    becomeNewDevice(context, (id) => saveDeviceId(context.store, id), deviceId);
}

/** Files that come in by themselves. */
function watchFiles(
  context: DomainContext,
  directory: string,
  doors: WorkspaceDoors & { isQuiet(): boolean },
) {
  return {
    watchedFolders: watchFolders(context, directory, doors),
    openedCopies: followCopies(context, directory, doors),
  };
}

/** On the command line nothing comes in by itself. */
function watchFolders(
  context: DomainContext,
  directory: string,
  { clock, log, automatic, isQuiet }: WorkspaceDoors & { isQuiet(): boolean },
): WatchedFolders {
  const ownFolder = join(directory, '..', '..');
  const onBug = (error: unknown) => log.bug(error);
  const folders = new WatchedFolders({ context, clock, ownFolder, isQuiet, onBug });
  if (automatic !== null) folders.start();
  return folders;
}

/** On the command line nothing comes back by itself. */
function followCopies(context: DomainContext, directory: string, doors: WorkspaceDoors): OpenedCopies {
  const { clock, log, automatic, openCopy, emit } = doors;
  const onBug = (error: unknown) => log.bug(error);
  const options = { context, clock, directory, openCopy, onBug };
  const copies = new OpenedCopies({ ...options, emit: (event) => emit(event) });
  if (automatic !== null) copies.start();
  return copies;
}

/** On the command line nothing is read that was not asked for. */
function readDocuments(context: DomainContext, { automatic, readText, log }: WorkspaceDoors) {
  const reader = startDocumentReader(context, { readText, onBug: (error) => log.bug(error) });
  if (automatic === null) reader.stop();
  return reader;
}

/** Counts what is under way. */
class Pending {
  #count = 0;

  get isNone(): boolean {
    return this.#count === 0;
  }

  async count<T>(work: Promise<T>): Promise<T> {
    this.#count += 1;
    try {
      return await work;
    } finally {
      this.#count -= 1;
    }
  }
}

const PROGRESS_EVERY_MS = 200;

/** The optimiser, each document's beginning, progress and end told to the screens. */
function announcing({ optimise, emit, clock }: WorkspaceDoors): Optimise {
  return async (request) => {
    const { fileName: name } = request;
    const tell = (state: 'started' | 'working' | 'finished', share: number) =>
      emit({ type: 'optimise-progress', name, state, share });
    tell('started', 0);
    let toldAt = clock.now();
    const onProgress: typeof request.onProgress = ({ bytesDone, bytesTotal }) => {
      // A document with a thousand pictures tells so a thousand times.
      if (Math.abs(clock.now() - toldAt) < PROGRESS_EVERY_MS) return;
      toldAt = clock.now();
      tell('working', Math.min(1, bytesDone / Math.max(1, bytesTotal)));
    };
    try {
      return await optimise({ ...request, onProgress });
    } finally {
      tell('finished', 1);
    }
  };
}

/** Opens the store of a workspace's folder, making it if needed. */
export function openWorkspaceStore(directory: string, clock: Clock): Promise<Store> {
  return openStore(databasePath(directory), clock);
}

async function openVault(directory: string, random: Random): Promise<Vault> {
  // The vault makes the folders below these.
  for (const folder of ['', 'incoming', 'partial']) makeOwnFolder(join(directory, folder));
  const vault = new Vault(directory, random);
  await vault.sweepIncoming();
  return vault;
}
