import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createEngine, type Engine } from '../../main/engine/create-engine.ts';
import { Machine } from '../../main/engine/platform/machine.ts';
import { memorySecrets, type Secrets } from '../../main/engine/platform/secrets.ts';
import type { PolicyValues } from '../../main/engine/policies/policy-table.ts';
import { NO_POLICIES } from '../../main/engine/policies/resolve.ts';
import type { DialOverrides } from '../../main/reference-ent/dial.ts';
import { type ReferenceEnt, startReferenceEnt } from '../../main/reference-ent/server.ts';
import { cutReplies, type ReplyCutter } from '../faults/reply-cutter.ts';
import { pickyEnt, pointTo } from './picky-ent.ts';
import { jsonOf, setJson, startReplyRewriter } from './reply-rewriter.ts';
import { temporaryFolder } from './synced-class.ts';
import { fixedChance, VirtualTime } from './virtual-time.ts';
import { writeClass } from './write-class.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

interface Teacher {
  readonly ent: ReferenceEnt;
  readonly engine: Engine;
  readonly line: ReplyCutter;
  readonly machine: Machine;
  readonly time: VirtualTime;
  readonly submissionIds: readonly string[];
  /** Lets time pass, with every session that begins in it. */
  pass(ms: number): Promise<void>;
  /** Sessions after the first. */
  sessions(): number;
  grade(pointsTimes100: number, index?: number): Promise<void>;
}

/** A teacher who has synced once, on a Tuesday at 10:00 of Paris. */
async function openTeacher({
  overrides = {},
  start = '2026-11-24T09:00Z',
  policies = {},
  secrets = memorySecrets(),
}: {
  overrides?: DialOverrides;
  start?: string;
  policies?: PolicyValues;
  secrets?: Secrets;
} = {}): Promise<Teacher> {
  const directory = await temporaryFolder();
  const time = new VirtualTime(Date.parse(start));
  const ent = await startReferenceEnt({ directory: join(directory, 'ent'), seed: 'empty', overrides });
  onTestFinished(() => ent.close());
  const line = await cutReplies(ent.url);
  onTestFinished(() => line.close());
  const { submissionIds } = writeClass(ent, 3);
  const machine = new Machine();
  const engine = await createEngine({
    dataDirectory: join(directory, 'data'),
    appVersion: '0.0.0',
    deviceName: 'test',
    secrets,
    clock: time,
    random: fixedChance(time, 0.5),
    machine,
    automaticSync: 'on',
    policies: { ...NO_POLICIES, binding: policies },
  });
  onTestFinished(() => engine.close());
  await engine.client.account.connect({ url: line.url, login: ent.login, password: ent.password });
  await engine.client.sync.start();
  line.asked.length = 0;
  const settle = async () => {
    const { sync } = engine.workspaces.current();
    // A timer that has just run begins a session some turns of the loop later.
    for (let calm = 0; calm < 3; calm = sync.isRunning ? 0 : calm + 1)
      await new Promise((resolve) => setTimeout(resolve, sync.isRunning ? 5 : 0));
  };
  return {
    ent,
    engine,
    line,
    machine,
    time,
    submissionIds,
    pass: (ms) => time.pass(ms, settle),
    sessions: () => engine.workspaces.current().sync.history().length - 1,
    async grade(pointsTimes100, index = 0) {
      await engine.client.grading.saveGrade({ submissionId: submissionIds[index] ?? '', pointsTimes100 });
    },
  };
}

const lane = async ({ engine }: Teacher, name: string) =>
  (await engine.client.sync.status()).lanes.find((one) => one.lane === name);

test('edits leave together after a quiet moment, once the policy lets us come again', async () => {
  const teacher = await openTeacher();
  await teacher.pass(20 * MINUTE);
  for (let turn = 0; turn < 6; turn += 1) {
    await teacher.grade(1000 + turn, turn % 3);
    await teacher.pass(MINUTE);
  }
  expect(teacher.sessions()).toBe(0);
  expect(await lane(teacher, 'normal')).toMatchObject({
    waitingCount: 3,
    mayGoNow: false,
    reason: 'gathering',
  });
  await teacher.pass(13 * MINUTE);
  expect(teacher.sessions()).toBe(0);
  await teacher.pass(2 * MINUTE);
  expect(teacher.sessions()).toBe(1);
  expect(teacher.ent.store.entities('grade')).toHaveLength(3);
  expect((await teacher.engine.client.sync.status()).waitingCount).toBe(0);
});

test('whoever never stops typing still sees their edits leave', async () => {
  const teacher = await openTeacher();
  await teacher.pass(20 * MINUTE);
  for (let turn = 0; turn < 31; turn += 1) {
    await teacher.grade(1000 + turn);
    await teacher.pass(4 * MINUTE);
  }
  expect(teacher.sessions()).toBe(1);
});

test('a day on which nothing happens costs a handful of requests and no more than a timer an hour', async () => {
  const teacher = await openTeacher();
  const before = teacher.time.timers;
  await teacher.pass(24 * HOUR);
  expect(teacher.sessions()).toBeLessThanOrEqual(8);
  expect(teacher.sessions()).toBeGreaterThan(3);
  expect(teacher.line.asked.length).toBeLessThanOrEqual(3 * teacher.sessions());
  // One an hour and one a session, and the vault's own of the day.
  expect(teacher.time.timers - before).toBeLessThan(45);
});

test.each([
  ['turned off', { automaticSync: false }],
  ['never on a battery', { syncOnBattery: 'nothing' }],
  ['never on a metered line', { syncOnMetered: 'nothing' }],
] as const)('%s, nothing is asked and no timer runs', async (_why, settings) => {
  const teacher = await openTeacher();
  await teacher.engine.client.settings.save(settings);
  teacher.machine.tell({ isOnBattery: true, isMetered: true });
  await teacher.grade(1200);
  const timers = teacher.time.timers;
  await teacher.pass(48 * HOUR);
  expect(teacher.sessions()).toBe(0);
  expect(teacher.time.timers - timers).toBeLessThanOrEqual(3);
  expect((await teacher.engine.client.sync.status()).automatic.nextAt).toBe(null);
  expect(await teacher.engine.client.sync.start()).toMatchObject({ outcome: 'done', editsSent: 1 });
});

test('a school can turn it off, and only the teacher’s own click syncs', async () => {
  const teacher = await openTeacher({ policies: { 'sync.automatic': false } });
  await teacher.grade(1200);
  await teacher.pass(24 * HOUR);
  expect(teacher.sessions()).toBe(0);
  expect((await teacher.engine.client.sync.status()).automatic.state).toBe('managed-off');
  expect(await teacher.engine.client.sync.start()).toMatchObject({ outcome: 'done' });
});

test('a teacher’s pause holds until its end, and « Synchroniser maintenant » passes it', async () => {
  const teacher = await openTeacher();
  const { sync } = teacher.engine.client;
  const end = teacher.time.now() + 3 * HOUR;
  await sync.pauseAutomatic({ untilMs: end });
  await teacher.grade(1200);
  await teacher.pass(3 * HOUR - MINUTE);
  expect(teacher.sessions()).toBe(0);
  expect(await sync.status()).toMatchObject({
    automatic: { state: 'paused', pausedUntil: end, nextAt: end },
  });
  await sync.start();
  expect(teacher.sessions()).toBe(1);
  await sync.pauseAutomatic({ untilMs: null });
  await teacher.grade(1300);
  await teacher.pass(48 * HOUR);
  expect(teacher.sessions()).toBe(1);
  await sync.resumeAutomatic();
  await teacher.pass(MINUTE);
  expect(teacher.sessions()).toBe(2);
});

const NOON_TO_EVENING: DialOverrides = {
  windows: [{ days: '1-7', from: '08:00', to: '18:00', tz: 'Europe/Paris', lane: 'normal', mode: 'avoid' }],
};

test('the ENT’s hours are kept, and a policy that changes is obeyed at once', async () => {
  const teacher = await openTeacher({ overrides: NOON_TO_EVENING });
  await teacher.grade(1200);
  await teacher.pass(6 * HOUR);
  expect(teacher.sessions()).toBe(0);
  expect(await lane(teacher, 'normal')).toMatchObject({ reason: 'ent-hours', at: expect.any(Number) });
  teacher.ent.dial.turn({ windows: [] });
  // A policy is asked for again when it runs out; until then the teacher’s click brings it.
  await teacher.pass(24 * HOUR);
  expect((await teacher.engine.client.sync.status()).waitingCount).toBe(0);
});

test('documents wait for the students to leave while grades pass', async () => {
  const teacher = await openTeacher();
  await teacher.pass(20 * MINUTE);
  const path = join(await temporaryFolder(), 'copie.txt');
  await writeFile(path, 'Bon travail. '.repeat(20_000));
  await teacher.engine.client.grading.attachFeedback({ submissionId: teacher.submissionIds[0] ?? '', path });
  await teacher.grade(1200);
  await teacher.pass(20 * MINUTE);
  expect(teacher.ent.store.entities('grade')).toHaveLength(1);
  expect(teacher.ent.store.count('feedback')).toBe(0);
  expect(await lane(teacher, 'bulk')).toMatchObject({
    waitingCount: 1,
    documentsWaiting: 1,
    reason: 'student-hours',
  });
  // The students leave at 17:00, and this computer's turn comes within two hours of that, whatever its id.
  await teacher.pass(9 * HOUR);
  expect(teacher.ent.store.count('feedback')).toBe(1);
});

test('an ENT that is out of reach is tried three times, then rarely, and everything leaves when it is back', async () => {
  const teacher = await openTeacher();
  await teacher.pass(20 * MINUTE);
  await teacher.grade(1200);
  for (let times = 0; times < 40; times += 1) teacher.line.failNext('/token', 'captive-portal');
  await teacher.pass(22 * MINUTE);
  expect(teacher.sessions()).toBe(3);
  await teacher.pass(6 * HOUR);
  expect(teacher.sessions()).toBeLessThanOrEqual(11);
  expect(teacher.sessions()).toBeGreaterThanOrEqual(8);
  expect(await lane(teacher, 'normal')).toMatchObject({ reason: 'back-off' });
});

test('no timer brings a request before a Retry-After has passed', async () => {
  const teacher = await openTeacher();
  await teacher.pass(20 * MINUTE);
  await teacher.grade(1200);
  teacher.ent.dial.turn({ paused_s: 4 * 3600 });
  await teacher.pass(16 * MINUTE);
  expect(teacher.line.asked).toEqual(['POST /sync/v1/token']);
  expect(await lane(teacher, 'normal')).toMatchObject({ reason: 'ent-pause' });
  teacher.ent.dial.turn({ paused_s: null });
  teacher.time.setClock(24 * HOUR);
  await teacher.pass(4 * HOUR - 6 * MINUTE);
  expect(teacher.line.asked).toEqual(['POST /sync/v1/token']);
  // Half of the quarter that chance adds.
  await teacher.pass(36 * MINUTE);
  expect(teacher.ent.store.entities('grade')).toHaveLength(1);
});

test('an edit that the ENT defers brings the next session at its instant, and its lane says so until then', async () => {
  const teacher = await openTeacher();
  const rewriter = await startReplyRewriter(teacher.line.url);
  const { store } = teacher.engine.workspaces.current();
  store.write(() => store.db.prepare('UPDATE account SET url = ?').run(rewriter.url));
  let asked: number | null = 3600;
  rewriter.doWrong({
    onRequest(request) {
      if (request.path.endsWith('/batches') && asked !== null) request.path = '/sync/v1/nowhere';
    },
    onReply(reply, request) {
      if (asked === null || !request.path.endsWith('/batches')) return;
      const [{ op }] = jsonOf(request).ops;
      const results = [{ op, outcome: 'deferred', retry_after_s: asked }];
      reply.status = 200;
      reply.headers['content-type'] = 'application/json';
      setJson(reply, { results, changes: [], cursor: null, more: false });
      asked = null;
    },
  });
  await teacher.pass(20 * MINUTE);
  await teacher.grade(1200);
  await teacher.pass(16 * MINUTE);
  expect(teacher.sessions()).toBe(1);
  const [{ deferredUntil = null } = {}] = await teacher.engine.client.sync.waiting();
  // An hour, and half of the quarter that chance adds, after a session that began when all had been quiet.
  expect(deferredUntil).toBeGreaterThan(teacher.time.now() + 65 * MINUTE);
  expect(await lane(teacher, 'normal')).toMatchObject({ at: deferredUntil, reason: 'deferred' });
  expect((await teacher.engine.client.sync.status()).automatic.nextAt).toBe(deferredUntil);
  teacher.time.setClock(24 * HOUR);
  // By that clock news are due, and asked for; the edit stays.
  await teacher.pass(64 * MINUTE);
  expect(teacher.ent.store.count('grade')).toBe(0);
  await teacher.pass(10 * MINUTE);
  expect(teacher.ent.store.count('grade')).toBe(1);
});

test('a machine that wakes, or finds its network again, syncs what has become due meanwhile', async () => {
  const teacher = await openTeacher();
  await teacher.pass(20 * MINUTE);
  teacher.machine.tell({ isOnline: false });
  await teacher.grade(1200);
  await teacher.pass(3 * HOUR);
  expect(teacher.sessions()).toBe(0);
  expect(await lane(teacher, 'normal')).toMatchObject({ reason: 'offline', at: null });
  teacher.machine.tell({ isOnline: true });
  await teacher.pass(MINUTE);
  expect(teacher.sessions()).toBe(1);
  teacher.time.suspend(5 * HOUR);
  teacher.machine.wake();
  await teacher.pass(MINUTE);
  expect(teacher.sessions()).toBe(2);
});

test('a clock that is set back by a day does not silence sync for a day', async () => {
  const teacher = await openTeacher();
  await teacher.pass(20 * MINUTE);
  teacher.time.setClock(-24 * HOUR);
  await teacher.grade(1200);
  await teacher.pass(20 * MINUTE);
  expect(teacher.sessions()).toBe(1);
});

test('a sign-in that was asked for by a clock ahead, and has been done since, keeps no edit here', async () => {
  const teacher = await openTeacher();
  const rewriter = await startReplyRewriter(teacher.line.url);
  pointTo(teacher.engine, rewriter.url);
  let isRefusing = true;
  rewriter.doWrong({
    onReply(reply, { path }) {
      if (!isRefusing || !path.endsWith('/token')) return;
      reply.status = 401;
      setJson(reply, {});
    },
  });
  await teacher.pass(20 * MINUTE);
  teacher.time.setClock(24 * HOUR);
  await teacher.grade(1100);
  await expect(teacher.engine.client.sync.start()).rejects.toMatchObject({ code: 'account/sign-in-needed' });
  teacher.time.setClock(-24 * HOUR);
  isRefusing = false;
  await teacher.engine.client.account.signIn({ password: teacher.ent.password });
  await teacher.grade(1200);
  await teacher.pass(20 * MINUTE);
  expect(teacher.ent.store.count('grade')).toBe(1);
});

test('nothing begins by itself while the account is left', async () => {
  const secrets = memorySecrets();
  let beforeForgotten = (): Promise<unknown> => Promise.resolve();
  const teacher = await openTeacher({
    secrets: { ...secrets, delete: (key) => beforeForgotten().then(() => secrets.delete(key)) },
  });
  await teacher.grade(1200);
  beforeForgotten = () => teacher.pass(20 * MINUTE);
  expect(await teacher.engine.client.account.leave()).toEqual({ waitingCount: 1 });
  expect(teacher.ent.store.count('grade')).toBe(0);
  expect(teacher.line.asked).not.toContain('POST /sync/v1/batches');
});

test('nothing goes by itself before the teacher’s first sync', async () => {
  const directory = await temporaryFolder();
  const time = new VirtualTime(Date.parse('2026-11-24T09:00Z'));
  const ent = await startReferenceEnt({ directory: join(directory, 'ent'), seed: 'empty' });
  onTestFinished(() => ent.close());
  const engine = await createEngine({
    dataDirectory: join(directory, 'data'),
    appVersion: '0.0.0',
    deviceName: 'test',
    secrets: memorySecrets(),
    clock: time,
    automaticSync: 'on',
  });
  onTestFinished(() => engine.close());
  await engine.client.account.connect({ url: ent.url, login: ent.login, password: ent.password });
  await time.pass(24 * HOUR, () => new Promise((resolve) => setTimeout(resolve, 0)));
  expect((await engine.client.sync.history()).length).toBe(0);
  expect((await engine.client.sync.status()).lanes[1]).toMatchObject({ reason: 'first-sync', at: null });
});

/** The end of the period that the class's grades belong to. */
function closePeriodAt(teacher: Teacher, endsAt: number): void {
  const [{ id, body } = { id: '', body: undefined }] = teacher.ent.store.entities('assignment');
  const period = { label: 'T1', starts_at: 1, ends_at: endsAt, is_closed: false };
  if (body === undefined) throw new Error('no assignment');
  teacher.ent.editOnTheWeb([
    { entity: 'period', id: 'period-1', body: period },
    { entity: 'assignment', id, body: { ...body, period_id: 'period-1' } },
  ]);
}

test('published grades go before their period closes, although the ENT keeps its hours', async () => {
  const teacher = await openTeacher();
  closePeriodAt(teacher, Date.parse('2026-11-24T12:00Z'));
  const [assignment] = teacher.ent.store.entities('assignment');
  teacher.ent.dial.turn({
    windows: [{ days: '1-7', from: '00:00', to: '00:00', tz: 'Europe/Paris', lane: 'normal', mode: 'avoid' }],
  });
  await teacher.engine.client.sync.start();
  await teacher.pass(20 * MINUTE);
  for (const index of [0, 1, 2]) await teacher.grade(1000, index);
  await teacher.engine.client.grading.publish({ assignmentId: assignment?.id ?? '', at: 'now' });
  await teacher.pass(2 * HOUR);
  expect(teacher.ent.store.count('grade')).toBe(3);
  expect(teacher.ent.store.count('assessment')).toBe(1);
});

test('urgent edits bring a session a minute at most, however near their deadline', async () => {
  const teacher = await openTeacher();
  closePeriodAt(teacher, Date.parse('2026-11-24T09:40Z'));
  await teacher.engine.client.sync.start();
  await teacher.pass(20 * MINUTE);
  const before = teacher.sessions();
  for (const turn of Array.from({ length: 10 }, (_, index) => index)) {
    await teacher.grade(1000 + turn, turn % 3);
    await teacher.pass(10_000);
  }
  expect(teacher.sessions() - before).toBeLessThanOrEqual(3);
});

test.each([0, 1e12])(
  'a policy that asks for %d seconds between sessions neither hurries nor stops anything',
  async (seconds) => {
    const teacher = await openTeacher({ overrides: { poll_min_s: seconds } });
    await teacher.pass(20 * MINUTE);
    await teacher.grade(1200);
    await teacher.pass(25 * HOUR);
    expect(teacher.ent.store.entities('grade')).toHaveLength(1);
    expect(teacher.sessions()).toBeLessThan(24);
  },
);

test('a policy that cannot be read any more is none: edits are kept and synced as before', async () => {
  const teacher = await openTeacher();
  teacher.engine.workspaces.current().store.db.prepare("UPDATE sync_state SET policy = '{'").run();
  expect(await teacher.engine.client.library.budget()).toEqual({ fileBytes: null });
  await teacher.grade(1200);
  await teacher.engine.client.sync.start();
  expect(teacher.ent.store.entities('grade')).toHaveLength(1);
});

test.each([
  ['on a Saturday, when copies may come, it is asked again after an hour and a half', '2026-11-28T09:00Z', 2],
  ['on a Tuesday, in the students’ hours, it waits', '2026-11-24T09:00Z', 1],
])('a question that a full ENT refuses: %s', async (_when, start, sessions) => {
  const teacher = await openTeacher({ start });
  await teacher.pass(3 * HOUR - MINUTE);
  expect(teacher.sessions()).toBe(0);
  teacher.ent.dial.turn({ paused_s: 300 });
  await teacher.pass(2 * MINUTE);
  expect(teacher.sessions()).toBe(1);
  teacher.ent.dial.turn({ paused_s: null });
  await teacher.pass(80 * MINUTE);
  expect(teacher.sessions()).toBe(1);
  await teacher.pass(20 * MINUTE);
  expect(teacher.sessions()).toBe(sessions);
});

test('what is for a lesson waits for five quiet minutes, and takes the grades with it', async () => {
  const teacher = await openTeacher();
  await teacher.pass(20 * MINUTE);
  await teacher.grade(1200);
  const startsAt = teacher.time.now() + 72 * HOUR;
  const lesson = { classGroupId: 'class-1', title: 'Fonctions', startsAt, isPublished: false, blocks: [] };
  await teacher.engine.client.lessons.save(lesson);
  await teacher.pass(6 * MINUTE);
  expect(teacher.sessions()).toBe(1);
  expect(teacher.ent.store.entities('grade')).toHaveLength(1);
});

/** Cartable is closed; or the machine goes to sleep, of which it is told. */
const departures: [string, (teacher: Teacher) => Promise<void>][] = [
  ['Cartable is closed', (teacher) => teacher.engine.workspaces.close()],
  [
    'the machine goes to sleep',
    async (teacher) => {
      teacher.machine.sleep();
      await teacher.pass(0);
    },
  ],
];

test.each(departures)('grades that were gathered leave before %s', async (_when, depart) => {
  const teacher = await openTeacher();
  await teacher.pass(2 * MINUTE);
  await teacher.grade(1200);
  await depart(teacher);
  expect(teacher.ent.store.entities('grade')).toHaveLength(1);
});

test.each(departures)('the ENT’s hours and its pauses hold when %s', async (_when, depart) => {
  for (const dial of [NOON_TO_EVENING, { paused_s: 3600 }]) {
    const teacher = await openTeacher({ overrides: dial === NOON_TO_EVENING ? dial : {} });
    await teacher.pass(2 * MINUTE);
    teacher.ent.dial.turn(dial);
    if (dial !== NOON_TO_EVENING) await teacher.engine.client.sync.start().catch(() => undefined);
    teacher.line.asked.length = 0;
    await teacher.grade(1200);
    await depart(teacher);
    expect(teacher.line.asked).toEqual([]);
  }
});

test.each(departures)('without an edit nothing is asked when %s', async (_when, depart) => {
  const teacher = await openTeacher();
  await teacher.pass(2 * MINUTE);
  teacher.line.asked.length = 0;
  await depart(teacher);
  expect(teacher.line.asked).toEqual([]);
});

test('a grade typed while a session ends leaves before Cartable is closed', async () => {
  const teacher = await openTeacher();
  await teacher.pass(20 * MINUTE);
  let typed: Promise<void> | null = null;
  const url = await pickyEnt(teacher.ent.url, ({ path }) => {
    if (path.endsWith('/revoke')) typed ??= teacher.grade(1100, 1);
    return null;
  });
  pointTo(teacher.engine, url);
  await teacher.grade(1000);
  await teacher.engine.client.sync.start();
  await typed;
  expect(teacher.ent.store.entities('grade')).toHaveLength(1);
  await teacher.pass(2 * MINUTE);
  await teacher.engine.workspaces.close();
  expect(teacher.ent.store.entities('grade')).toHaveLength(2);
});

test('a long session that the teacher stops is not followed by another one at once', async () => {
  const teacher = await openTeacher();
  const { client, workspaces } = teacher.engine;
  await client.sync.pauseAutomatic({ untilMs: null });
  await teacher.grade(1000);
  await teacher.pass(30 * MINUTE);
  const now = teacher.time.now();
  const { store } = workspaces.current();
  store.write(() =>
    store.db
      .prepare(
        "INSERT INTO sync_session (id, started_at, ended_at, outcome) VALUES ('long', ?, ?, 'cancelled')",
      )
      .run(now - 20 * MINUTE, now),
  );
  await client.sync.resumeAutomatic();
  expect((await client.sync.status()).automatic.nextAt).toBe(now + 15 * MINUTE);
});

test('an ENT that does not answer keeps Cartable open for seconds, and the edit for the next time', async () => {
  const teacher = await openTeacher();
  await teacher.pass(2 * MINUTE);
  await teacher.grade(1200);
  const { store } = teacher.engine.workspaces.current();
  const url = `http://127.0.0.1:${await mutePort()}`;
  store.write(() => store.db.prepare('UPDATE account SET url = ?').run(url));
  const closed = teacher.engine.workspaces.close();
  await teacher.time.pass(3_000, () => new Promise((resolve) => setTimeout(resolve, 50)));
  await closed;
  expect(teacher.ent.store.entities('grade')).toHaveLength(0);
});

/** Where somebody takes calls and never says a word. */
async function mutePort(): Promise<number> {
  const server = createServer(() => undefined);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return (server.address() as AddressInfo).port;
}
