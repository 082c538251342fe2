import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createEngine } from '../../main/engine/create-engine.ts';
import { memorySecrets } from '../../main/engine/platform/secrets.ts';
import { type FakeMoodle, type FakeMoodleOptions, startFakeMoodle } from '../fake-moodle/fake-moodle.ts';
import { MoodleBrowser } from './moodle-browser.ts';
import { temporaryFolder } from './synced-class.ts';
import { VirtualTime } from './virtual-time.ts';

/** Signing in to a Moodle by the browser, with `fetch` in the browser's part. */

const WORDS = { languages: 'fr en', words: { done: 'C’est fait', failed: 'Rien' } };
const failure = (reason: string) => ({
  code: 'account/browser-sign-in-failed',
  data: { params: { reason } },
});

async function openWorld(options: FakeMoodleOptions = {}) {
  const directory = await temporaryFolder();
  const fake = await startFakeMoodle({
    students: 2,
    ...options,
    config: { typeoflogin: 2, ...options.config },
  });
  onTestFinished(() => fake.close());
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
  const { browser } = engine.client.account;
  const begin = async (url: string | null = fake.url) => {
    const begun = await browser.begin({ url, ...WORDS });
    return { ...begun, finished: browser.finish({ signInId: begun.signInId }) };
  };
  return { fake, engine, account: engine.client.account, browser, begin, opened, clock, directory };
}

/** What the teacher's browser is given to open in the end. */
async function linkAt(fake: FakeMoodle, address: string, password = fake.password): Promise<string> {
  const { link } = await new MoodleBrowser().open(address, { login: fake.login, password });
  if (link === null) throw new Error('no link');
  return link;
}

test.each([
  ['the form of Moodle', {}],
  ['a CAS server in front', { auth: 'cas' }],
  ['an embedded browser', { typeoflogin: 3 }],
  ['a form of the application’s, and OAuth beside it', { typeoflogin: 1, oauth2Issuers: [4] }],
  ['a site that forces no scheme', { forcedurlscheme: '' }],
] as const)('%s: who has signed in there is connected here, and the class comes', async (_, config) => {
  const { fake, engine, account, browser, begin, opened } = await openWorld({ config });
  expect(await browser.offer({ url: fake.url })).toMatchObject({ isOffered: true });
  const { signInId, address, takesAnswer, finished } = await begin();
  expect(takesAnswer).toBe(true);
  await browser.open({ signInId });
  expect(opened).toEqual([address]);
  const link = await linkAt(fake, address);
  expect(link.split('://')[0]).toBe('forcedurlscheme' in config ? 'cartable' : 'moodlemobile');
  engine.workspaces.browser.receive(link);
  expect(await finished).toMatchObject({ kind: 'moodle', login: 'prof', url: fake.url, isSignedIn: true });
  expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done', error: null });
  expect(await engine.client.grading.submissions({ assignmentId: 'assign-1' })).toHaveLength(2);
  expect((await account.state()).account).toMatchObject({ kind: 'moodle' });
});

test('the address of the link is pasted where no link opens Cartable, with what a hand brings along', async () => {
  const { fake, browser, begin } = await openWorld();
  const { signInId, address, finished } = await begin();
  const link = await linkAt(fake, address);
  await browser.answer({
    signInId,
    address: ` ${link.replaceAll('=', '%3D').replace('token%3D', 'token=')}/ \n`,
  });
  expect(await finished).toMatchObject({ login: 'prof' });
});

test('an answer with another passport, of another Moodle, or none at all changes nothing: the right one still counts', async () => {
  const { fake, engine, browser, begin } = await openWorld();
  const first = await begin();
  const calledOff = expect(first.finished).rejects.toMatchObject(failure('replaced'));
  const old = await linkAt(fake, first.address);
  const { signInId, address, finished } = await begin();
  await calledOff;
  const refused = (pasted: string, reason: string) =>
    expect(browser.answer({ signInId, address: pasted })).rejects.toMatchObject(failure(reason));
  await refused(old, 'other-answer');
  const other = await startFakeMoodle({ students: 1, config: { typeoflogin: 2 } });
  onTestFinished(() => other.close());
  await refused(await linkAt(other, address.replace(fake.url, other.url)), 'other-answer');
  const passport = new URL(address).searchParams.get('passport') ?? '';
  const forged = createHash('md5').update(`https://ailleurs.example${passport}`).digest('hex');
  await refused(
    `cartable://token=${Buffer.from(`${forged}:::${'a'.repeat(32)}`).toString('base64')}`,
    'other-answer',
  );
  for (const none of [address, 'cartable://token=', `cartable://token=${'A'.repeat(60)}`, 'prof'])
    await refused(none, 'not-an-answer');
  for (const stray of [old, 'cartable://today']) engine.workspaces.browser.receive(stray);
  engine.workspaces.browser.receive(await linkAt(fake, address));
  expect(await finished).toMatchObject({ kind: 'moodle' });
  engine.workspaces.browser.receive(old);
});

test('nobody in ten minutes, and a teacher who calls it off, are told apart and leave no folder behind', async () => {
  const { browser, begin, clock, directory } = await openWorld();
  const forgotten = await begin();
  const tooLate = expect(forgotten.finished).rejects.toMatchObject(failure('timeout'));
  await clock.pass(10 * 60_000, async () => undefined);
  await tooLate;
  const second = await begin();
  const calledOff = expect(second.finished).rejects.toMatchObject(failure('cancelled'));
  await browser.cancel({ signInId: second.signInId });
  await calledOff;
  await expect(browser.answer({ signInId: second.signInId, address: 'x' })).rejects.toMatchObject(
    failure('cancelled'),
  );
  expect(existsSync(join(directory, 'data', 'active.json'))).toBe(false);
});

test.each([
  ['web services are off', { enablewebservices: false }, { code: 'moodle/web-services-off' }],
  ['the mobile service is off', { enablemobilewebservice: false }, { code: 'moodle/web-services-off' }],
  ['the site is in maintenance', { maintenanceEnabled: true }, { code: 'moodle/maintenance' }],
  ['one signs in in the application', { typeoflogin: 1 }, failure('not-offered')],
] as const)('where %s it is said before a browser opens', async (_, config, told) => {
  const { begin } = await openWorld({ config });
  await expect(begin()).rejects.toMatchObject(told);
});

test('where one signs in in the application no button is offered, and a school without a Moodle has none', async () => {
  const { fake, browser } = await openWorld({ config: { typeoflogin: 1 } });
  expect(await browser.offer({ url: fake.url })).toEqual({ isOffered: false });
  expect(await browser.offer({ url: `${new URL(fake.url).origin}` })).toEqual({ isOffered: false });
});

test.each([
  ['too old', ({ site }) => void Object.assign(site.config, { version: '2020061500.00' }), 'moodle/too-old'],
  [
    'whose service cannot grade',
    ({ site }) => void Object.assign(site.config, { withoutFunctions: new Set(['mod_assign_save_grades']) }),
    'moodle/missing-functions',
  ],
  [
    'that wants the password changed since',
    ({ site }) => void Object.assign(site.users.get(3) ?? {}, { mustChangePassword: true }),
    'moodle/password-change',
  ],
  [
    'that wants its policy agreed to since',
    ({ site }) => void Object.assign(site.config, { sitepolicy: 'https://example.org/charte' }),
    'moodle/policy-not-agreed',
  ],
  [
    'that went into maintenance since',
    ({ site }) => void Object.assign(site.config, { maintenanceEnabled: true }),
    'moodle/maintenance',
  ],
] as [string, (fake: FakeMoodle) => void, string][])(
  'a Moodle %s is told in its own words when the browser is back',
  async (_, happen, code) => {
    const { fake, engine, begin, directory } = await openWorld();
    const { address, finished } = await begin();
    const link = await linkAt(fake, address);
    happen(fake);
    const told = expect(finished).rejects.toMatchObject({ code });
    engine.workspaces.browser.receive(link);
    await told;
    expect(existsSync(join(directory, 'data', 'active.json'))).toBe(false);
  },
);

test('a token that opens nothing any more is a sign-in that Moodle refused', async () => {
  const { fake, engine, begin } = await openWorld();
  const { address, finished } = await begin();
  const link = await linkAt(fake, address);
  fake.site.tokens.length = 0;
  const told = expect(finished).rejects.toMatchObject(failure('refused'));
  engine.workspaces.browser.receive(link);
  await told;
});

test('who chooses one of a site’s providers signs in on that one’s page, without the school’s', async () => {
  const { fake, engine, account, browser } = await openWorld({
    config: { typeoflogin: 1, oauth2Issuers: [4, 7] },
  });
  expect(await browser.offer({ url: fake.url })).toEqual({
    isOffered: true,
    providers: [
      { id: 4, name: 'Fournisseur 4' },
      { id: 7, name: 'Fournisseur 7' },
    ],
  });
  const { signInId, address } = await browser.begin({ url: fake.url, ...WORDS, providerId: 7 });
  expect(new URL(address).searchParams.get('oauthsso')).toBe('7');
  const finished = browser.finish({ signInId });
  engine.workspaces.browser.receive(await linkAt(fake, address));
  expect(await finished).toMatchObject({ kind: 'moodle', login: 'prof', isSignedIn: true });
  expect(fake.traffic.countOf('/auth/oauth2/login.php')).toBe(2);
  expect(fake.traffic.countOf('/login/index.php')).toBe(0);
  expect((await account.state()).account?.login).toBe('prof');
});

test('a provider that a site does not offer, and one of an ENT, are refused before any page is opened', async () => {
  const { fake, browser, opened } = await openWorld({ config: { typeoflogin: 1, oauth2Issuers: [4] } });
  const asked = browser.begin({ url: fake.url, ...WORDS, providerId: 9 });
  await expect(asked).rejects.toMatchObject(failure('not-offered'));
  expect(opened).toEqual([]);
});

test('a password and a policy are asked for in the browser, before it comes back', async () => {
  const { fake, begin } = await openWorld();
  const { address, finished } = await begin();
  void finished.catch(() => undefined);
  Object.assign(fake.site.users.get(3) ?? {}, { mustChangePassword: true });
  const { link, address: end } = await new MoodleBrowser().open(address, fake);
  expect([link, end]).toEqual([null, `${fake.url}/login/change_password.php`]);
});

test('by password and by browser the same folder is opened; signing in again takes the same teacher only', async () => {
  const { fake, engine, account, begin } = await openWorld();
  const { url, login, password } = fake;
  await account.connect({ url, login, password });
  const { key } = engine.workspaces.current();
  await engine.client.sync.start();
  await engine.client.grading.saveGrade({ submissionId: 'copy-1-4', pointsTimes100: 1200 });
  fake.site.tokens.length = 0;
  await expect(engine.client.sync.start()).rejects.toMatchObject({ code: 'account/sign-in-needed' });
  expect(await account.browser.offer({ url: null })).toEqual({ isOffered: true });
  const colleague = [...fake.site.users.values()].find(({ id }) => id === 4);
  const other = await begin(null);
  const refused = expect(other.finished).rejects.toMatchObject(failure('other-account'));
  const { link } = await new MoodleBrowser().open(other.address, {
    login: colleague?.username ?? '',
    password: colleague?.password ?? '',
  });
  engine.workspaces.browser.receive(link ?? '');
  await refused;
  const again = await begin(null);
  engine.workspaces.browser.receive(await linkAt(fake, again.address));
  expect(await again.finished).toMatchObject({ login, isSignedIn: true });
  expect(engine.workspaces.current().key).toBe(key);
  expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done', editsSent: 1 });
});

test('a password at a Moodle that signs in by its page is told to use the browser', async () => {
  const { fake, account } = await openWorld({ config: { auth: 'cas' } });
  const { url, login, password } = fake;
  await expect(account.connect({ url, login, password })).rejects.toMatchObject({
    code: 'moodle/browser-only',
  });
});

test('the page that is opened is the site’s own, whatever it says', async () => {
  const { fake, begin } = await openWorld({ path: '/moodle' });
  const { address, finished } = await begin();
  void finished.catch(() => undefined);
  const { origin, pathname, searchParams } = new URL(address);
  expect(origin + pathname).toBe(`${fake.url}/admin/tool/mobile/launch.php`);
  expect(Object.fromEntries(searchParams)).toEqual({
    service: 'moodle_mobile_app',
    passport: expect.stringMatching(/^[\w-]{43}$/),
    urlscheme: 'cartable',
    confirmed: '1',
  });
});
