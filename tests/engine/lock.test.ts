import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { NO_POLICIES } from '../../main/engine/policies/resolve.ts';
import type { EngineEvent } from '../../preload/contract/index.ts';
import { openEngine, openSyncedClass, temporaryFolder } from './synced-class.ts';

/** The lock of the window: the engine refuses, whatever the window shows. */

const PASSPHRASE = 'cheval agrafe';
const windowLock = { startsUnlocked: false };
const LOCKED = { code: 'lock/locked' };
const WRONG = { code: 'lock/wrong-passphrase' };

test('while it is locked the engine refuses every call of the window, serves no document, and tells no name', async () => {
  const { engine, directory, document, submissionIds } = await openSyncedClass(1);
  const submissionId = submissionIds[0] ?? '';
  const path = await document('corrige.txt', 'Corrigé');
  await engine.close();
  const served: (string | null)[] = [];
  const locks: boolean[] = [];
  const { client, events, workspaces } = await openEngine(join(directory, 'data'), {
    windowLock,
    onWorkspace: (folder) => served.push(folder),
    onLock: (isLocked) => locks.push(isLocked),
  });
  expect(await client.lock.state()).toMatchObject({ isSet: false, isLocked: false, isRequired: false });
  await client.lock.lock();
  expect((await client.lock.state()).isLocked).toBe(false);
  await client.lock.choose({ passphrase: PASSPHRASE, current: null });
  expect(served.at(-1)).not.toBeNull();
  expect(await client.lock.lock()).toMatchObject({ isSet: true, isLocked: true, idleMinutes: 10 });
  expect([served.at(-1), locks.at(-1)]).toEqual([null, true]);
  const controller = new AbortController();
  const told: EngineEvent[] = [];
  const listening = (async () => {
    for await (const event of events.subscribe(controller.signal)) told.push(event);
  })();
  const refused = [
    client.account.state(),
    client.classes.list(),
    client.grading.submission({ submissionId }),
    client.grading.saveGrade({ submissionId, pointsTimes100: 1000 }),
    client.search.find({ text: 'nom' }),
    client.settings.get(),
    client.erasure.students(),
    client.sync.status(),
    client.lock.choose({ passphrase: 'une autre phrase', current: PASSPHRASE }),
    client.lock.remove({ current: PASSPHRASE }),
    client.lock.configure({ idleMinutes: null, locksOnSleep: false, current: PASSPHRASE }),
  ];
  for (const call of refused) await expect(call).rejects.toMatchObject(LOCKED);
  await workspaces.current().domain.importDocument(path);
  await client.lock.unlock({ passphrase: PASSPHRASE });
  expect(told.every(({ type }) => type === 'changed')).toBe(true);
  controller.abort();
  await listening;
  expect(served.at(-1)).not.toBeNull();
  expect((await client.grading.submission({ submissionId })).pointsTimes100).toBeNull();
});

test('what comes back from another program while it is locked is told once it is open', async () => {
  const { engine, directory, document } = await openSyncedClass(1);
  const [first] = await engine.client.classes.list();
  const lesson = { classGroupId: first?.id ?? '', title: 'Ondes', startsAt: Date.now(), blocks: [] };
  const { id: lessonId } = await engine.client.lessons.save(lesson);
  const path = await document('fiche.txt', 'Une fiche.');
  const { id: resourceId } = await engine.client.lessons.attach({ lessonId, path });
  await engine.close();
  const asked: string[] = [];
  const { client, events } = await openEngine(join(directory, 'data'), {
    windowLock,
    automaticSync: 'on',
    openCopy: async (way) => asked.push(way) > 0,
  });
  const accounts = join(directory, 'data', 'accounts');
  const [account = ''] = readdirSync(accounts);
  await client.lessons.openResource({ resourceId });
  await client.lock.choose({ passphrase: PASSPHRASE, current: null });
  await client.lock.lock();
  const controller = new AbortController();
  const told: EngineEvent[] = [];
  const listening = (async () => {
    for await (const event of events.subscribe(controller.signal)) told.push(event);
  })();
  writeFileSync(join(accounts, account, 'opened', asked[0] ?? ''), 'Une fiche corrigée.');
  const isTaken = { type: 'changed', topics: expect.arrayContaining(['lessons']) };
  await vi.waitFor(() => expect(told).toContainEqual(isTaken), { timeout: 30_000 });
  expect(told.every(({ type }) => type === 'changed')).toBe(true);
  await client.lock.unlock({ passphrase: PASSPHRASE });
  await vi.waitFor(() => expect(told.at(-1)).toMatchObject({ type: 'copy-taken', name: 'fiche.txt' }));
  controller.abort();
  await listening;
});

test('a start begins locked; an engine that follows one that was open does not; without a window nothing is locked', async () => {
  const data = join(await temporaryFolder(), 'data');
  const first = await openEngine(data, { windowLock });
  await first.client.lock.choose({ passphrase: PASSPHRASE, current: null });
  const file = readFileSync(join(data, 'lock.json'), 'utf8');
  expect(file).not.toContain(PASSPHRASE);
  await first.close();
  const isLocked = async (options: object) => {
    const engine = await openEngine(data, options);
    const state = await engine.client.lock.state();
    await engine.close();
    return state.isLocked;
  };
  expect(await isLocked({ windowLock })).toBe(true);
  expect(await isLocked({ windowLock: { startsUnlocked: true } })).toBe(false);
  expect(await isLocked({})).toBe(false);
  writeFileSync(join(data, 'lock.json'), '{');
  expect(await isLocked({ windowLock })).toBe(true);
});

test('wrong passphrases are told, slower each time, also after a restart; the right one then opens', async () => {
  const data = join(await temporaryFolder(), 'data');
  let now = 1_800_000_000_000;
  const clock = { now: () => now, sleep: () => new Promise<void>(() => undefined) };
  const open = () => openEngine(data, { windowLock, clock });
  const first = await open();
  await first.client.lock.choose({ passphrase: PASSPHRASE, current: null });
  await first.client.lock.lock();
  const wrong = (engine: typeof first) => engine.client.lock.unlock({ passphrase: 'mauvaise phrase' });
  for (let count = 0; count < 4; count += 1)
    await expect(wrong(first)).rejects.toMatchObject({ code: 'lock/wrong-passphrase' });
  await first.close();
  const second = await open();
  await expect(second.client.lock.unlock({ passphrase: PASSPHRASE })).rejects.toMatchObject({
    code: 'lock/wait',
    data: { params: { waitS: 2 } },
  });
  now += 2000;
  await expect(wrong(second)).rejects.toMatchObject({ code: 'lock/wrong-passphrase' });
  await expect(wrong(second)).rejects.toMatchObject({ code: 'lock/wait', data: { params: { waitS: 4 } } });
  now += 4000;
  expect(await second.client.lock.unlock({ passphrase: PASSPHRASE })).toMatchObject({ isLocked: false });
  await expect(
    second.client.lock.choose({ passphrase: 'une autre phrase', current: 'mauvaise phrase' }),
  ).rejects.toMatchObject({ code: 'lock/wrong-passphrase' });
  await second.client.lock.remove({ current: PASSPHRASE });
  expect(await second.client.lock.state()).toMatchObject({ isSet: false, isLocked: false });
});

test('a school that wants a lock has one chosen, and its time is the longest', async () => {
  const policies = { ...NO_POLICIES, binding: { 'lock.idleMinutes': 5 } };
  const { client } = await openEngine(join(await temporaryFolder(), 'data'), { windowLock, policies });
  expect(await client.lock.state()).toMatchObject({ isRequired: true, idleMinutes: 5 });
  await client.lock.choose({ passphrase: PASSPHRASE, current: null });
  // What the school's time keeps as it is asks for no passphrase.
  const hour = { idleMinutes: 60, locksOnSleep: true, current: null };
  expect(await client.lock.configure(hour)).toMatchObject({ isRequired: false, idleMinutes: 5 });
  const sooner = await client.lock.configure({ ...hour, idleMinutes: 2 });
  expect(sooner.idleMinutes).toBe(2);
  await expect(client.lock.configure({ ...hour, idleMinutes: 4 })).rejects.toMatchObject(WRONG);
});

test('a lock is made stricter by anybody, laxer by its passphrase alone; wrong ones slow down as at the unlock', async () => {
  let now = 1_800_000_000_000;
  const clock = { now: () => now, sleep: () => new Promise<void>(() => undefined) };
  const { client } = await openEngine(join(await temporaryFolder(), 'data'), { windowLock, clock });
  await client.lock.choose({ passphrase: PASSPHRASE, current: null });
  const times = { idleMinutes: 10, locksOnSleep: true };
  const configure = (change: object, current: string | null = null) =>
    client.lock.configure({ ...times, ...change, current });
  expect((await configure({ idleMinutes: 5 })).idleMinutes).toBe(5);
  for (const laxer of [{ idleMinutes: 6 }, { idleMinutes: null }, { idleMinutes: 5, locksOnSleep: false }])
    await expect(configure(laxer)).rejects.toMatchObject(WRONG);
  await expect(configure({ idleMinutes: 1 }, 'mauvaise phrase')).rejects.toMatchObject(WRONG);
  expect(await client.lock.state()).toMatchObject({ idleMinutes: 5, locksOnSleep: true });
  const slow = { code: 'lock/wait', data: { params: { waitS: 2 } } };
  await expect(configure({ idleMinutes: 6 }, PASSPHRASE)).rejects.toMatchObject(slow);
  now += 2000;
  const laxest = await configure({ idleMinutes: null, locksOnSleep: false }, PASSPHRASE);
  expect(laxest).toMatchObject({ idleMinutes: null, locksOnSleep: false });
});

test('with the computer’s own lock the engine locks after a moment, or when the computer is back, whatever the window does', async () => {
  const grace: (() => void)[] = [];
  const clock = { now: () => 1_800_000_000_000, sleep: () => new Promise<void>((end) => grace.push(end)) };
  const locks: boolean[] = [];
  const onLock = (isLocked: boolean) => locks.push(isLocked);
  const data = join(await temporaryFolder(), 'data');
  const { client, lock } = await openEngine(data, { windowLock, clock, onLock });
  await lock.fallAsleep();
  expect(locks).toEqual([false]);
  await client.lock.choose({ passphrase: PASSPHRASE, current: null });
  const asleep = lock.fallAsleep();
  expect((await client.lock.state()).isLocked).toBe(false);
  for (const end of grace.splice(0)) end();
  await asleep;
  await expect(client.classes.list()).rejects.toMatchObject(LOCKED);
  expect(locks.at(-1)).toBe(true);
  await client.lock.unlock({ passphrase: PASSPHRASE });

  const again = lock.fallAsleep();
  lock.wake();
  await expect(client.classes.list()).rejects.toMatchObject(LOCKED);
  await client.lock.unlock({ passphrase: PASSPHRASE });
  // The moment of grace ends after the teacher is back: nothing is locked a second time.
  for (const end of grace.splice(0)) end();
  await again;
  expect((await client.lock.state()).isLocked).toBe(false);

  await client.lock.configure({ idleMinutes: 10, locksOnSleep: false, current: PASSPHRASE });
  await lock.fallAsleep();
  lock.wake();
  expect((await client.lock.state()).isLocked).toBe(false);
  expect(locks.at(-1)).toBe(false);
});

test('where the tries cannot be written down (a full disk) the passphrase opens all the same, and wrong ones still slow down', async () => {
  const data = join(await temporaryFolder(), 'data');
  const clock = { now: () => 1_800_000_000_000, sleep: () => new Promise<void>(() => undefined) };
  const { client } = await openEngine(data, { windowLock, clock });
  await client.lock.choose({ passphrase: PASSPHRASE, current: null });
  // Something in the place of the draft: the file cannot be replaced any more.
  mkdirSync(join(data, 'lock.json.part', 'full'), { recursive: true });
  await client.lock.lock();
  expect(await client.lock.unlock({ passphrase: PASSPHRASE })).toMatchObject({ isLocked: false });
  await client.lock.lock();
  for (let count = 0; count < 4; count += 1)
    await expect(client.lock.unlock({ passphrase: 'mauvaise phrase' })).rejects.toMatchObject(WRONG);
  await expect(client.lock.unlock({ passphrase: PASSPHRASE })).rejects.toMatchObject({ code: 'lock/wait' });
});
