/** The engine's entry as a process: connects to the shell, then serves the contract on every port that it is given. */
import { hostname } from 'node:os';
import { RPCHandler } from '@orpc/server/message-port';
import { createEngine, type Engine } from './create-engine.ts';
import { type EngineToShell, type ShellToEngine, shellToEngine } from './host-contract.ts';
import { type EngineLog, openEngineLog } from './log.ts';
import { CartableError } from './platform/cartable-error.ts';
import { trustCertificates } from './platform/certificates.ts';
import { systemClock } from './platform/clock.ts';
import { safeError } from './platform/log-facts.ts';
import { Machine } from './platform/machine.ts';
import { connectToParent } from './platform/parent-port.ts';
import { systemRandom } from './platform/random.ts';
import { shellProcesses } from './platform/shell-processes.ts';
import { schoolCertificates } from './policies/obey.ts';
import { readPolicies } from './policies/read-policies.ts';
import { acceptPorts } from './rpc/ports.ts';
import type { EnginePort } from './rpc/relayed-port.ts';
import { createFailedRouter } from './rpc/router.ts';
import { ShellCopies } from './shell-copies.ts';
import { ShellRoutes } from './shell-routes.ts';
import { ShellSecrets } from './shell-secrets.ts';

type Init = Extract<ShellToEngine, { type: 'init' }>;

/** What a failing disk takes to read a large database from end to end. */
const BUSY_LIMIT_MS = 600_000;

const parent = connectToParent();
const send = (message: EngineToShell) => parent.postMessage(message);
/** Null under plain Node, which forks its own children. */
const processes = shellProcesses(send);
let engine: Engine | null = null;
let log: EngineLog | null = null;
let secrets: ShellSecrets | null = null;
const machine = new Machine();
const routes = new ShellRoutes(send);
const copies = new ShellCopies(send);
machine.onChange((notice) => {
  if (notice === 'woke' || notice === 'network-back') routes.forget();
});
let workspaceDirectory: string | null = null;
let isSessionLocked = false;
/** Ports that came before the engine was ready. */
const early: EnginePort[] = [];
let serve: (port: EnginePort) => void = (port) => early.push(port);
acceptPorts((port) => serve(port));
process.on('uncaughtException', die);
process.on('unhandledRejection', die);

parent.onMessage((data) => {
  const parsed = shellToEngine.safeParse(data);
  if (!parsed.success) return;
  const message = parsed.data;
  if (message.type === 'init') void start(message);
  if (message.type === 'ping') send({ type: 'pong', sequence: message.sequence });
  if (message.type === 'stop') void stop();
  if (message.type === 'secret-value') secrets?.receive(message);
  if (message.type === 'proxy-found') routes.receive(message);
  if (message.type === 'copy-opened') copies.receive(message);
  if (message.type === 'sign-in-answer') engine?.workspaces.browser.receive(message.address);
  if (message.type === 'machine-sleeps') machine.sleep();
  if (message.type === 'session-locks') lockWithSession();
  if (message.type === 'machine') {
    machine.tell({ isOnBattery: message.isOnBattery });
    if (message.hasWoken) {
      engine?.lock.wake();
      machine.wake();
    }
  }
  processes?.receive(message);
});

/** Told while the data are being opened, it is obeyed as soon as they are. */
function lockWithSession(): void {
  isSessionLocked = engine === null;
  void engine?.lock.fallAsleep();
}

async function start(init: Init): Promise<void> {
  const { dataDirectory, appVersion } = init;
  log = openEngineLog({ dataDirectory, clock: systemClock, random: systemRandom(systemClock), appVersion });
  secrets = new ShellSecrets(send, init.secretsKeptIn);
  const policies = await readPolicies();
  try {
    engine = await createEngine({
      dataDirectory,
      appVersion,
      deviceName: hostname(),
      secrets,
      policies,
      machine,
      findRoute: routes.find,
      automaticSync: 'on',
      windowLock: { startsUnlocked: init.startsUnlocked === true },
      onLock: (isLocked) => send({ type: 'lock', isLocked }),
      ...(processes === null ? {} : { processes }),
      onWorkspace: (directory) => {
        workspaceDirectory = directory;
        send({ type: 'workspace', directory });
      },
      log,
      openPage: (address) => send({ type: 'page-open', address }),
      showPages: (name) => send({ type: 'pages-show', name }),
      openCopy: copies.open,
      onSyncing: (isSyncing) => send({ type: 'syncing', isSyncing }),
      onBusy: (isBusy) => send({ type: 'busy', atMostMs: isBusy ? BUSY_LIMIT_MS : 0 }),
    });
    if (isSessionLocked) lockWithSession();
    serveFrom(new RPCHandler(engine.router));
    send({ type: 'ready', workspaceDirectory });
    // After the window has its data: reading a system's store takes its time.
    setImmediate(() => trustCertificates(schoolCertificates(policies)));
  } catch (error) {
    if (!(error instanceof CartableError)) throw error;
    log.warn('engine-not-started', { code: error.code });
    // The window says in words why nothing can be opened; nothing on disk has been touched.
    serveFrom(new RPCHandler(createFailedRouter(error)));
    send({ type: 'start-failed', code: error.code });
  }
}

function serveFrom(handler: { upgrade(port: EnginePort): void }): void {
  serve = (port) => handler.upgrade(port);
  for (const port of early.splice(0)) serve(port);
}

/**
 * Ends on an error that nobody caught, as Node does, but without Node's own words: an error's message may quote a
 * student's name. The shell starts another engine, which finds the data whole.
 */
function die(error: unknown): void {
  log?.bug(error);
  process.stderr.write(`${JSON.stringify(safeError(error))}\n`);
  process.exit(1);
}

async function stop(): Promise<void> {
  await engine?.close();
  process.exit(0);
}
