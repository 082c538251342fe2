import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createEngine, type Engine } from '../../main/engine/create-engine.ts';
import { memorySecrets } from '../../main/engine/platform/secrets.ts';
import { startReferenceEnt } from '../../main/reference-ent/server.ts';
import { cutReplies } from '../faults/reply-cutter.ts';
import { pickyEnt } from './picky-ent.ts';
import { temporaryFolder } from './synced-class.ts';
import { fillIn } from './teachers-browser.ts';
import { fixedChance, VirtualTime } from './virtual-time.ts';

/** Whoever signs in, connects or leaves keeps the silence that a server has asked for, as sync does. */

const SECOND = 1_000;
/** 120 s that the ENT asks for, and half of the 30 s that chance adds. */
const SILENCE_MS = 135 * SECOND;
const WORDS = { languages: 'fr', words: { done: 'C’est fait', failed: 'Rien' } };

async function openWorld() {
  const directory = await temporaryFolder();
  const time = new VirtualTime(Date.parse('2026-11-24T09:00Z'));
  const ent = await startReferenceEnt({ directory: join(directory, 'ent'), seed: 'empty' });
  onTestFinished(() => ent.close());
  await ent.addAccount('collegue', 'autre mot', 'Une collègue');
  const line = await cutReplies(ent.url);
  onTestFinished(() => line.close());
  const secrets = memorySecrets();
  const open = async () => {
    const engine = await createEngine({
      dataDirectory: join(directory, 'data'),
      appVersion: '0.0.0',
      deviceName: 'test',
      secrets,
      clock: time,
      random: fixedChance(time, 0.5),
      openPage: () => undefined,
    });
    onTestFinished(() => engine.close());
    return engine;
  };
  const own = { url: line.url, login: ent.login, password: ent.password };
  const other = { url: line.url, login: 'collegue', password: 'autre mot' };
  const asksForSilence = async (ask: () => Promise<unknown>) => {
    ent.dial.turn({ paused_s: 120 });
    try {
      return await ask();
    } finally {
      ent.dial.turn({ paused_s: null });
    }
  };
  return { ent, line, time, open, own, other, asksForSilence };
}

function refused(promise: Promise<unknown>, untilMs?: number) {
  const params = untilMs === undefined ? {} : { data: { params: { untilMs } } };
  return expect(promise).rejects.toMatchObject({ code: 'ent/paused', ...params });
}

const pass = (time: VirtualTime, ms: number) => time.pass(ms, async () => undefined);

test('what a connection is asked for holds for the next one, to any account there, after a restart too', async () => {
  const { line, time, open, own, other, asksForSilence } = await openWorld();
  const first = await open();
  const until = time.now() + SILENCE_MS;
  await asksForSilence(() => refused(first.client.account.connect(own), until));
  const asked = [...line.asked];
  expect(asked).toHaveLength(1);
  const { client } = first;
  await refused(client.account.connect(own), until);
  await refused(client.account.connect(other), until);
  await refused(client.account.browser.offer({ url: own.url }), until);
  await refused(client.account.browser.begin({ url: own.url, ...WORDS }), until);
  await pass(time, SILENCE_MS - SECOND);
  await first.close();
  const next = await open();
  await refused(next.client.account.connect(own), until);
  expect(line.asked).toEqual(asked);
  await pass(time, SECOND);
  expect(await next.client.account.connect(own)).toMatchObject({ login: own.login });
});

test('what sync is asked for holds for signing in again, for leaving and for whoever connects after it', async () => {
  const { line, time, open, own, other, asksForSilence } = await openWorld();
  const engine = await open();
  const { account, sync } = engine.client;
  await account.connect(own);
  await asksForSilence(() => sync.start());
  const until = time.now() + SILENCE_MS;
  line.asked.length = 0;
  await refused(account.signIn({ password: own.password }), until);
  await refused(account.browser.begin({ url: null, ...WORDS }), until);
  await account.leave();
  await engine.close();
  const next: Engine = await open();
  await refused(next.client.account.connect(other), until);
  expect(line.asked).toEqual([]);
  await pass(time, SILENCE_MS);
  await next.client.account.connect(other);
});

test('what signing in again is asked for holds for sync', async () => {
  const { line, time, open, own, asksForSilence } = await openWorld();
  const { account, sync } = (await open()).client;
  await account.connect(own);
  await asksForSilence(() => refused(account.signIn({ password: own.password })));
  line.asked.length = 0;
  expect((await sync.status()).pausedUntil).toBe(time.now() + SILENCE_MS);
  await refused(sync.start());
  expect(line.asked).toEqual([]);
});

test('a silence that the end of a sign-in asked for holds for the sync that follows it', async () => {
  const { ent, line, time, open, own } = await openWorld();
  const url = await pickyEnt(ent.url, ({ path }) =>
    path.endsWith('/revoke') ? { status: 429, code: 'rate-limited' } : null,
  );
  const { account, sync } = (await open()).client;
  await account.connect({ ...own, url });
  // 30 s for a wish without a number, and half of the 30 that chance adds.
  const until = time.now() + 45 * SECOND;
  expect((await sync.status()).pausedUntil).toBe(until);
  await refused(sync.start(), until);
  expect(line.asked).toEqual([]);
});

test('a silence heard while the clock was ahead ends for whoever connects, however often Cartable is opened', async () => {
  const { time, open, own, asksForSilence } = await openWorld();
  time.setClock(365 * 86_400_000);
  const first = await open();
  await asksForSilence(() => refused(first.client.account.connect(own)));
  await first.close();
  time.setClock(-365 * 86_400_000);
  const next = await open();
  await refused(next.client.account.connect(own), time.now() + SILENCE_MS);
  await pass(time, SILENCE_MS - SECOND);
  await next.close();
  const last = await open();
  await refused(last.client.account.connect(own), time.now() + SECOND);
  await pass(time, SECOND);
  await last.client.account.connect(own);
});

test('a teacher who comes back from the browser into a silence is told so, and nothing is asked', async () => {
  const { ent, line, time, open, own, asksForSilence } = await openWorld();
  const { account, sync } = (await open()).client;
  await account.connect(own);
  const { signInId, address } = await account.browser.begin({ url: null, ...WORDS });
  const finished = refused(account.browser.finish({ signInId }));
  await asksForSilence(() => sync.start());
  line.asked.length = 0;
  await fetch(await fillIn(address, ent));
  await finished;
  // The browser's own two; of Cartable nothing.
  expect(line.asked).toEqual(['GET /sync/v1/authorize', 'POST /sync/v1/authorize']);
  await pass(time, SILENCE_MS);
  expect(await sync.start()).toMatchObject({ outcome: 'done' });
});

test('setting the clock does not end the silence of a server that nobody is connected to', async () => {
  const { line, time, open, own, asksForSilence } = await openWorld();
  const { account } = (await open()).client;
  await asksForSilence(() => refused(account.connect(own)));
  line.asked.length = 0;
  time.setClock(86_400_000);
  await refused(account.connect(own));
  time.setClock(-2 * 86_400_000);
  await refused(account.connect(own), time.now() + SILENCE_MS);
  expect(line.asked).toEqual([]);
});
