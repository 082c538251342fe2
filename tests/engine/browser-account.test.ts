import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createEngine } from '../../main/engine/create-engine.ts';
import { memorySecrets } from '../../main/engine/platform/secrets.ts';
import { startReferenceEnt } from '../../main/reference-ent/server.ts';
import { openSyncedClass, temporaryFolder } from './synced-class.ts';
import { fillIn } from './teachers-browser.ts';
import { VirtualTime } from './virtual-time.ts';

/** Accounts that are opened by the browser, with `fetch` in the browser's part. */

const WORDS = { languages: 'fr en', words: { done: 'C’est fait', failed: 'Rien' } };
const failure = (reason: string) => ({
  code: 'account/browser-sign-in-failed',
  data: { params: { reason } },
});

async function openWorld() {
  const directory = await temporaryFolder();
  const ent = await startReferenceEnt({ directory: join(directory, 'ent'), seed: 'empty' });
  onTestFinished(() => ent.close());
  const opened: string[] = [];
  const clock = new VirtualTime(Date.now());
  const engine = await createEngine({
    dataDirectory: join(directory, 'data'),
    appVersion: '0.0.0',
    deviceName: 'test',
    secrets: memorySecrets(),
    clock,
    openPage: (address) => opened.push(address),
  });
  onTestFinished(() => engine.close());
  const { account } = engine.client;
  const begin = (url: string | null = ent.url) => account.browser.begin({ url, ...WORDS });
  const finishes = (signInId: string) => expect(account.browser.finish({ signInId }));
  return { ent, engine, account, browser: account.browser, begin, finishes, opened, clock };
}

test('by password and by browser the same folder is opened, and what waits in it is sent once', async () => {
  const { ent, engine, line, submissionIds } = await openSyncedClass(2);
  const { account, sync, grading } = engine.client;
  const { key } = engine.workspaces.current();
  const [first = '', second = ''] = submissionIds;
  const grade = (submissionId: string, pointsTimes100: number) =>
    grading.saveGrade({ submissionId, pointsTimes100 });
  await grade(first, 800);
  await sync.start();
  // The ENT takes it, and its answer is lost: the sealed batch bears the old device.
  await grade(first, 900);
  line.failNext('/batches', 'reply-lost');
  await sync.start();
  await grade(second, 1200);
  await account.leave();
  expect(await account.browser.offer({ url: line.url })).toEqual({ isOffered: true });
  const { signInId, address } = await account.browser.begin({ url: line.url, ...WORDS });
  const finished = account.browser.finish({ signInId });
  await fetch(await fillIn(address, ent));
  expect(await finished).toMatchObject({ login: ent.login, url: line.url, isSignedIn: true });
  expect(engine.workspaces.current().key).toBe(key);
  expect(await sync.start()).toMatchObject({ outcome: 'done', error: null });
  expect([await sync.waiting(), await sync.conflicts()]).toEqual([[], []]);
  expect(ent.store.entities('grade').map(({ body }) => body.points_x100)).toEqual([900, 1200]);
  expect(ent.store.ledgerCount()).toBe(3);
  // And back again by password: still the same.
  await account.leave();
  await account.connect({ url: line.url, login: ent.login, password: ent.password });
  expect(engine.workspaces.current().key).toBe(key);
});

test('a sign-in that is called off, or replaced by another, ends at once and changes nothing', async () => {
  const { ent, account, browser, begin, finishes, opened } = await openWorld();
  const first = await begin();
  const replaced = finishes(first.signInId).rejects.toMatchObject(failure('replaced'));
  const second = await begin();
  await replaced;
  const calledOff = finishes(second.signInId).rejects.toMatchObject(failure('cancelled'));
  await browser.cancel({ signInId: second.signInId });
  await calledOff;
  await expect(browser.open({ signInId: second.signInId })).rejects.toMatchObject(failure('cancelled'));
  expect((await account.state()).account).toBeNull();
  const third = await begin();
  await browser.cancel({ signInId: second.signInId });
  await browser.open({ signInId: third.signInId });
  expect(opened).toEqual([third.address]);
  const finished = finishes(third.signInId).resolves.toMatchObject({ login: ent.login });
  await fetch(await fillIn(third.address, ent));
  await finished;
});

test('a teacher who says no, and one who does not come back in ten minutes, are told apart', async () => {
  const { account, begin, finishes, clock } = await openWorld();
  const denied = await begin();
  const refusal = finishes(denied.signInId).rejects.toMatchObject(failure('denied'));
  await fetch(await fillIn(denied.address, { choice: 'cancel' }));
  await refusal;
  const forgotten = await begin();
  const tooLate = finishes(forgotten.signInId).rejects.toMatchObject(failure('timeout'));
  await clock.pass(10 * 60_000, async () => undefined);
  await tooLate;
  const back = new URL(forgotten.address).searchParams.get('redirect_uri') ?? '';
  await expect(fetch(back)).rejects.toThrow();
  expect((await account.state()).account).toBeNull();
});

test('signing in again by the browser takes the same teacher only, and changes no device', async () => {
  const { ent, engine, account, begin, finishes } = await openWorld();
  await account.connect({ url: ent.url, login: ent.login, password: ent.password });
  const row = () => engine.workspaces.current().store.db.prepare('SELECT * FROM account').get();
  const { device_id: device, login } = row() as { device_id: string; login: string };
  await ent.addAccount('collegue', 'autre mot', 'Une collègue');
  const other = await begin(null);
  const refused = finishes(other.signInId).rejects.toMatchObject(failure('other-account'));
  await fetch(await fillIn(other.address, { login: 'collegue', password: 'autre mot' }));
  await refused;
  expect(row()).toMatchObject({ device_id: device, login });
  const again = await begin(null);
  const finished = finishes(again.signInId).resolves.toMatchObject({ login, isSignedIn: true });
  await fetch(await fillIn(again.address, ent));
  await finished;
  expect(row()).toMatchObject({ device_id: device, login });
  expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done' });
});
