import { availableParallelism } from 'node:os';
import type { RouterClient } from '@orpc/server';
import { createRouterClient } from '@orpc/server';
import type { EngineEvent } from '../../preload/contract/events.ts';
import type { DomainContext } from './context.ts';
import { AppLock } from './lock/app-lock.ts';
import { type EngineLog, openEngineLog } from './log.ts';
import { createOptimiser, type Optimiser } from './optimise/pool.ts';
import type { Clock } from './platform/clock.ts';
import { systemClock } from './platform/clock.ts';
import { Machine } from './platform/machine.ts';
import { nodeProcesses, type Processes } from './platform/processes.ts';
import { type Random, systemRandom } from './platform/random.ts';
import type { FindRoute } from './platform/routes.ts';
import type { Secrets } from './platform/secrets.ts';
import { proxyRoute, requiredIdleMinutes } from './policies/obey.ts';
import { NO_POLICIES, type Policies } from './policies/resolve.ts';
import { EventHub } from './rpc/event-hub.ts';
import { createRouter } from './rpc/router.ts';
import { lockDataDirectory } from './workspaces/data-lock.ts';
import { Workspaces } from './workspaces/workspaces.ts';
import type { WorkspacesOptions } from './workspaces/workspaces-options.ts';

export interface EngineOptions {
  readonly dataDirectory: string;
  readonly appVersion: string;
  readonly deviceName: string;
  readonly secrets: Secrets;
  readonly processes?: Processes;
  readonly clock?: Clock;
  readonly random?: Random;
  /** Told by whoever knows the machine; without one it is online and plugged in. */
  readonly machine?: Machine;
  /** The ways to servers; without it, the environment's. */
  readonly findRoute?: FindRoute;
  /** Lets sessions begin by themselves, unless a policy has turned that off. The command line never asks for it. */
  readonly automaticSync?: 'on';
  /** What the school decides on this computer; nothing, unless it is given. */
  readonly policies?: Policies;
  /** Opens an ENT's page in the teacher's own browser. */
  openPage?(address: string): void;
  /** Shows pages to print that lie in the open account's folder of them; without it nobody looks at them. */
  showPages?(name: string): void;
  /** Has the system's program open a document that lies in the open account's folder of them; false: it has none. Absent: nobody can. */
  openCopy?(path: string): Promise<boolean>;
  onWorkspace?(directory: string | null): void;
  /** Lets the window be locked (`lock/README.md`); absent: nothing is ever refused. `startsUnlocked`: it follows an engine that was open. */
  readonly windowLock?: { readonly startsUnlocked: boolean };
  /** Told when the window is locked or opened. */
  onLock?(isLocked: boolean): void;
  /** Told when a sync begins and when it is over. */
  onSyncing?(isSyncing: boolean): void;
  /** Told before something long that cannot be interrupted, and when it is over. */
  onBusy?(isBusy: boolean): void;
  /** Its own in the data directory, unless one is given. Closed with the engine. */
  readonly log?: EngineLog;
}

export type EngineRouter = ReturnType<typeof createRouter>;

/** The engine: everything but the line to whoever asks. */
export interface Engine {
  readonly router: EngineRouter;
  readonly workspaces: Workspaces;
  readonly events: EventHub;
  /** For what the shell tells of the computer's own lock. */
  readonly lock: Pick<AppLock, 'fallAsleep' | 'wake'>;
  /** The same procedures as the window's, called in this process: the command line and the tests. */
  readonly client: RouterClient<EngineRouter>;
  close(): Promise<void>;
}

/** The engine leaves a core to the window. */
const OPTIMISER_PROCESSES = Math.max(1, Math.min(2, availableParallelism() - 1));

/** What the engine asks of whoever started it, or tells them. */
function doorsOf(options: EngineOptions) {
  return {
    openPage: options.openPage?.bind(options) ?? null,
    showPages: (name: string) => options.showPages?.(name),
    openCopy: options.openCopy?.bind(options),
    onSyncing: (isSyncing: boolean) => options.onSyncing?.(isSyncing),
  };
}

/**
 * Puts the engine together and opens the account that was open last.
 *
 * @throws CartableError `store/in-use` when another Cartable works on the same data; `store/*`
 */
export async function createEngine(options: EngineOptions): Promise<Engine> {
  const policies = options.policies ?? NO_POLICIES;
  const clock = options.clock ?? systemClock;
  const random = options.random ?? systemRandom(clock);
  const processes = options.processes ?? nodeProcesses();
  const unlock = lockDataDirectory(options.dataDirectory);
  const log = options.log ?? openEngineLog({ ...options, clock, random });
  log.info('engine-started', { appVersion: options.appVersion });
  const optimiser = createOptimiser({ processes, concurrency: OPTIMISER_PROCESSES });
  const events = new EventHub();
  const { lock, guarded } = createLock(options, clock, policies, events);
  const workspaces = new Workspaces({
    dataDirectory: options.dataDirectory,
    appVersion: options.appVersion,
    deviceName: options.deviceName,
    clock,
    random,
    secrets: options.secrets,
    processes,
    machine: options.machine ?? new Machine(),
    ...wayOut(policies, options.findRoute),
    policies,
    automatic: options.automaticSync ?? null,
    ...optimiserDoors(optimiser),
    ...doorsOf(options),
    ...guarded,
    log,
    undisturbed: createUndisturbed((isBusy) => options.onBusy?.(isBusy)),
  });
  const close = async () => {
    await workspaces.close();
    await optimiser.close();
    log.info('engine-stopped');
    log.close();
    unlock();
  };
  try {
    await workspaces.openActive();
  } catch (error) {
    await close();
    throw error;
  }
  const router = createRouter({ workspaces, events, lock, logBug: (error) => log.bug(error) });
  return { router, workspaces, events, lock, client: createRouterClient(router), close };
}

/** The lock, and the doors that it closes: events that name something, and the documents that the shell serves. */
function createLock(options: EngineOptions, clock: Clock, policies: Policies, events: EventHub) {
  let active: string | null = null;
  // Told once it is open: what they tell of can be undone, and nothing else tells of it.
  const held: EngineEvent[] = [];
  const serve = () => options.onWorkspace?.(lock.isLocked ? null : active);
  const lock = new AppLock({
    dataDirectory: options.dataDirectory,
    clock,
    requiredIdleMinutes: options.windowLock === undefined ? null : requiredIdleMinutes(policies),
    startsUnlocked: options.windowLock?.startsUnlocked ?? true,
    onChange: () => {
      serve();
      options.onLock?.(lock.isLocked);
      events.emit({ type: 'changed', topics: ['lock'] });
      if (!lock.isLocked) for (const event of held.splice(0)) events.emit(event);
    },
  });
  const guarded: Pick<WorkspacesOptions, 'emit' | 'onActive'> = {
    emit: (event) => {
      if (!lock.isLocked || event.type === 'changed') events.emit(event);
      else if (event.type === 'copy-taken' || event.type === 'copy-refused') held.push(event);
    },
    onActive: (directory) => {
      active = directory;
      serve();
    },
  };
  return { lock, guarded };
}

function optimiserDoors(optimiser: Optimiser): Pick<WorkspacesOptions, 'optimise' | 'readText'> {
  return {
    optimise: (request) => optimiser.optimise(request),
    readText: (request) => optimiser.readText(request),
  };
}

/** The school's proxy goes before what the platform tells. */
function wayOut(policies: Policies, findRoute?: FindRoute): { readonly findRoute?: FindRoute } {
  const route = proxyRoute(policies) ?? findRoute;
  return route === undefined ? {} : { findRoute: route };
}

/** Tells when something long begins that cannot be interrupted, and when the last of such works is over. */
function createUndisturbed(tell: (isBusy: boolean) => void): DomainContext['undisturbed'] {
  let count = 0;
  return async (work) => {
    count += 1;
    tell(true);
    try {
      return await work();
    } finally {
      count -= 1;
      if (count === 0) tell(false);
    }
  };
}
