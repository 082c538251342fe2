import { expect, onTestFinished, test } from 'vitest';
import { Machine } from '../../main/engine/platform/machine.ts';
import { openMoodleClass } from './moodle-class.ts';
import { fixedChance, VirtualTime } from './virtual-time.ts';

/** When documents pass between Cartable and a Moodle, which names no hours of its own: those of the students are kept free. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const UPLOAD = '/webservice/upload.php';
const DOWNLOAD = '/webservice/pluginfile.php';

/** A teacher who has synced once, on a Tuesday of school at 10:00 of Paris; then a copy comes, and one goes back. */
async function openAtTen() {
  const time = new VirtualTime(Date.parse('2026-11-24T09:00Z'));
  const school = await openMoodleClass(
    { students: 12, clock: time.now, isDated: true },
    { clock: time, random: fixedChance(time, 0.5), machine: new Machine(), automaticSync: 'on' },
  );
  const { fake, engine, copy, document } = school;
  const { sync, grading } = engine.client;
  await sync.start();
  // As the server itself has counted them, the first sync with its twelve documents included.
  onTestFinished(() => {
    expect(fake.traffic.mostAtOnce).toBeLessThanOrEqual(2);
    expect(fake.traffic.mostConnections).toBeLessThanOrEqual(2);
  });
  const settle = async () => {
    const running = engine.workspaces.current().sync;
    for (let calm = 0; calm < 3; calm = running.isRunning ? 0 : calm + 1)
      await new Promise((resolve) => setTimeout(resolve, running.isRunning ? 5 : 0));
  };
  const pass = (ms: number) => time.pass(ms, settle);
  await pass(20 * MINUTE);
  const before = fake.traffic.countOf(DOWNLOAD);
  fake.handIn(5, [{ filename: 'copie.txt', bytes: Buffer.from('Ma réponse. '.repeat(20_000)) }]);
  const path = await document('corrigé.txt', 'Bon travail. '.repeat(20_000));
  await grading.attachFeedback({ submissionId: copy(4), path });
  await grading.saveGrade({ submissionId: copy(6), pointsTimes100: 1200 });
  const passed = () => ({
    up: fake.traffic.countOf(UPLOAD),
    down: fake.traffic.countOf(DOWNLOAD) - before,
    grade: fake.assign.userGrade(6)?.grade ?? null,
  });
  const bulk = async () => (await sync.status()).lanes.find(({ lane }) => lane === 'bulk');
  return { time, sync, pass, passed, bulk };
}

test('on a school day documents wait, both ways, until the students have left, and say so, while grades pass', async () => {
  const { time, pass, passed, bulk } = await openAtTen();
  await pass(30 * MINUTE);
  expect(await bulk()).toMatchObject({ documentsWaiting: 1, mayGoNow: false, reason: 'student-hours' });
  // Every quarter of an hour until five to five of Paris.
  for (const end = Date.parse('2026-11-24T15:55Z'); time.now() < end; ) {
    await pass(Math.min(15 * MINUTE, end - time.now()));
    expect(passed()).toEqual({ up: 0, down: 0, grade: 12 });
  }
  await pass(9 * HOUR);
  expect(passed()).toEqual({ up: 1, down: 1, grade: 12 });
});

test('a teacher who asks in the students’ hours has their documents go at once', async () => {
  const { sync, passed, bulk } = await openAtTen();
  expect(await bulk()).toMatchObject({ reason: 'student-hours' });
  // A session that returns copies reads nothing else: a Moodle's answer brings no news.
  expect(await sync.start()).toMatchObject({ outcome: 'done', documentsSent: 1 });
  expect(await sync.start()).toMatchObject({ outcome: 'done', documentsReceived: 1 });
  expect(passed()).toEqual({ up: 1, down: 1, grade: 12 });
});
