import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { classesHandlers } from '../../main/engine/classes/handlers.ts';
import { exchangeHandlers } from '../../main/engine/exchange/handlers.ts';
import { commentBankHandlers } from '../../main/engine/grading/comment-bank.ts';
import { gradingHandlers } from '../../main/engine/grading/handlers.ts';
import { libraryHandlers } from '../../main/engine/library/handlers.ts';
import { importDocument } from '../../main/engine/library/import.ts';
import type { Optimise } from '../../main/engine/library/optimiser-port.ts';
import { systemClock } from '../../main/engine/platform/clock.ts';
import { proxyRoute, schoolCertificates } from '../../main/engine/policies/obey.ts';
import type { PolicyValues } from '../../main/engine/policies/policy-table.ts';
import { NO_POLICIES, type Policies, resolvePolicies } from '../../main/engine/policies/resolve.ts';
import { settingsHandlers } from '../../main/engine/settings/handlers.ts';
import { WatchedFolders } from '../../main/engine/watch/watched-folders.ts';
import { bandwidthLimit } from '../../main/engine/workspaces/bandwidth-limit.ts';
import { startReferenceEnt } from '../../main/reference-ent/server.ts';
import { startFakeMoodle } from '../fake-moodle/fake-moodle.ts';
import { openDomainWorkspace, receiveClass } from './domain-workspace.ts';
import { openEngine, openSyncedClass, temporaryFolder } from './synced-class.ts';
import { PACE } from './watched-workspace.ts';

const imposing = (binding: PolicyValues) => ({ ...NO_POLICIES, binding });
const refusal = (code: string) => expect.objectContaining({ code });

async function openEnt() {
  const ent = await startReferenceEnt({ directory: await temporaryFolder(), seed: 'empty' });
  onTestFinished(() => ent.close());
  return ent;
}

test('ent.url proposes an ENT; ent.locked lets no other be named, by password or by browser, before one byte leaves', async () => {
  const [schools, other] = [await openEnt(), await openEnt()];
  const policies = imposing({ 'ent.url': `${schools.url}/`, 'ent.locked': true });
  const { client } = await openEngine(await temporaryFolder(), { policies });
  expect((await client.policies.read()).ent).toEqual({ url: `${schools.url}/`, isLocked: true });
  const account = { login: other.login, password: other.password };
  await expect(client.account.connect({ url: other.url, ...account })).rejects.toThrowError(
    refusal('policy/address-locked'),
  );
  const asked = { url: other.url, languages: 'fr', words: { done: '', failed: '' } };
  await expect(client.account.browser.begin(asked)).rejects.toThrowError(refusal('policy/address-locked'));
  await expect(client.account.browser.offer(asked)).rejects.toThrowError(refusal('policy/address-locked'));
  expect(other.statistics().requests).toBe(0);
  const { login, password } = schools;
  expect(await client.account.connect({ url: schools.url, login, password })).toMatchObject({ login });
});

test('ent.locked without an address lets nobody connect', async () => {
  const ent = await openEnt();
  const { client } = await openEngine(await temporaryFolder(), {
    policies: imposing({ 'ent.locked': true }),
  });
  const { url, login, password } = ent;
  await expect(client.account.connect({ url, login, password })).rejects.toThrowError(
    refusal('policy/address-locked'),
  );
});

test('an account of another ENT, opened before the school decided, is kept and speaks to nobody', async () => {
  const { ent, engine, directory } = await openSyncedClass();
  await engine.close();
  const before = ent.statistics().requests;
  const policies = imposing({ 'ent.url': 'https://ent.example.fr', 'ent.locked': true });
  const { client } = await openEngine(join(directory, 'data'), { policies });
  expect((await client.account.state()).account).not.toBeNull();
  expect(await client.sync.start()).toMatchObject({
    outcome: 'failed',
    error: { code: 'policy/address-locked' },
  });
  expect(ent.statistics().requests).toBe(before);
});

test('settings that the school imposes go before the teacher’s, and cannot be changed', async () => {
  const binding: PolicyValues = {
    'files.quality': 'print',
    'files.keepOriginalsDays': 30,
    'sync.maxKbps': 500,
    'sync.meteredAllowed': false,
    'sync.automatic': false,
  };
  const free = await openDomainWorkspace();
  settingsHandlers.save(free.context, { quality: 'original', syncKilobitsPerS: 9000, keepOriginalsDays: 5 });
  const context = { ...free.context, policies: imposing(binding) };
  expect(settingsHandlers.get(context)).toMatchObject({
    quality: 'print',
    keepOriginalsDays: 30,
    syncKilobitsPerS: 500,
    syncOnMetered: 'nothing',
    automaticSync: false,
  });
  expect(() => settingsHandlers.save(context, { quality: 'screen' })).toThrowError(
    refusal('policy/not-allowed'),
  );
  settingsHandlers.save(context, { syncOnBattery: 'nothing' });
  expect(settingsHandlers.get(free.context)).toMatchObject({ quality: 'original', syncOnBattery: 'nothing' });
});

test('what the school proposes holds until the teacher chooses', async () => {
  const { context } = await openDomainWorkspace(undefined, {
    ...NO_POLICIES,
    recommended: { 'files.quality': 'print' },
  });
  expect(settingsHandlers.get(context).quality).toBe('print');
  settingsHandlers.save(context, { quality: 'screen' });
  expect(settingsHandlers.get(context).quality).toBe('screen');
});

test('sync.maxKbps binds the line itself', async () => {
  const { store } = await openDomainWorkspace();
  const of = (binding: PolicyValues) =>
    bandwidthLimit({ store, policies: imposing(binding), clock: systemClock }, 'dataset-1')();
  expect([of({}), of({ 'sync.maxKbps': 500 })]).toEqual([null, 500_000]);
});

test('files.quality is what a document is made for', async () => {
  const presets: string[] = [];
  const path = join(await temporaryFolder(), 'cours.txt');
  await writeFile(path, 'Cours');
  const { context } = await openDomainWorkspace(undefined, imposing({ 'files.quality': 'print' }));
  const optimise: Optimise = async ({ preset }) => {
    presets.push(preset);
    return {
      outcome: 'kept',
      reason: 'no-recipe',
      mediaType: 'text/plain',
      extension: 'txt',
      bytesBefore: 5,
    };
  };
  await importDocument(context, optimise, path);
  expect(presets).toEqual(['print']);
});

test('files.allowedFolders lets files in and out there alone, whatever links say', async () => {
  const [allowed, outside] = [await temporaryFolder(), await temporaryFolder()];
  await writeFile(join(allowed, 'cours.txt'), 'Cours');
  await writeFile(join(outside, 'secret.txt'), 'Secret');
  await symlink(join(outside, 'secret.txt'), join(allowed, 'link.txt'));
  await symlink(outside, join(allowed, 'folder'));
  const policies = imposing({ 'files.allowedFolders': [allowed] });
  const { context } = await openDomainWorkspace(undefined, policies);
  const { sha256 } = await context.importDocument(join(allowed, 'cours.txt'));
  for (const path of [
    join(outside, 'secret.txt'),
    join(allowed, 'link.txt'),
    join(allowed, 'folder/secret.txt'),
    join(allowed, '..', 'x'),
    `${allowed}-beside/x.txt`,
  ])
    await expect(context.importDocument(path), path).rejects.toThrowError(
      refusal('policy/folder-not-allowed'),
    );
  await libraryHandlers.exportTo(context, { sha256, path: join(allowed, 'copie.txt') });
  for (const path of [join(outside, 'copie.txt'), join(allowed, 'folder/copie.txt')])
    await expect(libraryHandlers.exportTo(context, { sha256, path })).rejects.toThrowError(
      refusal('policy/folder-not-allowed'),
    );
  expect(() => settingsHandlers.backUp(context, { directory: outside })).toThrowError(
    refusal('policy/folder-not-allowed'),
  );
});

test('tables of grades and the comment bank come from and go to the allowed folders alone', async () => {
  const [allowed, outside] = [await temporaryFolder(), await temporaryFolder()];
  const workspace = await openDomainWorkspace(undefined, imposing({ 'files.allowedFolders': [allowed] }));
  const { context } = workspace;
  receiveClass(workspace, 1);
  const [{ id: classGroupId } = { id: '' }] = classesHandlers.list(context);
  const [{ id: assignmentId } = { id: '' }] = gradingHandlers.assignments(context, {});
  const standings = { absent: 'abs.', exempt: 'disp.', 'not-handed-in': 'n. rdu', late: 'ret.' };
  const names = { lastName: 'Nom', firstName: 'Prénom', average: 'Moyenne' };
  const words = { ...names, maximum: 'Sur', coefficient: 'Coefficient', standings };
  const waysOut = (path: string) => [
    exchangeHandlers.writeGradebook(context, { classGroupId, periodId: null, path, words }),
    commentBankHandlers.exportTo(context, { path: `${path}.bank.csv` }),
  ];
  await Promise.all(waysOut(join(allowed, 'notes.csv')));
  await writeFile(join(outside, 'notes.csv'), 'Élève;Note\nX;12\n');
  const path = join(outside, 'notes.csv');
  const outcomes = await Promise.allSettled([
    ...waysOut(path),
    exchangeHandlers.previewGrades(context, { assignmentId, path }),
    exchangeHandlers.fillWorksheet(context, { assignmentId, source: path, path: join(allowed, 'w.csv') }),
    commentBankHandlers.importFrom(context, { path }),
  ]);
  const refused = { status: 'rejected', reason: refusal('policy/folder-not-allowed') };
  expect(outcomes).toEqual(outcomes.map(() => refused));
  await exchangeHandlers.previewGrades(context, { assignmentId, path: join(allowed, 'notes.csv') });
});

test('an empty list of folders allows none', async () => {
  const { context } = await openDomainWorkspace(undefined, imposing({ 'files.allowedFolders': [] }));
  const path = join(await temporaryFolder(), 'cours.txt');
  await writeFile(path, 'Cours');
  await expect(context.importDocument(path)).rejects.toThrowError(refusal('policy/folder-not-allowed'));
});

test('network.proxy goes before the system’s', async () => {
  const way = (value: string) => proxyRoute(imposing({ 'network.proxy': value }))?.('https://ent.fr/');
  expect(await way('proxy.lycee.fr:3128')).toBe('PROXY proxy.lycee.fr:3128');
  expect(await way('direct')).toBe('DIRECT');
  expect(way('system')).toBeUndefined();
  const { faults } = resolvePolicies([
    { scope: 'machine', binding: { 'network.proxy': 'http://user:pass@x' }, recommended: {} },
  ]);
  expect(faults).toHaveLength(1);
});

test('network.extraCertificates are files, below the home folder too', () => {
  const policies = imposing({ 'network.extraCertificates': ['/etc/ssl/school.pem', '~/school.pem'] });
  expect(schoolCertificates(policies)).toEqual(['/etc/ssl/school.pem', join(homedir(), 'school.pem')]);
});

test('features.disabled takes away the demonstration, the browser, the back-up and copies outside', async () => {
  const policies = imposing({
    'features.disabled': ['demonstration', 'browser-sign-in', 'watched-folders', 'back-up', 'save-copy'],
  });
  const { client } = await openEngine(await temporaryFolder(), { policies });
  const not = refusal('policy/not-allowed');
  await expect(client.account.connectDemo()).rejects.toThrowError(not);
  const ent = await openEnt();
  expect(await client.account.browser.offer({ url: ent.url })).toEqual({ isOffered: false });
  const asked = { url: ent.url, languages: 'fr', words: { done: '', failed: '' } };
  await expect(client.account.browser.begin(asked)).rejects.toThrowError(not);
  expect(ent.statistics().requests).toBe(0);
  const { url, login, password } = ent;
  await client.account.connect({ url, login, password });
  const folder = await temporaryFolder();
  await expect(client.watch.addFolder({ path: folder })).rejects.toThrowError(not);
  await expect(client.settings.backUp({ directory: folder })).rejects.toThrowError(not);
  const copy = { sha256: 'a'.repeat(64), path: join(folder, 'x') };
  await expect(client.library.exportTo(copy)).rejects.toThrowError(not);
});

test('a folder that was watched before the school decided is left alone', async () => {
  const workspace = await openDomainWorkspace();
  const folder = await temporaryFolder();
  const options = {
    clock: systemClock,
    ownFolder: workspace.directory,
    pace: PACE,
    isQuiet: () => true,
    onBug: () => undefined,
  };
  const first = new WatchedFolders({ ...options, context: workspace.context });
  first.start();
  await first.add(folder);
  await first.close();
  for (const binding of [
    { 'features.disabled': ['watched-folders'] },
    { 'files.allowedFolders': [] },
  ] as PolicyValues[]) {
    const context = { ...workspace.context, policies: imposing(binding) };
    const folders = new WatchedFolders({ ...options, context });
    folders.start();
    await mkdir(join(folder, 'jour'), { recursive: true });
    await writeFile(join(folder, 'jour', 'scan.txt'), 'Copie');
    await new Promise((resolve) => setTimeout(resolve, 10 * PACE.settleMs));
    expect(folders.list()).toMatchObject([{ state: 'starting', waitingCount: 0 }]);
    await folders.close();
  }
});

describe('ent.connector', () => {
  const openAt = async (policies: Policies) =>
    (await openEngine(await temporaryFolder(), { policies })).client;
  const openMoodle = async () => {
    const fake = await startFakeMoodle();
    onTestFinished(() => fake.close());
    return fake;
  };
  const none = { code: expect.stringMatching(/^account\/wrong-address|^ent\//) };

  test('ent: a Moodle is not looked for, and an ENT is connected to', async () => {
    const client = await openAt(imposing({ 'ent.connector': 'ent' }));
    const fake = await openMoodle();
    await expect(client.account.connect(fake)).rejects.toMatchObject(none);
    expect(fake.traffic.requests.filter(({ script }) => script.endsWith('.php'))).toEqual([]);
    expect(await client.account.connect(await openEnt())).toMatchObject({ kind: 'ent' });
  });

  test('moodle: an ENT is told nothing of the teacher, by password or by browser', async () => {
    const client = await openAt(imposing({ 'ent.connector': 'moodle' }));
    const ent = await openEnt();
    await expect(client.account.connect(ent)).rejects.toMatchObject(none);
    expect(await client.account.browser.offer({ url: ent.url })).toEqual({ isOffered: false });
    const asked = { url: ent.url, languages: 'fr', words: { done: '', failed: '' } };
    await expect(client.account.browser.begin(asked)).rejects.toMatchObject(none);
    expect(Object.keys(ent.statistics().endpoints).filter((route) => route.includes('/sync/'))).toEqual([]);
    expect(await client.account.connect(await openMoodle())).toMatchObject({ kind: 'moodle' });
  });

  test('proposed: it is tried first, and the other one is found too', async () => {
    const client = await openAt({ ...NO_POLICIES, recommended: { 'ent.connector': 'moodle' } });
    const fake = await openMoodle();
    expect(await client.account.connect(fake)).toMatchObject({ kind: 'moodle' });
    expect(fake.traffic.requests[0]?.script).toMatch(/service-nologin\.php$/);
    await client.account.leave();
    expect(await client.account.connect(await openEnt())).toMatchObject({ kind: 'ent' });
  });

  test('locked as well: not even whether a Moodle is there is asked at another address', async () => {
    const client = await openAt(
      imposing({ 'ent.connector': 'moodle', 'ent.locked': true, 'ent.url': 'https://moodle.example.fr' }),
    );
    const fake = await openMoodle();
    await expect(client.account.connect(fake)).rejects.toThrowError(refusal('policy/address-locked'));
    expect(fake.traffic.requests).toEqual([]);
  });

  test('an account of another connector, opened before the school decided, is kept and speaks to nobody', async () => {
    const { ent, engine, directory } = await openSyncedClass();
    await engine.close();
    const before = ent.statistics().requests;
    const { client } = await openEngine(join(directory, 'data'), {
      policies: imposing({ 'ent.connector': 'moodle' }),
    });
    expect((await client.account.state()).account).not.toBeNull();
    expect((await client.sync.start()).error?.code).toBe('policy/not-allowed');
    expect(ent.statistics().requests).toBe(before);
  });
});
