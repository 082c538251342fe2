import { expect, test } from 'vitest';
import type { FakeMoodle } from '../fake-moodle/fake-moodle.ts';
import { type MoodleClass, openMoodleClass } from './moodle-class.ts';

/** What students of a Moodle handed in before, where an attempt was reopened for them. */

const STATUS = 'mod_assign_get_submission_status';
const pdf = (name: string) => ({ filename: `${name}.pdf`, bytes: Buffer.from(`%PDF-1.4 ${name}`) });

/** A class in which copy 4 was graded, reopened, and handed in again, before it was ever read. */
async function reopenedClass(change: (fake: FakeMoodle) => void = () => {}): Promise<MoodleClass> {
  const school = await openMoodleClass();
  const { fake, engine } = school;
  Object.assign(fake.assign.row, { attemptreopenmethod: 'manual', maxattempts: -1 });
  change(fake);
  fake.handIn(4, [pdf('premier')], 'Premier jet');
  fake.gradeOnWeb(4, { grade: 7, comment: '<p>À reprendre</p>', addattempt: true });
  fake.handIn(4, [pdf('second')], 'Second jet');
  await engine.client.sync.start();
  return school;
}

const detail = ({ engine, copy }: MoodleClass, userId: number) =>
  engine.client.grading.submission({ submissionId: copy(userId) });

const FIRST = {
  attempt: 1,
  text: 'Premier jet',
  pointsTimes100: 700,
  comment: 'À reprendre',
  documents: [{ name: 'premier.pdf' }],
  returned: [],
};

test('a copy that was handed in again is graded by what was handed in last, and what was before can be read beside it', async () => {
  const school = await reopenedClass();
  const { engine, copy } = school;
  expect(await detail(school, 4)).toMatchObject({
    text: 'Second jet',
    pointsTimes100: null,
    documents: [{ name: 'second.pdf', isLocal: true }],
    earlierAttempts: [{ ...FIRST, documents: [{ name: 'premier.pdf', isLocal: true }] }],
  });
  expect((await detail(school, 5)).earlierAttempts).toEqual([]);
  const copies = await engine.client.grading.submissions({ assignmentId: school.assignmentId });
  expect(copies.find(({ id }) => id === copy(4))).toMatchObject({ documentCount: 1, pointsTimes100: null });
  expect((await engine.client.sync.start()).changesReceived).toBe(0);
});

/** 20 min: longer than readings overlap, so that what was read before is asked for again for no other reason. */
const LONG_MS = 1_200_000;

/** A copy that was handed in twice, twice as long ago. `goTo`: the site's clock, so long before now. */
async function handedInTwice() {
  let agoMs = 2 * LONG_MS;
  const school = await openMoodleClass({ clock: () => Date.now() - agoMs });
  const { fake } = school;
  Object.assign(fake.assign.row, { attemptreopenmethod: 'manual', maxattempts: -1 });
  fake.handIn(4, [pdf('premier')], 'Premier jet');
  fake.gradeOnWeb(4, { grade: 7, comment: '<p>À reprendre</p>', addattempt: true });
  fake.handIn(4, [pdf('second')], 'Second jet');
  const goTo = (ms: number) => {
    agoMs = ms;
  };
  return { school, goTo };
}

test('an earlier attempt that is graded anew on the web is seen at the next exchange, which costs three requests', async () => {
  const { school, goTo } = await handedInTwice();
  const { engine, fake } = school;
  // Once that is graded too, nothing about the copy is asked for any longer.
  fake.gradeOnWeb(4, { grade: 14 });
  goTo(LONG_MS);
  await engine.client.sync.start();
  goTo(0);
  const earlier = fake.assign.userGrade(4, 0);
  if (earlier === undefined) throw new Error('no grade');
  // As the form of the browser does for an attempt that it was asked for.
  Object.assign(earlier, { grade: 11, timemodified: fake.site.now() });
  expect(await school.countRequests(() => engine.client.sync.start())).toBeLessThanOrEqual(3);
  expect((await detail(school, 4)).earlierAttempts).toMatchObject([{ ...FIRST, pointsTimes100: 1100 }]);
  expect(await school.countRequests(() => engine.client.sync.start())).toBeLessThanOrEqual(3);
});

test('a third attempt adds the second to those before; while it is only open, what is graded stays the one that was handed in', async () => {
  const school = await reopenedClass();
  const { engine, fake } = school;
  fake.gradeOnWeb(4, { grade: 9, addattempt: true });
  await engine.client.sync.start();
  expect(await detail(school, 4)).toMatchObject({
    text: 'Second jet',
    pointsTimes100: 900,
    earlierAttempts: [FIRST],
  });
  fake.handIn(4, [pdf('troisieme')], 'Troisième jet');
  await engine.client.sync.start();
  expect(await detail(school, 4)).toMatchObject({
    text: 'Troisième jet',
    documents: [{ name: 'troisieme.pdf' }],
    earlierAttempts: [
      { attempt: 2, text: 'Second jet', pointsTimes100: 900, documents: [{ name: 'second.pdf' }] },
      FIRST,
    ],
  });
});

test('files that were given back with an earlier attempt are beside it, and are none of this one’s', async () => {
  const school = await openMoodleClass();
  const { fake, engine, copy } = school;
  Object.assign(fake.assign.row, { attemptreopenmethod: 'manual', maxattempts: -1 });
  fake.handIn(4, [pdf('premier')]);
  await engine.client.sync.start();
  const path = await school.document('corrige.txt', 'Voyez la question 2');
  await engine.client.grading.attachFeedback({ submissionId: copy(4), path });
  await engine.client.grading.saveGrade({ submissionId: copy(4), pointsTimes100: 800 });
  await engine.client.grading.saveHandling({ submissionId: copy(4), attempt: 2 });
  await engine.client.sync.start();
  fake.handIn(4, [pdf('second')]);
  await engine.client.sync.start();
  expect(await detail(school, 4)).toMatchObject({
    feedback: [],
    pointsTimes100: null,
    earlierAttempts: [
      {
        attempt: 1,
        pointsTimes100: 800,
        documents: [{ name: 'premier.pdf' }],
        returned: [{ name: 'corrige.txt' }],
      },
    ],
  });
});

test('a team’s earlier attempts are every member’s', async () => {
  const school = await reopenedClass((fake) => {
    fake.assign.row.teamsubmission = true;
    fake.site.groups.push({ id: 91, courseid: 2, name: 'Équipe A', members: new Set([4, 5]) });
  });
  for (const id of [4, 5])
    expect(await detail(school, id)).toMatchObject({
      text: 'Second jet',
      earlierAttempts: [{ attempt: 1, text: 'Premier jet', documents: [{ name: 'premier.pdf' }] }],
    });
});

test('a copy whose status cannot be read this time keeps what is known of it, and is read whole the next time', async () => {
  const school = await reopenedClass();
  const { engine, fake } = school;
  fake.handIn(4, [pdf('troisieme')], 'Second jet, corrigé');
  const user = fake.site.users.get(4);
  if (user === undefined) throw new Error('no student');
  // Whoever has not confirmed their account has no status: mod/assign/externallib.php, `require_active_user`.
  user.confirmed = false;
  await engine.client.sync.start();
  expect(await detail(school, 4)).toMatchObject({ text: 'Second jet', earlierAttempts: [FIRST] });
  user.confirmed = true;
  await engine.client.sync.start();
  expect(await detail(school, 4)).toMatchObject({ text: 'Second jet, corrigé', earlierAttempts: [FIRST] });
});

test('a copy whose status could not be read the first time has its earlier attempts once it can, though nothing has changed', async () => {
  const { school, goTo } = await handedInTwice();
  const { engine, fake } = school;
  const user = fake.site.users.get(4);
  if (user === undefined) throw new Error('no student');
  goTo(0);
  user.confirmed = false;
  await engine.client.sync.start();
  expect(await detail(school, 4)).toMatchObject({ text: 'Second jet', earlierAttempts: [] });
  user.confirmed = true;
  await engine.client.sync.start();
  expect(await detail(school, 4)).toMatchObject({ text: 'Second jet', earlierAttempts: [FIRST] });
});

test('first attempts cost no status of their own', async () => {
  const school = await openMoodleClass();
  school.fake.handIn(4, [pdf('premier')]);
  await school.engine.client.sync.start();
  expect(school.fake.traffic.countOf(STATUS)).toBe(0);
});
