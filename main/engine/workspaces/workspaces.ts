import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { DataMissing, WorkspaceState } from '../../../preload/contract/account.ts';
import type { Account } from '../../../preload/contract/domain.ts';
import type { SyncSession } from '../../../preload/contract/sync.ts';
import type { SignedIn } from '../connectors/adapter-types.ts';
import { resolveEntAddress } from '../connectors/ent/address.ts';
import { CartableError } from '../platform/cartable-error.ts';
import type { Machine } from '../platform/machine.ts';
import { connectorsToTry, requireAllowedEnt, requireFeature } from '../policies/obey.ts';
import type { Policies } from '../policies/resolve.ts';
import type { Store } from '../store/store.ts';
import { readAccount, saveAccount } from './account-row.ts';
import { readActiveWorkspace, writeActiveWorkspace } from './active-workspace.ts';
import { BackupFiles } from './backup-file/backup-files.ts';
import { type BrowserReturn, BrowserSignIns, folderOf } from './browser-sign-ins.ts';
import { DemoEntProcess } from './demo-ent.ts';
import { accountKey, DEMO_KEY, describeAccount, describeState } from './describe-account.ts';
import { askedServer, EntLines, isNoEnt, TOLD_AT_LAST, TOLD_BEFORE_SIGN_IN } from './ent-lines.ts';
import { finishErasures } from './erasure/finish.ts';
import { loggedSession } from './logged-session.ts';
import { describeMissing, findMissingDatabase } from './missing-data.ts';
import { MoodleCourses } from './moodle-courses.ts';
import { Silences, startByName } from './silences.ts';
import { writeSupportFile } from './support-file.ts';
import { assembleWorkspace, openWorkspaceStore, type Workspace } from './workspace.ts';
import type { WorkspacesOptions } from './workspaces-options.ts';

interface Credentials {
  readonly url: string;
  readonly login: string;
  readonly password: string;
}

/**
 * The accounts of this data directory, each in a folder of its own; one of them is open.
 *
 * Leaving an account closes its folder and deletes nothing: the demonstration never mixes with a real class,
 * and teachers who share a computer do not see each other's.
 */
export class Workspaces {
  readonly #options: WorkspacesOptions;
  readonly #demo: DemoEntProcess;
  readonly #silences: Silences;
  readonly #lines: EntLines;
  readonly browser: BrowserSignIns;
  readonly backupFiles: BackupFiles;
  readonly moodleCourses: MoodleCourses;
  #lastChange: Promise<unknown> = Promise.resolve();
  #current: Workspace | null = null;
  #missing: DataMissing | null = null;

  constructor(options: WorkspacesOptions) {
    this.#options = options;
    this.#demo = new DemoEntProcess(options.processes, join(options.dataDirectory, 'demo-ent'));
    this.#silences = new Silences(options, () => this.#current);
    options.machine.onChange((notice) => notice === 'woke' && this.#silences.trustWallClock());
    this.#lines = new EntLines(options, this.#demo, this.#silences);
    this.browser = new BrowserSignIns(options, this.#lines, {
      current: () => this.current(),
      enter: (arrival) => this.#enter(arrival),
    });
    this.moodleCourses = new MoodleCourses({
      current: () => this.current(),
      lines: this.#lines,
      secrets: options.secrets,
      policies: options.policies,
    });
    this.backupFiles = new BackupFiles(options, {
      current: () => this.current(),
      openKey: () => this.#current?.key ?? null,
      inTurn: (change) => this.#inTurn(change),
      openStore: (directory) => this.#openStore(directory),
      close: () => this.#close(),
      open: (key, deviceId) => this.#open(key, deviceId),
    });
  }

  /** What the school decides on this computer. */
  get policies(): Policies {
    return this.#options.policies;
  }

  /** What is known of the machine around. */
  get machine(): Machine {
    return this.#options.machine;
  }

  /** The open workspace. @throws CartableError `account/not-connected` */
  current(): Workspace {
    if (this.#current === null) throw new CartableError('account/not-connected');
    return this.#current;
  }

  /** Opens what was open last, if anything. */
  async openActive(): Promise<void> {
    const { dataDirectory } = this.#options;
    const key = readActiveWorkspace(dataDirectory);
    if (key === null) return;
    this.#missing =
      key === undefined
        ? describeMissing('active-unreadable', join(dataDirectory, 'accounts'))
        : findMissingDatabase(this.#directoryOf(key));
    if (key !== undefined && this.#missing === null) await this.#open(key);
  }

  /**
   * One change of account at a time: a sign-in that fails late must not clear away what another has opened meanwhile.
   */
  #inTurn<T>(change: () => Promise<T>): Promise<T> {
    const turn = this.#lastChange.then(change);
    this.#lastChange = turn.catch(() => undefined);
    return turn;
  }

  state(): Promise<WorkspaceState> {
    const { appVersion, secrets } = this.#options;
    return describeState({ workspace: this.#current, dataMissing: this.#missing, appVersion }, secrets);
  }

  /**
   * Connects to what answers at an address: an ENT, or else a Moodle, unless the school says otherwise. No password is sent
   * before one of them has answered.
   */
  async connect(input: Credentials): Promise<Account> {
    const url = resolveEntAddress(input.url);
    const [first, second] = connectorsToTry(this.policies);
    if (first === 'moodle') {
      const told = second === undefined ? TOLD_AT_LAST : TOLD_BEFORE_SIGN_IN;
      const moodle = await this.#connectMoodle(url, input, told);
      if (moodle !== null) return moodle;
      if (second === undefined) throw new CartableError('account/wrong-address');
    }
    try {
      return await this.#connect(accountKey(url, input.login), 'ent', { ...input, url });
    } catch (error) {
      const moodle =
        second === 'moodle' && isNoEnt(error) ? await this.#connectMoodle(url, input, TOLD_AT_LAST) : null;
      if (moodle === null) throw error;
      return moodle;
    }
  }

  /** Null where there is no Moodle. */
  async #connectMoodle(url: string, input: Credentials, told: readonly string[]): Promise<Account | null> {
    requireAllowedEnt(this.policies, askedServer({ kind: 'moodle', url }));
    const moodle = await this.#lines.findMoodle(url).catch((error) => {
      if (error instanceof CartableError && told.includes(error.code)) throw error;
      return null;
    });
    return moodle === null
      ? null
      : this.#connect(accountKey(moodle, input.login), 'moodle', { ...input, url: moodle });
  }

  /** Starts the demonstration's ENT and connects to it. */
  async connectDemo(): Promise<Account> {
    requireFeature(this.#options.policies, 'demonstration');
    return this.#connect(DEMO_KEY, 'demo', await this.#demo.start());
  }

  /** Begins a new session for the open account. @throws CartableError `account/wrong-credentials` */
  signIn(password: string): Promise<Account> {
    const { key, account } = this.current();
    if (account.kind === 'demo') return this.connectDemo();
    return this.#connect(key, account.kind, { url: account.url, login: account.login, password });
  }

  /** « Synchroniser maintenant », with its end in the log. @throws CartableError as `SyncService.start`; `moodle/maintenance` */
  sync(): Promise<SyncSession> {
    return this.#logged(() => startByName(this.current().sync));
  }

  /** One session at a time: a second one is refused at once, and must not be taken for the end of the first. */
  async #logged(run: () => Promise<SyncSession>): Promise<SyncSession> {
    const isFirst = this.#current?.sync.isRunning !== true;
    if (isFirst) this.#options.onSyncing(true);
    try {
      return await loggedSession(this.#options.log, run);
    } finally {
      if (isFirst) this.#options.onSyncing(false);
    }
  }

  /** A file for whoever helps the teacher. @throws CartableError as `writeSupportFile` */
  writeSupportFile(path: string): Promise<{ sizeBytes: number }> {
    return writeSupportFile({ ...this.#options, workspace: this.#current }, path);
  }

  /** Ends the session, here at once and at the ENT, and closes the folder. Tells how many edits wait in it. */
  leave(): Promise<{ waitingCount: number }> {
    return this.#inTurn(async () => {
      const workspace = this.current();
      const { secrets, log } = this.#options;
      // A session that runs, or begins by itself, may still renew the secret and what waits.
      await workspace.stop();
      const { waitingCount } = workspace.sync.status();
      const account = readAccount(workspace.store) ?? workspace.account;
      const secret = await secrets.get(workspace.key);
      await secrets.delete(workspace.key);
      writeActiveWorkspace(this.#options.dataDirectory, null);
      await this.#close();
      log.info('account-left', { kind: account.kind, waitingCount });
      if (secret !== null) this.#lines.signOut(account, secret);
      return { waitingCount };
    });
  }

  async close(): Promise<void> {
    this.browser.close();
    await this.#inTurn(async () => {
      await this.#current?.leave();
      await this.#close();
    });
    await this.#lines.settled();
    this.#demo.stop();
  }

  #connect(key: string, kind: Account['kind'], { url, login, password }: Credentials): Promise<Account> {
    if (kind !== 'demo') requireAllowedEnt(this.#options.policies, askedServer({ kind, url }));
    const signIn = (known: string | undefined) => {
      const deviceId = known ?? this.#options.random.id();
      return this.#lines.with({ kind, url }, deviceId, async (adapter) => ({
        deviceId,
        signedIn: await adapter.signIn({ login, password }),
      }));
    };
    return this.#inTurn(() => this.#connectNow({ key, kind, url, login }, signIn));
  }

  /** Opens the folder of who came back from the browser. @throws CartableError `reason` other-account, when another signs in again */
  #enter(arrival: BrowserReturn): Promise<Account> {
    const { kind, url, deviceId, signedIn } = arrival;
    return this.#inTurn(async () => {
      try {
        const folder = folderOf(arrival, this.#current);
        return await this.#connectNow(folder, async () => ({ deviceId, signedIn }));
      } catch (error) {
        // Nobody keeps what was given: it must not stay open at the ENT.
        this.#lines.signOut({ kind, url, device_id: deviceId }, signedIn.secret);
        throw error;
      }
    });
  }

  /** @param signIn given the device that the folder is at the ENT, if it is one already */
  async #connectNow(
    { key, ...to }: { key: string; kind: Account['kind']; url: string; login: string },
    signIn: (deviceId: string | undefined) => Promise<{ deviceId: string; signedIn: SignedIn }>,
  ): Promise<Account> {
    const directory = this.#directoryOf(key);
    const isNew = !existsSync(directory);
    const reused = this.#current?.key === key ? this.#current.store : null;
    const store = reused ?? (await this.#openStore(directory));
    let deviceId: string | null = null;
    try {
      if (store.isReadOnly) throw new CartableError('store/from-future');
      const known = readAccount(store)?.device_id;
      const entered = await signIn(known);
      ({ deviceId } = entered);
      const connectedAt = this.#options.clock.now();
      // Another device than before is told in the folder with all that follows from it: `#open`.
      saveAccount(store, { ...to, deviceId: known ?? deviceId, connectedAt }, entered.signedIn);
      await this.#options.secrets.set(key, entered.signedIn.secret);
    } catch (error) {
      if (reused === null) store.close();
      // Nothing was in it yet: a mistyped address leaves no folder behind.
      if (isNew) rmSync(directory, { recursive: true, force: true });
      throw error;
    }
    if (reused === null) store.close();
    await this.#open(key, deviceId);
    writeActiveWorkspace(this.#options.dataDirectory, key);
    return this.#describe(this.current());
  }

  /** A large database of an earlier version takes its time. */
  #openStore(directory: string): Promise<Store> {
    return this.#options.undisturbed(() => openWorkspaceStore(directory, this.#options.clock));
  }

  async #open(key: string, deviceId: string | null = null): Promise<void> {
    await this.#close();
    const directory = this.#directoryOf(key);
    const store = await this.#openStore(directory);
    try {
      await this.#assemble(key, directory, store, deviceId);
    } catch (error) {
      store.close();
      // What a newer version has changed is no fault of this one.
      throw store.isReadOnly && !(error instanceof CartableError)
        ? new CartableError('store/from-future', { version: store.schemaVersion }, 'after-user', error)
        : error;
    }
  }

  async #assemble(key: string, directory: string, store: Store, deviceId: string | null): Promise<void> {
    if (readAccount(store) === null) {
      store.close();
      this.#missing = describeMissing('database-empty', directory);
      return;
    }
    const { clock, random, policies, optimise, readText, log, undisturbed, deviceName } = this.#options;
    this.#current = await assembleWorkspace(key, directory, store, {
      machine: this.#options.machine,
      automatic: this.#options.automatic,
      logged: (session) => this.#logged(session),
      clock,
      random,
      policies,
      optimise,
      readText,
      log,
      undisturbed,
      deviceName,
      deviceId,
      showPages: (name) => this.#options.showPages(name),
      openCopy: this.#options.openCopy,
      emit: (event) => this.#options.emit(event),
      connect: (account) => this.#lines.forSync(key, account, store),
    });
    this.#missing = null;
    if (!store.isReadOnly) this.#silences.enter(this.#current);
    await finishErasures(this.#current, this.#options.log);
    this.#options.onActive(directory);
    const { schemaVersion, isReadOnly } = store;
    this.#options.log.info('workspace-opened', {
      kind: this.#current.account.kind,
      schemaVersion,
      isReadOnly,
    });
    this.#options.emit({
      type: 'changed',
      topics: ['account', 'classes', 'grading', 'lessons', 'library', 'sync', 'settings'],
    });
  }

  #describe(workspace: Workspace): Promise<Account> {
    return describeAccount(workspace, this.#options.secrets);
  }

  #directoryOf(key: string): string {
    return join(this.#options.dataDirectory, 'accounts', key);
  }

  /** A running sync ends first: it must not meet a closed database. */
  async #close(): Promise<void> {
    const workspace = this.#current;
    if (workspace === null) return;
    await workspace.stop();
    this.#silences.outlive(workspace);
    workspace.close();
    this.#current = null;
    this.#options.log.info('workspace-closed');
    this.#options.onActive(null);
  }
}
