import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startReferenceEnt } from '../../main/reference-ent/server.ts';
import { startFakeMoodle } from '../fake-moodle/fake-moodle.ts';
import { openEngine, temporaryFolder } from './synced-class.ts';

/** A Moodle that is shut for a while, or has moved, as who signs in is told. */

async function nobody() {
  return openEngine(join(await temporaryFolder(), 'data'));
}

/** A web server that sends whoever comes elsewhere, whatever they ask for. */
async function startSignpost(locationOf: (request: IncomingMessage) => string): Promise<string> {
  const server = createServer((request, response) => {
    request.resume();
    response
      .writeHead(301, { Location: locationOf(request), 'Content-Type': 'text/html' })
      .end('<html></html>');
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('a Moodle that is shut by the command line is in maintenance, for who signs in, and still is at the next try', async () => {
  const fake = await startFakeMoodle({ students: 1 });
  onTestFinished(() => fake.close());
  fake.setFault({ kind: 'cli-maintenance' });
  const { client } = await nobody();
  const { url, login, password } = fake;
  const connect = () => client.account.connect({ url, login, password });
  await expect(connect()).rejects.toMatchObject({ code: 'moodle/maintenance' });
  await expect(connect()).rejects.toMatchObject({ code: 'moodle/maintenance' });
  await expect(client.account.browser.offer({ url })).rejects.toMatchObject({ code: 'moodle/maintenance' });
});

test('a 503 that is no page of Moodle’s asks to wait as ever', async () => {
  const fake = await startFakeMoodle({ students: 1 });
  onTestFinished(() => fake.close());
  fake.setFault({ kind: 'status', status: 503, retryAfter: '60' });
  const { client } = await nobody();
  const { url, login, password } = fake;
  await expect(client.account.connect({ url, login, password })).rejects.toMatchObject({
    code: 'ent/paused',
  });
});

test.each([
  ['with the page that was asked for', (url: string, path: string) => `${url}${path}`],
  ['to its front page', (url: string) => `${url}/`],
])(
  'a site that sends elsewhere, %s, has moved: the new address is told, and the password stays here',
  async (_, to) => {
    const fake = await startFakeMoodle({ students: 1 });
    onTestFinished(() => fake.close());
    const { login, password } = fake;
    const url = await startSignpost(({ url: path = '' }) => to(fake.url, path));
    const { client } = await nobody();
    const { url: address } = fake;
    await expect(client.account.connect({ url, login, password })).rejects.toMatchObject({
      code: 'moodle/moved',
      data: { params: { address } },
    });
    await expect(
      client.account.browser.begin({ url, languages: 'fr en', words: { done: '', failed: '' } }),
    ).rejects.toMatchObject({ code: 'moodle/moved' });
    // Only who is there was asked: no name, no password.
    expect(new Set(fake.traffic.requests.map(({ script }) => script))).toEqual(
      new Set(['/lib/ajax/service-nologin.php']),
    );
    expect(await client.account.connect({ url: address, login, password })).toMatchObject({ kind: 'moodle' });
  },
);

test('a page of the network’s is no new address', async () => {
  const portal = await startSignpost(() => '/signed-out');
  const url = await startSignpost(() => `${portal}/`);
  const { client } = await nobody();
  await expect(client.account.connect({ url, login: 'prof', password: 'secret' })).rejects.toMatchObject({
    code: 'ent/not-an-ent',
  });
});

test('an account says which promise holds when the same is sent again: an ENT remembers, a Moodle is read before', async () => {
  const directory = await temporaryFolder();
  const ent = await startReferenceEnt({ directory: join(directory, 'ent'), seed: 'empty' });
  const fake = await startFakeMoodle({ students: 1 });
  onTestFinished(() => ent.close());
  onTestFinished(() => fake.close());
  const { account } = (await openEngine(join(directory, 'data'))).client;
  for (const [{ url, login, password }, keepsLedger] of [
    [ent, true],
    [fake, false],
  ] as const) {
    expect(await account.connect({ url, login, password })).toMatchObject({ keepsLedger });
    expect((await account.state()).account).toMatchObject({ keepsLedger });
  }
});
