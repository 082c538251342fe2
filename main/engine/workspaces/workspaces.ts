import { createHash } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { DataMissing, WorkspaceState } from '../../../preload/contract/account.ts';
import type { Account } from '../../../preload/contract/domain.ts';
import type { EngineEvent } from '../../../preload/contract/events.ts';
import type { SyncSession } from '../../../preload/contract/sync.ts';
import { resolveEntAddress } from '../connectors/ent/address.ts';
import type { DomainContext } from '../context.ts';
import type { Optimise } from '../library/optimiser-port.ts';
import type { EngineLog } from '../log.ts';
import { CartableError } from '../platform/cartable-error.ts';
import type { Machine } from '../platform/machine.ts';
import type { Processes } from '../platform/processes.ts';
import type { Random } from '../platform/random.ts';
import { LATEST_VERSION } from '../store/migrate.ts';
import type { Store } from '../store/store.ts';
import { readAccount, saveAccount } from './account-row.ts';
import { readActiveWorkspace, writeActiveWorkspace } from './active-workspace.ts';
import { DemoEntProcess } from './demo-ent.ts';
import { EntLines, type EntLinesOptions } from './ent-lines.ts';
import { describeMissing, findMissingDatabase } from './missing-data.ts';
import { assembleWorkspace, openWorkspaceStore, type Workspace } from './workspace.ts';

export interface WorkspacesOptions extends EntLinesOptions {
  readonly dataDirectory: string;
  readonly random: Random;
  readonly processes: Processes;
  readonly optimise: Optimise;
  emit(event: EngineEvent): void;
  /** Told which folder is open, so that the shell can serve its vault. */
  onActive(directory: string | null): void;
  readonly log: EngineLog;
  readonly machine: Machine;
  /** Whether sessions may begin by themselves; null: not in this process. */
  readonly automatic: 'on' | 'managed-off' | null;
  readonly undisturbed: DomainContext['undisturbed'];
}

const DEMO_KEY = 'demo';

/**
 * The accounts of this data directory, each in a folder of its own; one of them is open.
 *
 * Leaving an account closes its folder and deletes nothing: the demonstration never mixes with a real class,
 * and teachers who share a computer do not see each other's.
 */
export class Workspaces {
  readonly #options: WorkspacesOptions;
  readonly #demo: DemoEntProcess;
  readonly #lines: EntLines;
  #lastChange: Promise<unknown> = Promise.resolve();
  #current: Workspace | null = null;
  #missing: DataMissing | null = null;

  constructor(options: WorkspacesOptions) {
    this.#options = options;
    this.#demo = new DemoEntProcess(options.processes, join(options.dataDirectory, 'demo-ent'));
    this.#lines = new EntLines(options, this.#demo);
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

  async state(): Promise<WorkspaceState> {
    const workspace = this.#current;
    return {
      account: workspace === null ? null : await this.#describe(workspace),
      isReadOnly: workspace?.store.isReadOnly ?? false,
      fromFutureVersion:
        workspace !== null && workspace.store.schemaVersion > LATEST_VERSION
          ? workspace.store.schemaVersion
          : null,
      dataMissing: this.#missing,
      appVersion: this.#options.appVersion,
    };
  }

  connect(input: { url: string; login: string; password: string }): Promise<Account> {
    const url = resolveEntAddress(input.url);
    const key = createHash('sha256').update(`${url}\n${input.login}`).digest('hex').slice(0, 24);
    return this.#connect(key, 'ent', { ...input, url });
  }

  /** Starts the demonstration's ENT and connects to it. */
  async connectDemo(): Promise<Account> {
    return this.#connect(DEMO_KEY, 'demo', await this.#demo.start());
  }

  /** Begins a new session for the open account. @throws CartableError `account/wrong-credentials` */
  signIn(password: string): Promise<Account> {
    const { key, account } = this.current();
    if (account.kind === 'demo') return this.connectDemo();
    return this.#connect(key, 'ent', { url: account.url, login: account.login, password });
  }

  /** « Synchroniser maintenant », with its end in the log. @throws CartableError as `SyncService.start` */
  sync(): Promise<SyncSession> {
    return this.#logged(() => this.current().sync.start());
  }

  async #logged(run: () => Promise<SyncSession>): Promise<SyncSession> {
    const { log } = this.#options;
    try {
      const session = await run();
      const { error, startedAt, endedAt, ...counts } = session;
      log.info('sync-ended', {
        ...counts,
        durationMs: (endedAt ?? startedAt) - startedAt,
        code: error?.code,
      });
      return session;
    } catch (error) {
      log.warn('sync-ended', {}, error);
      throw error;
    }
  }

  /** Ends the session, here at once and at the ENT, and closes the folder. Tells how many edits wait in it. */
  leave(): Promise<{ waitingCount: number }> {
    return this.#inTurn(async () => {
      const workspace = this.current();
      await workspace.sync.stop();
      const { waitingCount } = workspace.sync.status();
      const { secrets, log } = this.#options;
      const secret = await secrets.get(workspace.key);
      await secrets.delete(workspace.key);
      writeActiveWorkspace(this.#options.dataDirectory, null);
      const account = readAccount(workspace.store) ?? workspace.account;
      await this.#close();
      log.info('account-left', { kind: account.kind, waitingCount });
      if (secret !== null) this.#lines.signOut(account, secret);
      return { waitingCount };
    });
  }

  async close(): Promise<void> {
    await this.#inTurn(() => this.#close());
    await this.#lines.settled();
    this.#demo.stop();
  }

  #connect(
    key: string,
    kind: Account['kind'],
    to: { url: string; login: string; password: string },
  ): Promise<Account> {
    return this.#inTurn(() => this.#connectNow(key, kind, to));
  }

  async #connectNow(
    key: string,
    kind: Account['kind'],
    to: { url: string; login: string; password: string },
  ): Promise<Account> {
    const directory = this.#directoryOf(key);
    const isNew = !existsSync(directory);
    const reused = this.#current?.key === key ? this.#current.store : null;
    const store = reused ?? (await this.#openStore(directory));
    try {
      if (store.isReadOnly) throw new CartableError('store/from-future');
      const deviceId = readAccount(store)?.device_id ?? this.#options.random.id();
      const signedIn = await this.#lines.with(to.url, deviceId, (adapter) =>
        adapter.signIn({ login: to.login, password: to.password }),
      );
      saveAccount(
        store,
        { kind, url: to.url, login: to.login, deviceId, connectedAt: this.#options.clock.now() },
        signedIn,
      );
      await this.#options.secrets.set(key, signedIn.secret);
    } catch (error) {
      if (reused === null) store.close();
      // Nothing was in it yet: a mistyped address leaves no folder behind.
      if (isNew) rmSync(directory, { recursive: true, force: true });
      throw error;
    }
    if (reused === null) store.close();
    await this.#open(key);
    writeActiveWorkspace(this.#options.dataDirectory, key);
    return this.#describe(this.current());
  }

  /** A large database of an earlier version takes its time. */
  #openStore(directory: string): Promise<Store> {
    return this.#options.undisturbed(() => openWorkspaceStore(directory, this.#options.clock));
  }

  async #open(key: string): Promise<void> {
    await this.#close();
    const directory = this.#directoryOf(key);
    const store = await this.#openStore(directory);
    try {
      await this.#assemble(key, directory, store);
    } catch (error) {
      store.close();
      // What a newer version has changed is no fault of this one.
      throw store.isReadOnly && !(error instanceof CartableError)
        ? new CartableError('store/from-future', { version: store.schemaVersion }, 'after-user', error)
        : error;
    }
  }

  async #assemble(key: string, directory: string, store: Store): Promise<void> {
    if (readAccount(store) === null) {
      store.close();
      this.#missing = describeMissing('database-empty', directory);
      return;
    }
    const { clock, random, optimise, log, undisturbed, deviceName } = this.#options;
    this.#current = await assembleWorkspace(key, directory, store, {
      machine: this.#options.machine,
      automatic: this.#options.automatic,
      logged: (session) => this.#logged(session),
      clock,
      random,
      optimise,
      log,
      undisturbed,
      deviceName,
      emit: (event) => this.#options.emit(event),
      connect: (account) => this.#lines.forSync(key, account, store),
    });
    this.#missing = null;
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

  async #describe(workspace: Workspace): Promise<Account> {
    const account = readAccount(workspace.store) ?? workspace.account;
    const hasSecret = (await this.#options.secrets.get(workspace.key)) !== null;
    return {
      id: account.id,
      kind: account.kind,
      url: account.url,
      login: account.login,
      displayName: account.display_name,
      schoolName: account.school_name,
      isSignedIn: hasSecret || account.kind === 'demo',
      secretKeptIn: hasSecret ? this.#options.secrets.keptIn() : 'none',
    };
  }

  #directoryOf(key: string): string {
    return join(this.#options.dataDirectory, 'accounts', key);
  }

  /** A running sync ends first: it must not meet a closed database, nor save a secret after it was forgotten. */
  async #close(): Promise<void> {
    const workspace = this.#current;
    if (workspace === null) return;
    await workspace.sync.stop();
    await workspace.watchedFolders.close();
    workspace.close();
    this.#current = null;
    this.#options.log.info('workspace-closed');
    this.#options.onActive(null);
  }
}
