/**
 * The reference server as a process of its own: `--data DIR [--port N] [--seed demo|empty]`.
 *
 * Started by Cartable it reports by messages (messages.ts) and leaves with its parent; started by hand it prints
 * its address. SQLite keeps its promises under any kill, so leaving needs no ceremony.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { connectToParent } from '../engine/platform/parent-port.ts';
import type { EntMessage, EntRequest } from './messages.ts';
import { isSeeded, type ReferenceEnt, type Seed, startReferenceEnt } from './server.ts';

interface Arguments {
  readonly directory: string;
  readonly port: number;
  readonly seed: Seed;
  /** Seed and leave: how this program calls itself. */
  readonly isSeedOnly: boolean;
}

const tell = hasParent() ? tellParent() : tellConsole;
let server: ReferenceEnt | undefined;

try {
  await run(readArguments());
} catch (error) {
  const { code } = error as { code?: unknown };
  tell({
    type: 'failed',
    message: error instanceof Error ? error.message : String(error),
    ...(typeof code === 'string' ? { code } : {}),
  });
  process.exitCode = 1;
  // The message is on its way; a parent that is gone would keep it for ever.
  setTimeout(() => process.exit(1), 500);
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(0));

async function run({ directory, port, seed, isSeedOnly }: Arguments): Promise<void> {
  if (seed === 'demo' && !isSeedOnly && !isSeeded(directory)) await seedApart(directory);
  const onProgress = (done: number, total: number) => tell({ type: 'preparing', done, total });
  server = await startReferenceEnt({ directory, port, seed, onProgress });
  if (isSeedOnly) {
    await server.close();
    process.exit(0);
  }
  tell({ type: 'listening', url: server.url, login: server.login, password: server.password });
}

/**
 * Makes the demo in a process that ends with it: drawing photographs leaves hundreds of megabytes behind that the
 * allocator does not give back, and the server may run for weeks. Electron's binary cannot be forked so; there the
 * server does the work itself.
 */
async function seedApart(directory: string): Promise<void> {
  if (process.versions.electron !== undefined) return;
  const child = fork(fileURLToPath(import.meta.url), ['--data', directory, '--seed-only'], {
    execArgv: [],
    serialization: 'advanced',
    stdio: 'ignore',
  });
  let failure: { message: string; code?: string } = { message: 'the demo could not be prepared' };
  child.on('message', (message: EntMessage) => {
    if (message.type === 'preparing') tell(message);
    if (message.type === 'failed') failure = message;
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw Object.assign(new Error(failure.message), { code: failure.code });
}

function readArguments(): Arguments {
  const { values } = parseArgs({
    options: {
      data: { type: 'string' },
      port: { type: 'string', default: '0' },
      seed: { type: 'string', default: 'demo' },
      'seed-only': { type: 'boolean', default: false },
    },
  });
  const port = Number(values.port);
  if (values.data === undefined) throw new Error('--data DIR is missing');
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new Error('--port takes a number from 0 to 65535');
  if (values.seed !== 'demo' && values.seed !== 'empty') throw new Error('--seed takes demo or empty');
  return { directory: values.data, port, seed: values.seed, isSeedOnly: values['seed-only'] };
}

function hasParent(): boolean {
  return process.send !== undefined || 'parentPort' in process;
}

function tellParent(): (message: EntMessage) => void {
  const parent = connectToParent();
  parent.onMessage((message) => {
    const request = message as EntRequest;
    if (request.type === 'dial') server?.dial.turn(request.overrides);
    if (request.type === 'statistics' && server !== undefined) {
      parent.postMessage({ type: 'statistics', statistics: server.statistics() } satisfies EntMessage);
    }
  });
  return (message) => parent.postMessage(message);
}

function tellConsole(message: EntMessage): void {
  if (message.type === 'listening') {
    process.stdout.write(`${message.url}  (login ${message.login}, password ${message.password})\n`);
  }
  if (message.type === 'failed') process.stderr.write(`${message.message}\n`);
}
