import type { MessagePortMain } from 'electron';
import type { EngineState } from '../../../preload/contract/bridge.ts';
import type { EngineToShell } from '../../engine/host-contract.ts';
import type { ShellSecretStore } from '../secrets.ts';
import type { EngineProcess, LaunchEngine } from './engine-host.ts';
import { restartDelayMs } from './restart-policy.ts';

/** An engine that misses this many pings in a row hangs. */
const MISSED_PINGS = 3;
const PING_INTERVAL_MS = 5000;
/** Time that a stopping engine has to close its database. */
const STOP_LIMIT_MS = 5000;

interface SupervisorOptions {
  readonly launch: LaunchEngine;
  readonly dataDirectory: string;
  readonly appVersion: string;
  /** BCP 47 tag that the window speaks. */
  readonly language: string;
  readonly secrets: ShellSecretStore;
  onState(state: EngineState): void;
  onWorkspace(directory: string | null): void;
}

/**
 * Keeps an engine running: restarts one that crashes or hangs, gives up one that cannot start.
 *
 * The exit code is not looked at: a native crash can report 0.
 */
export class EngineSupervisor {
  readonly #options: SupervisorOptions;
  readonly #crashes: number[] = [];
  #process: EngineProcess | null = null;
  #state: EngineState = 'starting';
  #isStopping = false;
  #pings: NodeJS.Timeout | null = null;
  #restart: NodeJS.Timeout | null = null;
  #missedPings = 0;
  #nextPing = 0;

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
    child.onMessage((message) => this.#receive(child, message));
    child.onExit(() => this.#lost(child));
    child.send({
      type: 'init',
      dataDirectory: this.#options.dataDirectory,
      appVersion: this.#options.appVersion,
      language: this.#options.language,
      secretsKeptIn: this.#options.secrets.keptIn,
    });
  }

  /** Starts again after it was given up. */
  restart(): void {
    if (this.#process !== null) return;
    this.#crashes.length = 0;
    this.#tell('starting');
    this.start();
  }

  /** True when the port was handed over. */
  givePort(port: MessagePortMain): boolean {
    if (this.#process === null) return false;
    this.#process.givePort(port);
    return true;
  }

  /** Sleep stops both sides: what was missed meanwhile is no hang. */
  forgetMissedPings(): void {
    this.#missedPings = 0;
  }

  /** Lets the engine close its database, then ends it. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    this.#stopPings();
    if (this.#restart !== null) clearTimeout(this.#restart);
    const child = this.#process;
    if (child === null) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(() => {
        child.kill();
        resolve();
      }, STOP_LIMIT_MS);
      child.onExit(() => {
        clearTimeout(timer);
        resolve();
      });
      child.send({ type: 'stop' });
    });
  }

  #receive(child: EngineProcess, message: EngineToShell): void {
    if (child !== this.#process) return;
    // An engine that could not open its data still answers every call with the reason.
    if (message.type === 'ready' || message.type === 'start-failed') {
      this.#startPings(child);
      this.#tell('ready');
    }
    if (message.type === 'pong') this.#missedPings = 0;
    if (message.type === 'workspace') this.#options.onWorkspace(message.directory);
    if (message.type === 'ready') this.#options.onWorkspace(message.workspaceDirectory);
    if (message.type === 'secret-get' || message.type === 'secret-set' || message.type === 'secret-delete') {
      void this.#options.secrets
        .answer(message)
        .then((value) =>
          child.send({
            type: 'secret-value',
            requestId: message.requestId,
            value,
            keptIn: this.#options.secrets.keptIn,
          }),
        );
    }
  }

  #lost(child: EngineProcess): void {
    if (child !== this.#process) return;
    this.#process = null;
    this.#stopPings();
    if (this.#isStopping) return;
    const now = Date.now();
    this.#crashes.push(now);
    const delayMs = restartDelayMs(this.#crashes, now);
    this.#tell(delayMs === null ? 'failed' : 'restarting');
    if (delayMs !== null) this.#restart = setTimeout(() => this.start(), delayMs);
  }

  #startPings(child: EngineProcess): void {
    this.#missedPings = 0;
    this.#pings = setInterval(() => {
      if (this.#missedPings >= MISSED_PINGS) {
        child.kill();
        return;
      }
      this.#missedPings += 1;
      child.send({ type: 'ping', sequence: this.#nextPing++ });
    }, PING_INTERVAL_MS);
  }

  #stopPings(): void {
    if (this.#pings !== null) clearInterval(this.#pings);
    this.#pings = null;
  }

  #tell(state: EngineState): void {
    this.#state = state;
    this.#options.onState(state);
  }
}
