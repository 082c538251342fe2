import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startReferenceEnt } from '../../main/reference-ent/server.ts';
import { moodleException, readFailed } from '../fake-moodle/external/moodle-error.ts';
import { startFakeMoodle } from '../fake-moodle/fake-moodle.ts';
import { openMoodleClass } from './moodle-class.ts';
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

test('a Moodle that is shut in the middle of a sync is in maintenance, whoever asks, and is left alone for as long as it says', async () => {
  const { engine, fake, copy } = await openMoodleClass();
  const { sync, grading } = engine.client;
  await sync.start();
  await grading.saveGrade({ submissionId: copy(4), pointsTimes100: 1200 });
  fake.setFault({ kind: 'cli-maintenance' });
  const seen = fake.traffic.requests.length;
  expect(await sync.start()).toMatchObject({ outcome: 'failed', error: { code: 'moodle/maintenance' } });
  expect(fake.traffic.requests.length).toBe(seen + 1);
  const { pausedUntil, lastSession } = await sync.status();
  expect(lastSession?.error?.code).toBe('moodle/maintenance');
  // What it asks for is five minutes.
  expect((pausedUntil ?? 0) - Date.now()).toBeGreaterThan(4 * 60_000);
  await expect(sync.start()).rejects.toMatchObject({
    code: 'moodle/maintenance',
    data: { params: { untilMs: expect.any(Number) } },
  });
  await expect(engine.client.account.signIn({ password: fake.password })).rejects.toMatchObject({
    code: 'moodle/maintenance',
  });
  expect(fake.traffic.requests.length).toBe(seen + 1);
  expect(await sync.waiting()).toHaveLength(1);
});

test('a Moodle that is shut while documents come ends the sync by that name', async () => {
  const { engine, fake } = await openMoodleClass({ students: 3, copyBytes: 2_000 });
  fake.setFault({ kind: 'cli-maintenance' }, { at: '/webservice/pluginfile.php' });
  expect(await engine.client.sync.start()).toMatchObject({ error: { code: 'moodle/maintenance' } });
  expect(fake.traffic.countOf('/webservice/pluginfile.php')).toBe(1);
});

const FAILING = [
  ['a PHP that dies', { kind: 'empty', status: 500 }, 'ent/server-error'],
  ['a gateway without anybody behind it', { kind: 'status', status: 502 }, 'ent/server-error'],
  ['a gateway that is busy', { kind: 'status', status: 503 }, 'ent/paused'],
] as const;

test.each(FAILING)(
  '%s says that the server fails, to who signs in again and to who is new: the address is not wrong',
  async (_, fault, code) => {
    const { engine, fake } = await openMoodleClass();
    const { url, login, password } = fake;
    fake.setFault(fault, { at: '/lib/ajax/service-nologin.php' });
    await expect(engine.client.account.signIn({ password })).rejects.toMatchObject({ code });
    const { client } = await nobody();
    await expect(client.account.connect({ url, login, password })).rejects.toMatchObject({ code });
    fake.clearFaults();
    if (code === 'ent/paused') return;
    expect(await engine.client.account.signIn({ password })).toMatchObject({ kind: 'moodle' });
  },
);

test.each([
  ['of its own', readFailed()],
  ['while it is brought up to date', moodleException('upgraderunning', 'Site is being upgraded')],
])('a Moodle whose first word is a failure %s is no wrong address either', async (_, failure) => {
  const { engine, fake } = await openMoodleClass();
  fake.site.config.changeAnswer = (name, _args, answer) => {
    if (name === 'tool_mobile_get_public_config') throw failure;
    return answer;
  };
  await expect(engine.client.account.signIn({ password: fake.password })).rejects.toMatchObject({
    code: failure.errorcode === 'upgraderunning' ? 'moodle/maintenance' : 'ent/server-error',
  });
});
