import { isAbsolute, join, relative } from 'node:path';
import { session } from 'electron';
import { OPENED_FOLDER, PAGES_FOLDER } from '../engine/host-contract.ts';
import type { LaunchEngine } from './engine-host/engine-host.ts';
import { PageLine } from './engine-host/page-line.ts';
import { EngineSupervisor, type Init } from './engine-host/supervisor.ts';
import { openCopy, openSignInPage, showPages } from './external-links.ts';
import type { ShellLog } from './log.ts';
import type { SecretStore } from './secrets.ts';

/** The engine, the page's line to it, and what it has told of itself. */
export class EngineRoom {
  readonly engine: EngineSupervisor;
  readonly line: PageLine;
  readonly #dataDirectory: string;
  #workspaceDirectory: string | null = null;
  #isSyncing = false;
  #served: () => void = () => undefined;
  readonly #serving = new Promise<void>((resolve) => {
    this.#served = resolve;
  });
  #locked: () => void = () => undefined;
  #secrets: SecretStore | null = null;
  #introduce: (init: Init) => void = () => undefined;

  constructor(dataDirectory: string, launch: LaunchEngine, log: ShellLog) {
    this.#dataDirectory = dataDirectory;
    this.engine = new EngineSupervisor({
      launch,
      init: new Promise((resolve) => {
        this.#introduce = resolve;
      }),
      answerSecret: (request) => this.#secrets?.answer(request) ?? { value: null, keptIn: 'memory' },
      findProxy: (url) => session.defaultSession.resolveProxy(url),
      openPage: openSignInPage,
      showPages: (name) => {
        const directory = this.workspaceDirectory;
        if (directory !== null) showPages(join(directory, PAGES_FOLDER, name));
      },
      openCopy: async (path) => {
        const directory = this.workspaceDirectory;
        return directory !== null && openCopy(join(directory, OPENED_FOLDER, path));
      },
      onState: (state) => {
        log.info('engine', { state });
        this.line.tell(state);
        if (state === 'ready') this.#served();
      },
      onGone: (exit) => log.warn('engine-gone', { ...exit }),
      onLock: (isLocked) => {
        if (isLocked) this.#locked();
      },
      onSyncing: (isSyncing) => {
        this.#isSyncing = isSyncing;
      },
      onWorkspace: (directory) => {
        this.#workspaceDirectory = directory;
      },
    });
    this.line = new PageLine(this.engine);
  }

  /** The open account's folder; null when none is, or if the engine named one that is not below the data folder. */
  get workspaceDirectory(): string | null {
    const directory = this.#workspaceDirectory;
    if (directory === null) return null;
    const below = relative(this.#dataDirectory, directory);
    return below === '' || below.startsWith('..') || isAbsolute(below) ? null : directory;
  }

  /** Calls once the engine has served for the first time. */
  whenServing(listener: () => void): void {
    void this.#serving.then(listener);
  }

  /** Calls each time that the window is locked. */
  whenLocked(listener: () => void): void {
    this.#locked = listener;
  }

  get isSyncing(): boolean {
    return this.#isSyncing;
  }

  /** Electron is ready: the engine learns where its data lies, and can ask for secrets. */
  introduce(facts: Pick<Init, 'appVersion' | 'language'>, secrets: SecretStore): void {
    this.#secrets = secrets;
    this.engine.start();
    this.#introduce({ ...facts, dataDirectory: this.#dataDirectory, secretsKeptIn: secrets.keptIn });
  }
}
