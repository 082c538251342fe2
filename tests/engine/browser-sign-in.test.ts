import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { beginBrowserSignIn, offersBrowserSignIn } from '../../main/engine/connectors/ent/browser-sign-in.ts';
import { createEntAdapter } from '../../main/engine/connectors/ent/ent-adapter.ts';
import { systemClock } from '../../main/engine/platform/clock.ts';
import { createHttp } from '../../main/engine/platform/http.ts';
import { startReferenceEnt } from '../../main/reference-ent/server.ts';
import { temporaryFolder } from './synced-class.ts';
import { fillIn } from './teachers-browser.ts';

/** Signing in by the browser, with `fetch` in the browser's part. */

async function openEnt() {
  const ent = await startReferenceEnt({ directory: join(await temporaryFolder(), 'ent'), seed: 'empty' });
  onTestFinished(() => ent.close());
  const http = createHttp({ appVersion: '0.0.0' });
  onTestFinished(() => http.close());
  const line = { http, baseUrl: ent.url, deviceId: 'device-1', deviceName: 'Salle 12', clock: systemClock };
  const abort = new AbortController();
  const words = { done: 'C’est fait <ici>', failed: 'Rien' };
  const begin = (patienceMs?: number) =>
    beginBrowserSignIn({
      ...line,
      languages: 'fr en',
      words,
      signal: abort.signal,
      ...(patienceMs === undefined ? {} : { patienceMs }),
    });
  return { ent, line, begin, abort };
}

test('a teacher who signs in by the browser gets a secret that opens sessions, and a page that says so', async () => {
  const { ent, line, begin } = await openEnt();
  expect(await offersBrowserSignIn(line)).toBe(true);
  const signIn = await begin();
  const finished = signIn.finished();
  const back = await fillIn(signIn.address, { login: ent.login, password: ent.password });
  const page = await fetch(back);
  expect([page.status, await page.text()]).toEqual([
    200,
    expect.stringContaining('C’est fait &#60;ici&#62;'),
  ]);
  const { secret, displayName } = await finished;
  expect(displayName).not.toBe('');
  const session = await createEntAdapter(line).openSession(secret, new AbortController().signal);
  expect(session.identity.accountId).not.toBe('');
  await session.close();
  // The door is closed behind its visitor.
  await expect(fetch(back)).rejects.toThrow();
});

test('an answer with another state is refused, and the right one still counts after it', async () => {
  const { ent, begin } = await openEnt();
  const signIn = await begin();
  const finished = signIn.finished();
  const back = new URL(await fillIn(signIn.address, { login: ent.login, password: ent.password }));
  const forged = new URL(back);
  forged.searchParams.set('state', 'x'.repeat(43));
  const elsewhere = new URL(back);
  elsewhere.searchParams.set('iss', 'https://ailleurs.example');
  for (const wrong of [forged, elsewhere]) expect((await fetch(wrong)).status).toBe(400);
  expect((await fetch(new URL('/favicon.ico', back))).status).toBe(404);
  await fetch(back);
  expect((await finished).secret).not.toBe('');
});

test('a teacher who says no, a code that opens nothing, and nobody at all are told apart', async () => {
  const { begin } = await openEnt();
  const denied = await begin();
  const refusal = expect(denied.finished()).rejects.toMatchObject({
    code: 'account/browser-sign-in-failed',
    params: { reason: 'denied' },
  });
  await fetch(await fillIn(denied.address, { choice: 'cancel' }));
  await refusal;
  const forged = await begin();
  const { searchParams } = new URL(forged.address);
  const back = new URL(searchParams.get('redirect_uri') ?? '');
  back.searchParams.set('state', searchParams.get('state') ?? '');
  back.searchParams.set('iss', new URL(forged.address).origin);
  back.searchParams.set('code', 'invented');
  const opensNothing = expect(forged.finished()).rejects.toMatchObject({ params: { reason: 'refused' } });
  await fetch(back);
  await opensNothing;
  await expect((await begin(20)).finished()).rejects.toMatchObject({ params: { reason: 'timeout' } });
});

test('a sign-in that is called off ends at once, and its door is closed', async () => {
  const { begin, abort } = await openEnt();
  const signIn = await begin();
  const reason = new Error('called off');
  const ended = expect(signIn.finished()).rejects.toBe(reason);
  abort.abort(reason);
  await ended;
  const { searchParams } = new URL(signIn.address);
  await expect(fetch(searchParams.get('redirect_uri') ?? '')).rejects.toThrow();
});

test('an ENT that does not offer it is not asked to', async () => {
  const { ent, line, begin } = await openEnt();
  ent.dial.turn({ capabilities: [] });
  expect(await offersBrowserSignIn(line)).toBe(false);
  await expect(begin()).rejects.toMatchObject({ params: { reason: 'not-offered' } });
});
