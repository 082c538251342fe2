import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createEngine, type Engine } from '../../main/engine/create-engine.ts';
import { memorySecrets } from '../../main/engine/platform/secrets.ts';
import { backedOffUntil } from '../../main/engine/sync/back-off-state.ts';
import { type ReferenceEnt, startReferenceEnt } from '../../main/reference-ent/server.ts';
import { cutReplies, type ReplyCutter } from '../faults/reply-cutter.ts';
import { batchIn, pickyEnt, pointTo } from './picky-ent.ts';
import { openSyncedClass, temporaryFolder } from './synced-class.ts';
import { fixedChance, VirtualTime } from './virtual-time.ts';
import { writeClass } from './write-class.ts';

const SECOND = 1_000;
const DAY = 86_400_000;

interface Line {
  readonly ent: ReferenceEnt;
  readonly line: ReplyCutter;
  readonly time: VirtualTime;
  readonly submissionId: string;
  /** Another run of Cartable on the same data. */
  open(): Promise<Engine>;
}

async function openLine(): Promise<Line> {
  const directory = await temporaryFolder();
  const time = new VirtualTime(Date.parse('2026-11-24T09:00Z'));
  const ent = await startReferenceEnt({ directory: join(directory, 'ent'), seed: 'empty' });
  onTestFinished(() => ent.close());
  const line = await cutReplies(ent.url);
  onTestFinished(() => line.close());
  const { submissionIds } = writeClass(ent, 2);
  const secrets = memorySecrets();
  return {
    ent,
    line,
    time,
    submissionId: submissionIds[0] ?? '',
    async open() {
      const engine = await createEngine({
        dataDirectory: join(directory, 'data'),
        appVersion: '0.0.0',
        deviceName: 'test',
        secrets,
        // Timers of the house keep real time: only what is asked of the clock is virtual.
        clock: time,
        random: fixedChance(time, 0.5),
      });
      onTestFinished(() => engine.close());
      return engine;
    },
  };
}

async function openConnected(): Promise<Line & { engine: Engine }> {
  const line = await openLine();
  const engine = await line.open();
  await engine.client.account.connect({
    url: line.line.url,
    login: line.ent.login,
    password: line.ent.password,
  });
  await engine.client.sync.start();
  return { ...line, engine };
}

const paused = expect.objectContaining({ code: 'ent/paused' });

test('no request leaves before a Retry-After has passed, not even a goodbye, and not after a restart', async () => {
  const { ent, line, time, engine, open, submissionId } = await openConnected();
  await engine.client.grading.saveGrade({ submissionId, pointsTimes100: 1200 });
  ent.dial.turn({ paused_s: 120 });
  line.asked.length = 0;
  const refused = await engine.client.sync.start();
  expect(refused).toMatchObject({ outcome: 'failed', error: { code: 'ent/paused' } });
  // 120 s and half of the 30 s that chance adds.
  expect(refused.error?.params.untilMs).toBe(time.now() + 135 * SECOND);
  expect(line.asked).toEqual(['POST /sync/v1/token']);
  ent.dial.turn({ paused_s: null });

  await expect(engine.client.sync.start()).rejects.toThrow(paused);
  await time.pass(134 * SECOND, async () => undefined);
  await expect(engine.client.sync.start()).rejects.toThrow(paused);
  await engine.close();
  const next = await open();
  await expect(next.client.sync.start()).rejects.toThrow(paused);
  expect(line.asked).toEqual(['POST /sync/v1/token']);

  await time.pass(SECOND, async () => undefined);
  expect(await next.client.sync.start()).toMatchObject({ outcome: 'done', editsSent: 1 });
});

test('setting the clock neither ends a pause nor makes it longer', async () => {
  const { ent, line, time, engine, open } = await openConnected();
  ent.dial.turn({ paused_s: 120 });
  await engine.client.sync.start();
  ent.dial.turn({ paused_s: null });
  line.asked.length = 0;
  time.setClock(DAY);
  await expect(engine.client.sync.start()).rejects.toThrow(paused);
  time.setClock(-2 * DAY);
  await expect(engine.client.sync.start()).rejects.toThrow(paused);
  expect((await engine.client.sync.status()).pausedUntil).toBe(time.now() + 135 * SECOND);
  await engine.close();
  const next = await open();
  expect((await next.client.sync.status()).pausedUntil).toBe(time.now() + 135 * SECOND);
  expect(line.asked).toEqual([]);
});

test('a pause and a back-off that began while the clock was ahead end all the same, however often Cartable is opened', async () => {
  const { ent, line, time, engine, open, submissionId } = await openConnected();
  time.setClock(365 * DAY);
  ent.dial.turn({ paused_s: 120 });
  await engine.client.sync.start();
  ent.dial.turn({ paused_s: null });
  await engine.close();
  time.setClock(-365 * DAY);
  const next = await open();
  expect((await next.client.sync.status()).pausedUntil).toBe(time.now() + 135 * SECOND);
  await time.pass(100 * SECOND, async () => undefined);
  await next.close();
  const later = await open();
  expect((await later.client.sync.status()).pausedUntil).toBe(time.now() + 35 * SECOND);
  await time.pass(35 * SECOND, async () => undefined);
  // It fails, and what failures teach is counted the same way.
  await later.client.grading.saveGrade({ submissionId, pointsTimes100: 1200 });
  line.failNext('/batches', 'reply-cut');
  expect((await later.client.sync.start()).outcome).toBe('failed');
  time.setClock(-30 * DAY);
  const until = () => backedOffUntil(later.workspaces.current().syncContext);
  const first = until() ?? 0;
  expect(first).toBeGreaterThan(time.now());
  await time.pass(first - time.now(), async () => undefined);
  expect(until()).toBeNull();
});

test('a wish for silence in a good answer is obeyed from the next request on', async () => {
  const { ent, line, engine, time, submissionId } = await openConnected();
  await engine.client.grading.saveGrade({ submissionId, pointsTimes100: 1200 });
  ent.dial.turn({ backoff_s: 60 });
  line.asked.length = 0;
  expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done', editsSent: 1 });
  expect(line.asked.at(-1)).toBe('POST /sync/v1/batches');
  expect((await engine.client.sync.status()).pausedUntil).toBe(time.now() + 75 * SECOND);
});

test('what failed is remembered across a restart', async () => {
  const { line, engine, open, submissionId } = await openConnected();
  await engine.client.grading.saveGrade({ submissionId, pointsTimes100: 1200 });
  line.failNext('/batches', 'reply-cut');
  expect((await engine.client.sync.start()).outcome).toBe('failed');
  await engine.close();
  const { workspaces } = await open();
  const text = workspaces.current().store.db.prepare('SELECT back_off FROM sync_state').pluck().get();
  expect(JSON.parse(String(text))).toMatchObject({ failures: 1, untilMs: expect.any(Number) });
});

test('a pause that the goodbye of an outdated device is answered by holds for the device that begins anew', async () => {
  const { ent, engine, submissionIds } = await openSyncedClass(1);
  const asked: string[] = [];
  const url = await pickyEnt(ent.url, (one) => {
    asked.push(one.path.split('/').at(-1) ?? '');
    if (batchIn(one) !== null) return { status: 409, code: 'already-answered' };
    return one.path.endsWith('/revoke') ? { status: 429, code: 'too-many-requests' } : null;
  });
  pointTo(engine, url);
  await engine.client.grading.saveGrade({ submissionId: submissionIds[0] ?? '', pointsTimes100: 1200 });
  expect((await engine.client.sync.start()).error?.code).toBe('ent/paused');
  expect(asked.at(-1)).toBe('revoke');
});
