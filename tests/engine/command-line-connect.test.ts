import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { startReferenceEnt } from '../../main/reference-ent/server.ts';
import { CARTABLE, cartable, environment } from './command-line-run.ts';
import { temporaryFolder } from './synced-class.ts';

/** The command line beside a server of this process, which must go on answering meanwhile. */
async function cartableBeside(parameters: readonly string[], env: NodeJS.ProcessEnv) {
  const child = spawn(process.execPath, [CARTABLE, ...parameters], { env: environment(env) });
  const ended = once(child, 'close');
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [status] = await ended;
  return { stdout, stderr, status: status as number };
}

async function startEnt() {
  const ent = await startReferenceEnt({ directory: await temporaryFolder(), seed: 'empty' });
  onTestFinished(() => ent.close());
  return ent;
}

/** Passes everything on to an ENT but its changes, for which it shows a page, as a network's sign-in page does. */
async function pageInPlaceOfChanges(entUrl: string): Promise<string> {
  const server = createServer(async (request, reply) => {
    if (request.url?.includes('/changes') === true) {
      reply.writeHead(200, { 'content-type': 'text/html' }).end('<html>Bienvenue</html>');
      return;
    }
    const body = await text(request);
    const { host: _host, connection: _connection, ...headers } = request.headers;
    const passed = await fetch(`${entUrl}${request.url}`, {
      method: request.method ?? 'GET',
      headers: headers as Record<string, string>,
      ...(body === '' ? {} : { body }),
    });
    const bytes = Buffer.from(await passed.arrayBuffer());
    reply.writeHead(passed.status, { 'content-type': passed.headers.get('content-type') ?? '' }).end(bytes);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('a first sync that fails is told, with 1, of an account that is connected', async () => {
  const ent = await startEnt();
  const url = await pageInPlaceOfChanges(ent.url);
  const data = await temporaryFolder();
  const run = await cartableBeside(
    ['connect', '--url', url, '--login', ent.login, '--data', data, '--json'],
    { CARTABLE_PASSWORD: ent.password },
  );
  expect(run.status, run.stderr).toBe(1);
  expect(run.stderr).toContain('network/captive-portal');
  expect(JSON.parse(run.stdout)).toMatchObject({
    connected: true,
    account: { login: ent.login },
    session: { outcome: 'failed' },
    error: { code: 'network/captive-portal' },
  });
});

test('a first sync that succeeds has no error', async () => {
  const ent = await startEnt();
  const parameters = ['connect', '--url', ent.url, '--login', ent.login, '--data', await temporaryFolder()];
  const run = await cartableBeside([...parameters, '--json'], { CARTABLE_PASSWORD: ent.password });
  expect(run.status, run.stderr).toBe(0);
  expect(JSON.parse(run.stdout)).toMatchObject({
    connected: true,
    session: { outcome: 'done' },
    error: null,
  });
});

test('without a password it is a password that is asked for', async () => {
  const ent = await startEnt();
  const data = await temporaryFolder();
  const parameters = ['connect', '--url', ent.url, '--login', ent.login, '--data', data];
  const connect = cartable(parameters, { CARTABLE_PASSWORD: '' });
  expect([connect.status, connect.stderr]).toEqual([1, expect.stringContaining('cli/password-needed')]);
  await cartableBeside(parameters, { CARTABLE_PASSWORD: ent.password });
  const sync = cartable(['sync', '--data', data], { CARTABLE_PASSWORD: '' });
  expect([sync.status, sync.stderr]).toEqual([1, expect.stringContaining('A password is needed')]);
});
