import { type ChildProcess, fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { entryUrl } from '../../main/engine/platform/entries.ts';
import { openEntReader } from '../../main/reference-ent/ent-reader.ts';
import type { EntMessage } from '../../main/reference-ent/messages.ts';
import { startReferenceEnt } from '../../main/reference-ent/server.ts';
import {
  clientOf,
  enterClass,
  gradeOp,
  sealed,
  signIn,
  startServer,
  temporaryFolder,
} from './reference-ent-client.ts';

const CARTABLE = fileURLToPath(new URL('../../main/cli/cartable.ts', import.meta.url));
const ENTRY = fileURLToPath(entryUrl('reference-ent'));

function forkServer(...args: string[]): ChildProcess {
  const child = fork(ENTRY, args, { serialization: 'advanced', execArgv: [], stdio: 'ignore' });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

async function messageFrom<T extends EntMessage['type']>(
  child: ChildProcess,
  type: T,
): Promise<EntMessage & { type: T }> {
  for (;;) {
    const [message] = (await once(child, 'message')) as [EntMessage];
    if (message.type === type) return message as EntMessage & { type: T };
  }
}

/** A stopped server's folder with a class of `count`. */
async function folderWithClass(count: number): Promise<string> {
  const directory = await temporaryFolder();
  const server = await startReferenceEnt({ directory, seed: 'empty' });
  enterClass(server, count);
  await server.close();
  return directory;
}

describe('the process', () => {
  test('it says where it listens, answers, and leaves with its parent', async () => {
    const child = forkServer('--data', await temporaryFolder(), '--seed', 'empty');
    const { url, login, password } = await messageFrom(child, 'listening');
    await (await signIn({ url, login, password })).policy();
    child.send({ type: 'dial', overrides: { paused_s: 5 } });
    child.send({ type: 'statistics' });
    const { statistics } = await messageFrom(child, 'statistics');
    expect(statistics.requests).toBe(2);
    // What the benchmarks put beside a rival's: user and system time of this process alone.
    expect(statistics.cpuMs).toBeGreaterThan(0);
    expect((await fetch(`${url}/sync/v1/policy`)).status).toBe(503);
    const exit = once(child, 'exit');
    child.disconnect();
    expect((await exit)[0]).toBe(0);
  });

  test('arguments that make no sense are told to the parent, with exit code 1', async () => {
    const child = forkServer('--seed', 'empty');
    const exit = once(child, 'exit');
    expect((await messageFrom(child, 'failed')).message).toContain('--data');
    expect((await exit)[0]).toBe(1);
  });

  test('a second server cannot take the port of the first, and says so', async () => {
    const first = await startServer();
    const { port } = new URL(first.url);
    const child = forkServer('--data', await temporaryFolder(), '--seed', 'empty', '--port', port);
    expect((await messageFrom(child, 'failed')).message).toContain('EADDRINUSE');
  });
});

describe('one folder', () => {
  test('a second server on the same data is refused by name, and has its turn when the first is gone', async () => {
    const directory = await temporaryFolder();
    const first = forkServer('--data', directory, '--seed', 'empty');
    await messageFrom(first, 'listening');
    const second = forkServer('--data', directory, '--seed', 'empty');
    const exit = once(second, 'exit');
    expect((await messageFrom(second, 'failed')).message).toBe('store/in-use');
    expect((await exit)[0]).toBe(1);
    const gone = once(first, 'exit');
    first.kill('SIGKILL');
    await gone;
    await messageFrom(forkServer('--data', directory, '--seed', 'empty'), 'listening');
  });

  test('the command line refuses it in one line, with exit code 1', async () => {
    const directory = await temporaryFolder();
    await messageFrom(forkServer('--data', directory, '--seed', 'empty'), 'listening');
    const command = [CARTABLE, 'serve-ent', '--data', directory, '--seed', 'empty'];
    const { status, stderr, stdout } = spawnSync(process.execPath, command, { encoding: 'utf8' });
    expect(stderr).toMatch(/^cartable: .*\[store\/in-use\]\n$/);
    expect([status, stdout]).toEqual([1, '']);
  });

  test('a server whose port is taken gives the folder back', async () => {
    const directory = await temporaryFolder();
    const { url } = await startServer();
    const port = Number(new URL(url).port);
    await expect(startReferenceEnt({ directory, port, seed: 'empty' })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
    await (await startReferenceEnt({ directory, seed: 'empty' })).close();
  });
});

describe('kill -9', () => {
  test('whenever the server is killed in a batch, ledger and effects stay together and a retry finishes the job', async () => {
    const count = 400;
    const directory = await folderWithClass(count);
    const first = forkServer('--data', directory);
    const listening = await messageFrom(first, 'listening');
    const client = await signIn(listening);
    const bytes = sealed(
      client.batch(Array.from({ length: count }, (_, index) => gradeOp(`s${index + 1}`, index))),
    );
    const reader = openEntReader(directory);
    onTestFinished(() => reader.close());
    let child = first;
    let server = client;
    for (let kills = 0; kills < 4; kills++) {
      const before = reader.ledgerCount();
      const answer = server.postBatch(bytes).catch(() => undefined);
      await expect
        .poll(() => reader.ledgerCount() > before || reader.ledgerCount() === count, { interval: 1 })
        .toBe(true);
      const exit = once(child, 'exit');
      child.kill('SIGKILL');
      await Promise.all([answer, exit]);
      // The reader sees what was committed: as many effects as rows in the ledger, never one without the other.
      expect(reader.count('grade')).toBe(reader.ledgerCount());
      expect(reader.integrity()).toBe('ok');
      child = forkServer('--data', directory);
      server = clientOf((await messageFrom(child, 'listening')).url, client.token, client.device);
    }
    const reply = (await (await server.postBatch(bytes)).json()) as { results: { outcome: string }[] };
    expect(reply.results).toHaveLength(count);
    expect(reader.count('grade')).toBe(count);
    expect(reader.entities('grade').every(({ version }) => version === 1)).toBe(true);
  });

  test('a server killed while files arrive keeps whole blobs and nothing else', async () => {
    const directory = await folderWithClass(1);
    const child = forkServer('--data', directory);
    const client = await signIn(await messageFrom(child, 'listening'));
    const kept = await client.putBlob(Buffer.alloc(3_000_000, 'kept'));
    const sending = client.putBlob(Buffer.alloc(80_000_000, 'cut')).catch(() => 'cut');
    const exit = once(child, 'exit');
    child.kill('SIGKILL');
    await exit;
    expect(await sending).toBe('cut');
    const again = await startReferenceEnt({ directory, seed: 'empty' });
    onTestFinished(() => again.close());
    expect(again.statistics().blobs).toEqual({ count: 1, bytes: 3_000_000 });
    expect((await again.store.blobBytes(kept)).length).toBe(3_000_000);
  });
});
