import { existsSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { app } from 'electron';
import * as z from 'zod';
import type { UpdateState } from '../../preload/contract/bridge.ts';
import { isWithinHours } from '../engine/policies/hours.ts';
import type { PolicyValues } from '../engine/policies/policy-table.ts';
import { readPolicies } from '../engine/policies/read-policies.ts';
import { readJson, writeJson } from './json-file.ts';
import type { ShellLog } from './log.ts';
import { previousOf } from './updater/replace-file.ts';
import type { UpdateMemory } from './updater/update-cycle.ts';
import { canUpdateItself, isTrustworthyFeed } from './updater/update-rules.ts';

export interface UpdatesOptions {
  readonly dataDirectory: string;
  readonly log: ShellLog;
  /** A sync runs: nothing else may take its line. */
  isSyncing(): boolean;
}

/** What a release was made with (package.json of the package): where its updates come from, and who signs them. */
const sourceSchema = z.object({
  updates: z.object({ url: z.string(), key: z.string().regex(/^[A-Za-z0-9+/]{43}=$/) }),
});
const memorySchema = z.object({
  share: z.number().min(0).max(1),
  lastIssuedAt: z.number().int().nonnegative(),
  highestVersion: z.string(),
});

const OFF: UpdateState = { kind: 'off', version: null, checkedAt: null };

/** What is known of newer versions, and the updater behind it where there is one. */
export class Updates {
  readonly #options: UpdatesOptions;
  readonly #listeners: ((state: UpdateState) => void)[] = [];
  #state = OFF;

  constructor(options: UpdatesOptions) {
    this.#options = options;
  }

  get state(): UpdateState {
    return this.#state;
  }

  onChange(listener: (state: UpdateState) => void): void {
    this.#listeners.push(listener);
  }

  /**
   * Lets this installation look for newer versions, if it can replace itself, if it was made with an address and a key,
   * and if the school leaves it to it. Otherwise nothing is asked of anybody, and the state says why.
   */
  async start(): Promise<void> {
    const { binding } = await readPolicies();
    const isInOwnHands = app.isPackaged && canUpdateItself(thisInstallation());
    const mode = binding['update.mode'] ?? 'auto';
    if (mode === 'off' || (app.isPackaged && !isInOwnHands)) return this.#tell({ ...OFF, kind: 'managed' });
    const source = packagedSource();
    if (source !== null && isInOwnHands) await this.#follow(source, mode, binding);
  }

  async #follow(
    source: { readonly url: string; readonly key: string },
    mode: 'auto' | 'notify',
    binding: PolicyValues,
  ): Promise<void> {
    const { dataDirectory, isSyncing, log } = this.#options;
    const feedUrl = binding['update.mirror'] ?? source.url;
    if (!isTrustworthyFeed(feedUrl))
      return log.warn('update-failed', {}, new Error('The address of the updates is not HTTPS.'));
    forgetPreviousVersion();
    // Loaded only now: without an address none of it is needed.
    const { startUpdater } = await import('./updater/updater.ts');
    const cycle = startUpdater({
      mode,
      target: { feedUrl, publicKey: source.key, channel: binding['update.channel'] ?? 'stable' },
      proxyRules: proxyRulesOf(binding),
      mayFetch: () => !isSyncing() && isInHours(binding),
      ...memoryIn(join(dataDirectory, 'updates.json')),
      onFailure: (error) => log.warn('update-failed', {}, error),
      onState: (state) => this.#tell(state),
    });
    this.#tell(cycle.state);
  }

  #tell(state: UpdateState): void {
    if (state.kind === 'ready') this.#options.log.info('update-downloaded');
    this.#state = state;
    for (const listener of this.#listeners) listener(state);
  }
}

function packagedSource(): { readonly url: string; readonly key: string } | null {
  if (!app.isPackaged) return null;
  try {
    const text = readFileSync(join(app.getAppPath(), 'package.json'), 'utf8');
    return sourceSchema.safeParse(JSON.parse(text)).data?.updates ?? null;
  } catch {
    return null;
  }
}

function isInHours({ 'update.windows': hours }: PolicyValues): boolean {
  return hours === undefined || isWithinHours(hours, Date.now());
}

function proxyRulesOf({ 'network.proxy': proxy }: PolicyValues): string | null {
  if (proxy === undefined || proxy === 'system') return null;
  return proxy === 'direct' ? 'direct://' : proxy;
}

/** On a full disk what is remembered lasts until the app is closed. */
function memoryIn(path: string): { recall(): UpdateMemory; remember(memory: UpdateMemory): void } {
  const fresh = { share: Math.random(), lastIssuedAt: 0, highestVersion: '0.0.0' };
  let memory = readJson(path, memorySchema, fresh);
  const remember = (next: UpdateMemory) => {
    memory = next;
    try {
      writeJson(path, memory);
    } catch {
      // The next feed is held against what was remembered before.
    }
  };
  remember(memory);
  return { recall: () => memory, remember };
}

/** This version runs: the one before, kept until now, is no longer needed. */
function forgetPreviousVersion(): void {
  const { APPIMAGE: path } = process.env;
  if (process.platform !== 'linux' || path === undefined) return;
  try {
    rmSync(previousOf(path), { force: true });
  } catch {
    // A folder that cannot be written: it can stay.
  }
}

function thisInstallation() {
  return {
    platform: process.platform,
    appImage: process.env.APPIMAGE,
    hasUninstaller: existsSync(join(dirname(process.execPath), `Uninstall ${app.name}.exe`)),
  };
}
