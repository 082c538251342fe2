/**
 * The reference server as a process of its own: `--data DIR [--port N] [--seed demo|empty]`.
 *
 * Started by Cartable it reports by messages (messages.ts) and leaves with its parent; started by hand it prints
 * its address. SQLite keeps its promises under any kill, so leaving needs no ceremony.
 */
import { parseArgs } from 'node:util';
import { connectToParent } from '../engine/platform/parent-port.ts';
import type { EntMessage, EntRequest } from './messages.ts';
import { type ReferenceEnt, startReferenceEnt } from './server.ts';

const tell = hasParent() ? tellParent() : tellConsole;
let server: ReferenceEnt | undefined;

try {
  const { directory, port, seed } = readArguments();
  server = await startReferenceEnt({
    directory,
    port,
    seed,
    onProgress: (done, total) => tell({ type: 'preparing', done, total }),
  });
  tell({ type: 'listening', url: server.url, login: server.login, password: server.password });
} catch (error) {
  tell({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
  process.exitCode = 1;
  // The message is on its way; a parent that is gone would keep it for ever.
  setTimeout(() => process.exit(1), 500);
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(0));

function readArguments(): { directory: string; port: number; seed: 'demo' | 'empty' } {
  const { values } = parseArgs({
    options: {
      data: { type: 'string' },
      port: { type: 'string', default: '0' },
      seed: { type: 'string', default: 'demo' },
    },
  });
  const port = Number(values.port);
  if (values.data === undefined) throw new Error('--data DIR is missing');
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new Error('--port takes a number from 0 to 65535');
  if (values.seed !== 'demo' && values.seed !== 'empty') throw new Error('--seed takes demo or empty');
  return { directory: values.data, port, seed: values.seed };
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
