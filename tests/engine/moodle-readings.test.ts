import { expect, test } from 'vitest';
import { addAssignment, handIn } from '../fake-moodle/site/recorded-class.ts';
import { openMoodleClass } from './moodle-class.ts';

/** What one reading of a Moodle asks for, and what is come back to. */

const STATUS = 'mod_assign_get_submission_status';
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** A class at a site whose clock is the test's: at noon, so that hours stay within the day. */
async function openAtNoon(students?: number) {
  const clock = { now: Math.floor(Date.now() / DAY_MS) * DAY_MS - DAY_MS + 12 * HOUR_MS };
  const school = await openMoodleClass({
    clock: () => clock.now,
    isDated: true,
    ...(students === undefined ? {} : { students, copyBytes: null }),
  });
  const { sync, grading } = school.engine.client;
  const detail = (userId: number) => grading.submission({ submissionId: school.copy(userId) });
  const requests = () => school.countRequests(() => sync.start());
  return { ...school, clock, sync, grading, detail, requests };
}

test('what was deleted without a trace is seen by the first reading of the next day, at no more requests', async () => {
  const { fake, clock, detail, requests } = await openAtNoon();
  for (const id of [4, 5]) {
    fake.handIn(id, [], 'Une réponse');
    fake.gradeOnWeb(id, { grade: 12, comment: '<p>Vu</p>' });
  }
  clock.now += HOUR_MS;
  await requests();
  expect(await detail(4)).toMatchObject({ pointsTimes100: 1200, comments: [{ text: 'Vu' }] });
  // As « Réinitialiser le cours » does.
  fake.assign.grades.clear(4);
  fake.assign.submissions.clear(4);
  clock.now += HOUR_MS;
  expect(await requests()).toBeLessThanOrEqual(3);
  expect(await detail(4)).toMatchObject({ pointsTimes100: 1200 });
  clock.now += DAY_MS;
  expect(await requests()).toBeLessThanOrEqual(3);
  expect(await detail(4)).toMatchObject({ status: 'missing', pointsTimes100: null, comments: [] });
  expect(await detail(5)).toMatchObject({
    pointsTimes100: 1200,
    comments: [{ text: 'Vu' }],
    text: 'Une réponse',
  });
  expect(await requests()).toBeLessThanOrEqual(3);
});

test('a day’s whole reading leaves what is known of teams and of earlier attempts, of which its lists say nothing', async () => {
  const { fake, clock, grading, detail, requests, engine } = await openAtNoon();
  Object.assign(fake.assign.row, { attemptreopenmethod: 'manual', maxattempts: -1 });
  fake.handIn(4, [], 'Premier jet');
  fake.gradeOnWeb(4, { grade: 7, addattempt: true });
  fake.site.groups.push({ id: 91, courseid: 2, name: 'Équipe A', members: new Set([4, 5]) });
  const team = addAssignment(fake.site, { course: 2, name: 'Équipe', teamsubmission: true });
  handIn(team, 4, { text: '<p>ensemble</p>' });
  fake.gradeOnWeb(5, { grade: 15 }, { assign: team });
  clock.now += HOUR_MS;
  await requests();
  const ofTeam = () => grading.submission({ submissionId: `copy-${team.row.id}-5` });
  for (let day = 0; day < 2; day += 1) {
    expect(await detail(4)).toMatchObject({ pointsTimes100: 700, text: 'Premier jet' });
    expect(await ofTeam()).toMatchObject({ pointsTimes100: 1500, text: 'ensemble' });
    clock.now += DAY_MS;
    expect((await engine.client.sync.start()).changesReceived).toBe(0);
  }
});

test('three assignments of teams of 120 are four requests once, and three each time after; a member’s grade of the web still comes', async () => {
  const { fake, clock, grading, requests } = await openAtNoon(120);
  const teams = [1, 2, 3].map((number) =>
    addAssignment(fake.site, { course: 2, name: `Équipe ${number}`, teamsubmission: true }),
  );
  clock.now += HOUR_MS;
  expect(await requests()).toBeLessThanOrEqual(4);
  clock.now += HOUR_MS;
  expect(await requests()).toBeLessThanOrEqual(3);
  const [, , last] = teams;
  if (last === undefined) throw new Error('no assignment');
  fake.gradeOnWeb(123, { grade: 9 }, { assign: last });
  for (let reading = 0; reading < 4; reading += 1) {
    clock.now += HOUR_MS / 4;
    expect(await requests()).toBeLessThanOrEqual(3);
  }
  expect(await grading.submission({ submissionId: `copy-${last.row.id}-123` })).toMatchObject({
    pointsTimes100: 900,
  });
});

test('a hundred statuses that Moodle refuses cost few requests at once, and none more each time after; all are told in the end', async () => {
  const { fake, clock, detail, requests } = await openAtNoon(101);
  const { users } = fake.site;
  for (let id = 4; id <= 104; id += 1) fake.gradeOnWeb(id, { grade: 10, comment: '<p>Vu</p>' });
  for (let id = 4; id < 104; id += 1) Object.assign(users.get(id) ?? {}, { confirmed: false });
  clock.now += HOUR_MS;
  const costs: number[] = [];
  for (let reading = 0; reading < 8; reading += 1) {
    costs.push(await requests());
    clock.now += HOUR_MS / 4;
  }
  expect(Math.max(...costs)).toBeLessThanOrEqual(25);
  expect(costs.slice(-2)).toEqual([3, 3]);
  expect(await detail(104)).toMatchObject({ comments: [{ text: 'Vu' }] });
  for (let id = 4; id < 104; id += 1) Object.assign(users.get(id) ?? {}, { confirmed: true });
  clock.now += DAY_MS;
  expect(await requests()).toBeLessThanOrEqual(3);
  expect(await detail(50)).toMatchObject({ comments: [{ text: 'Vu' }] });
});

test('a comment that Moodle would not tell at first comes once it does, however long after, though nothing has changed', async () => {
  const { fake, clock, sync, detail } = await openAtNoon();
  const user = fake.site.users.get(4);
  if (user === undefined) throw new Error('no student');
  fake.handIn(4, [], 'Une réponse');
  fake.gradeOnWeb(4, { grade: 12, comment: '<p>Vu</p>' });
  user.confirmed = false;
  clock.now += HOUR_MS;
  await sync.start();
  expect(await detail(4)).toMatchObject({ pointsTimes100: 1200, comments: [] });
  user.confirmed = true;
  clock.now += HOUR_MS;
  await sync.start();
  expect(await detail(4)).toMatchObject({ comments: [{ text: 'Vu' }] });
});

test('copies of a shape that is not known are counted in the session that left them out', async () => {
  const { engine, fake } = await openMoodleClass();
  const { sync } = engine.client;
  await sync.start();
  for (const id of [4, 5, 6]) fake.gradeOnWeb(id, { grade: 12, comment: '<p>Vu</p>' });
  fake.site.config.changeAnswer = (name, args, answer) =>
    name === STATUS && !args.includes('"userid":6') ? { lastattempt: 'autre chose' } : answer;
  expect(await sync.start()).toMatchObject({ outcome: 'done', copiesLeftOut: 2 });
  expect((await sync.history())[0]).toMatchObject({ copiesLeftOut: 2 });
  expect((await sync.status()).lastSession).toMatchObject({ copiesLeftOut: 2 });
  fake.site.config.changeAnswer = null;
  expect(await sync.start()).toMatchObject({ copiesLeftOut: 0 });
});
