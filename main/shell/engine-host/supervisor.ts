import type { MessagePortMain } from 'electron';
import type { EngineState } from '../../../preload/contract/bridge.ts';
import type { EngineToShell, SecretPlace, ShellToEngine } from '../../engine/host-contract.ts';
import type { EngineExit, EngineHost, EngineProcess, LaunchEngine } from './engine-host.ts';
import { Heartbeat, PING_INTERVAL_MS } from './heartbeat.ts';
import { restartDelayMs } from './restart-policy.ts';

/** Time that a stopping engine has to close its database. */
const STOP_LIMIT_MS = 5_000;

/** What the engine must be told first. */
export type Init = Omit<Extract<ShellToEngine, { type: 'init' }>, 'type' | 'startsUnlocked'>;
/** What the engine may ask of the system's keyring. */
export type SecretRequest = Extract<EngineToShell, { type: 'secret-get' | 'secret-set' | 'secret-delete' }>;

export interface SupervisorOptions {
  readonly launch: LaunchEngine;
  /** Settles once the shell knows everything that the engine must be told first. */
  readonly init: Promise<Init>;
  answerSecret(request: SecretRequest): { readonly value: string | null; readonly keptIn: SecretPlace };
  /** Opens an ENT's page in the teacher's browser. */
  openPage(address: string): void;
  /** Shows pages to print, by their name in the open account's folder of them. */
  showPages(name: string): void;
  /** Opens a document by its way below the open account's folder of them; false: nothing opens it. */
  openCopy(path: string): Promise<boolean>;
  onState(state: EngineState): void;
  /** Which way the system's settings send a request, in a PAC script's words. */
  findProxy(url: string): Promise<string>;
  /** An engine ended unasked, for the log: nothing follows from how, since a native crash can report 0. */
  onGone(exit: EngineExit): void;
  /** The window is locked, or open. */
  onLock(isLocked: boolean): void;
  /** A sync has begun or is over. */
  onSyncing(isSyncing: boolean): void;
  /** The account's folder that is open, null when none is. It stays the same while an engine restarts. */
  onWorkspace(directory: string | null): void;
}

/**
 * Keeps an engine running: restarts one that crashes or hangs, gives up one that does nothing else.
 */
export class EngineSupervisor implements EngineHost {
  readonly #options: SupervisorOptions;
  readonly #crashes: number[] = [];
  readonly #heartbeat = new Heartbeat();
  #process: EngineProcess | null = null;
  #state: EngineState = 'starting';
  #isServing = false;
  #couldNotOpen = false;
  #isStopping = false;
  #pings: NodeJS.Timeout | undefined;
  #nextStart: NodeJS.Timeout | undefined;
  #nextPing = 0;
  #isOnBattery = false;
  /** Somebody has opened the window's lock since the app started. */
  #isUnlocked = false;

  constructor(options: SupervisorOptions) {
    this.#options = options;
  }

  get state(): EngineState {
    return this.#state;
  }

  start(): void {
    if (this.#process !== null || this.#isStopping) return;
    const child = this.#options.launch();
    this.#process = child;
    child.onMessage((message) => {
      if (child === this.#process) this.#receive(child, message);
    });
    child.onExit((exit) => {
      if (child === this.#process) this.#lose(exit);
    });
    void this.#options.init.then((init) => {
      if (child !== this.#process) return;
      child.send({ type: 'init', ...init, ...(this.#isUnlocked ? { startsUnlocked: true } : {}) });
      if (this.#isOnBattery) this.#tellMachine(false);
    });
  }

  restart(): void {
    if (this.#isStopping || (this.#process !== null && !this.#couldNotOpen)) return;
    const old = this.#process;
    this.#forget();
    old?.kill();
    this.#crashes.length = 0;
    this.#tell('starting');
    this.start();
  }

  connectPort(port: MessagePortMain): boolean {
    if (this.#process === null || !this.#isServing) return false;
    this.#process.givePort(port);
    return true;
  }

  suspend(): void {
    this.#heartbeat.suspend();
    this.#process?.send({ type: 'machine-sleeps' });
  }

  resume(): void {
    this.#heartbeat.resume();
    this.#tellMachine(true);
  }

  lockWithSession(): void {
    // Until the engine says otherwise: one that dies before it has locked is followed by one that is locked.
    this.#isUnlocked = false;
    this.#process?.send({ type: 'session-locks' });
  }

  setOnBattery(isOnBattery: boolean): void {
    this.#isOnBattery = isOnBattery;
    this.#tellMachine(false);
  }

  #tellMachine(hasWoken: boolean): void {
    this.#process?.send({ type: 'machine', isOnBattery: this.#isOnBattery, hasWoken });
  }

  answerSignIn(address: string): void {
    if (this.#isServing) this.#process?.send({ type: 'sign-in-answer', address });
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    clearInterval(this.#pings);
    clearTimeout(this.#nextStart);
    const child = this.#process;
    if (child === null) return;
    await new Promise<void>((resolve) => {
      const limit = setTimeout(() => {
        child.kill();
        resolve();
      }, STOP_LIMIT_MS);
      child.onExit(() => {
        clearTimeout(limit);
        resolve();
      });
      child.send({ type: 'stop' });
    });
  }

  #receive(child: EngineProcess, message: EngineToShell): void {
    switch (message.type) {
      case 'ready':
        this.#options.onWorkspace(message.workspaceDirectory);
        this.#serve(child);
        break;
      case 'start-failed':
        // It still answers every call, with the reason: the window has words for it.
        this.#couldNotOpen = true;
        this.#options.onWorkspace(null);
        this.#serve(child);
        break;
      case 'workspace':
        this.#options.onWorkspace(message.directory);
        break;
      case 'lock':
        this.#isUnlocked = !message.isLocked;
        this.#options.onLock(message.isLocked);
        break;
      case 'syncing':
        this.#options.onSyncing(message.isSyncing);
        break;
      case 'pong':
        this.#heartbeat.heard();
        break;
      case 'busy':
        this.#heartbeat.expectSilence(Date.now() + message.atMostMs);
        break;
      case 'page-open':
        this.#options.openPage(message.address);
        break;
      case 'pages-show':
        this.#options.showPages(message.name);
        break;
      default:
        this.#answer(child, message);
    }
  }

  /** What the engine waits for. */
  #answer(child: EngineProcess, message: EngineToShell): void {
    switch (message.type) {
      case 'copy-open':
        void this.#openCopy(child, message);
        break;
      case 'proxy-find':
        void this.#findProxy(child, message);
        break;
      case 'secret-get':
      case 'secret-set':
      case 'secret-delete': {
        const { requestId } = message;
        child.send({ type: 'secret-value', requestId, ...this.#options.answerSecret(message) });
      }
    }
  }

  async #openCopy(
    child: EngineProcess,
    { requestId, path }: Extract<EngineToShell, { type: 'copy-open' }>,
  ): Promise<void> {
    const isOpened = await this.#options.openCopy(path).catch(() => false);
    if (child === this.#process) child.send({ type: 'copy-opened', requestId, isOpened });
  }

  async #findProxy(
    child: EngineProcess,
    { requestId, url }: Extract<EngineToShell, { type: 'proxy-find' }>,
  ): Promise<void> {
    const routes = await this.#options.findProxy(url).catch(() => 'DIRECT');
    if (child === this.#process) child.send({ type: 'proxy-found', requestId, routes });
  }

  #serve(child: EngineProcess): void {
    if (this.#isServing) return;
    this.#isServing = true;
    this.#heartbeat.heard();
    this.#pings = setInterval(() => this.#beat(child), PING_INTERVAL_MS);
    this.#tell('ready');
  }

  #beat(child: EngineProcess): void {
    const decision = this.#heartbeat.tick(Date.now());
    if (decision === 'ping') child.send({ type: 'ping', sequence: this.#nextPing++ });
    if (decision === 'hung') child.kill();
  }

  #lose(exit: EngineExit): void {
    this.#forget();
    this.#options.onSyncing(false);
    if (this.#isStopping) return;
    this.#options.onGone(exit);
    const now = Date.now();
    this.#crashes.push(now);
    const delayMs = restartDelayMs(this.#crashes, now);
    this.#tell(delayMs === null ? 'failed' : 'restarting');
    if (delayMs !== null) this.#nextStart = setTimeout(() => this.start(), delayMs);
  }

  #forget(): void {
    this.#process = null;
    this.#isServing = false;
    this.#couldNotOpen = false;
    clearInterval(this.#pings);
    clearTimeout(this.#nextStart);
  }

  #tell(state: EngineState): void {
    this.#state = state;
    this.#options.onState(state);
  }
}
