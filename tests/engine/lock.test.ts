import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { NO_POLICIES } from '../../main/engine/policies/resolve.ts';
import type { EngineEvent } from '../../preload/contract/index.ts';
import { openEngine, openSyncedClass, temporaryFolder } from './synced-class.ts';

/** The lock of the window: the engine refuses, whatever the window shows. */

const PASSPHRASE = 'cheval agrafe';
const windowLock = { startsUnlocked: false };
const LOCKED = { code: 'lock/locked' };

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
    client.lock.configure({ idleMinutes: null, locksOnSleep: false }),
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
  expect(await client.lock.configure({ idleMinutes: 60, locksOnSleep: true })).toMatchObject({
    isRequired: false,
    idleMinutes: 5,
  });
  expect((await client.lock.configure({ idleMinutes: 2, locksOnSleep: true })).idleMinutes).toBe(2);
});
