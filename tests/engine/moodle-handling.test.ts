import { expect, test } from 'vitest';
import type { FakeMoodle } from '../fake-moodle/fake-moodle.ts';
import { type MoodleClass, openMoodleClass } from './moodle-class.ts';

/** What Moodle follows of a copy beside its grade: extensions, attempts, the marking workflow. */

const EXTENSIONS = 'mod_assign_save_user_extensions';
const STATES = 'mod_assign_set_user_flags';
const DAY_S = 86_400;

/** A class that was read once, of an assignment that was due an hour ago. */
async function readClass(change: (fake: FakeMoodle) => void, options = {}): Promise<MoodleClass> {
  const school = await openMoodleClass(options);
  school.fake.assign.row.duedate = school.fake.site.now() - 3600;
  change(school.fake);
  await school.engine.client.sync.start();
  return school;
}

const summary = async ({ engine, assignmentId }: MoodleClass, id: string) =>
  (await engine.client.grading.submissions({ assignmentId })).find((copy) => copy.id === id);

test('who was given an extension on the web is late by that date, and no more once it is after the copy', async () => {
  const school = await readClass((fake) => {
    fake.handIn(4, [], 'Une réponse');
    fake.handIn(5, [], 'Une réponse');
    fake.assign.ensureFlags(4).extensionduedate = fake.site.now() + DAY_S;
  });
  const { engine, fake, copy } = school;
  const until = (fake.assign.flags.get(4)?.extensionduedate ?? 0) * 1000;
  expect(await summary(school, copy(4))).toMatchObject({
    status: 'submitted',
    handling: { extendedTo: until, attempt: 1, state: null },
  });
  expect(await summary(school, copy(5))).toMatchObject({
    status: 'late',
    handling: { extendedTo: null, attempt: 1, state: null },
  });
  fake.assign.ensureFlags(4).extensionduedate = 0;
  await engine.client.sync.start();
  expect(await summary(school, copy(4))).toMatchObject({ status: 'late', handling: { extendedTo: null } });
});

test('extensions that are given here go in one request, and what Moodle has is read back', async () => {
  const school = await readClass(() => {});
  const { engine, fake, copy, countRequests } = school;
  const { grading, sync } = engine.client;
  const until = (fake.site.now() + DAY_S) * 1000;
  for (const id of [4, 5]) await grading.saveHandling({ submissionId: copy(id), extendedTo: until });
  expect((await summary(school, copy(4)))?.sync).toBe('waiting');
  expect(await countRequests(() => sync.start())).toBeLessThanOrEqual(3);
  expect(fake.traffic.countOf(EXTENSIONS)).toBe(1);
  expect(fake.assign.flags.get(5)?.extensionduedate).toBe(until / 1000);
  expect(await summary(school, copy(4))).toMatchObject({ sync: 'synced', handling: { extendedTo: until } });
  expect((await sync.start()).changesReceived).toBe(0);
  await grading.saveHandling({ submissionId: copy(4), extendedTo: null });
  await sync.start();
  expect(fake.assign.flags.get(4)?.extensionduedate).toBe(0);
  expect(await sync.waiting()).toEqual([]);
});

test('a date before the assignment’s is refused here and changes nothing; one that Moodle does not grant is shown as not kept', async () => {
  const school = await readClass(() => {});
  const { engine, fake, copy } = school;
  const { grading, sync } = engine.client;
  const early = (fake.assign.row.duedate - DAY_S) * 1000;
  await expect(grading.saveHandling({ submissionId: copy(4), extendedTo: early })).rejects.toMatchObject({
    code: 'grading/extension-too-early',
  });
  await expect(grading.saveHandling({ submissionId: copy(4), state: 'released' })).rejects.toMatchObject({
    code: 'grading/not-handled',
  });
  expect(await sync.waiting()).toEqual([]);
  fake.assign.row.allowsubmissionsfromdate = fake.site.now() + 7 * DAY_S;
  const until = (fake.site.now() + DAY_S) * 1000;
  await grading.saveHandling({ submissionId: copy(4), extendedTo: until });
  await sync.start();
  expect(await sync.waiting()).toMatchObject([
    { entity: 'handling', entityId: copy(4), state: 'refused', reason: 'not-kept' },
  ]);
  expect(fake.assign.flags.get(4)?.extensionduedate ?? 0).toBe(0);
});

test('an extension that was given on the web meanwhile is a conflict; a state that was set there is kept beside ours', async () => {
  const school = await readClass((fake) => {
    fake.assign.row.markingworkflow = true;
  });
  const { engine, fake, copy } = school;
  const { grading, sync } = engine.client;
  const [mine, theirs] = [fake.site.now() + DAY_S, fake.site.now() + 2 * DAY_S];
  await grading.saveHandling({ submissionId: copy(4), extendedTo: mine * 1000 });
  await sync.start();
  await grading.saveHandling({ submissionId: copy(4), extendedTo: (mine + 3600) * 1000 });
  fake.assign.ensureFlags(4).workflowstate = 'inreview';
  await sync.start();
  await sync.start();
  expect(await sync.conflicts()).toEqual([]);
  expect(fake.assign.flags.get(4)).toMatchObject({
    extensionduedate: mine + 3600,
    workflowstate: 'inreview',
  });
  await grading.saveHandling({ submissionId: copy(4), extendedTo: mine * 1000 });
  fake.assign.ensureFlags(4).extensionduedate = theirs;
  await sync.start();
  expect(await sync.conflicts()).toMatchObject([{ entity: 'handling' }]);
  expect(fake.assign.flags.get(4)?.extensionduedate).toBe(theirs);
});

test('the state of the marking goes with the grade, and before the release what was written here can be gone on with', async () => {
  const school = await readClass((fake) => {
    fake.assign.row.markingworkflow = true;
    fake.handIn(4, [], 'Une réponse');
  });
  const { engine, fake, copy } = school;
  const { grading, sync } = engine.client;
  expect(await summary(school, copy(4))).toMatchObject({ handling: { state: 'not-marked' } });
  await grading.saveGrade({ submissionId: copy(4), pointsTimes100: 1200 });
  await grading.saveComment({ submissionId: copy(4), text: 'Bien' });
  await grading.saveHandling({ submissionId: copy(4), state: 'in-marking' });
  await sync.start();
  expect(await sync.waiting()).toEqual([]);
  expect(fake.traffic.countOf(STATES)).toBe(0);
  expect(fake.assign.flags.get(4)?.workflowstate).toBe('inmarking');
  expect(fake.assign.userGrade(4)).toMatchObject({ grade: 12, comment: { text: '<p>Bien</p>' } });
  // Moodle shows nothing of it, and nobody has touched it.
  await grading.saveGrade({ submissionId: copy(4), pointsTimes100: 1300 });
  await sync.start();
  expect(fake.assign.userGrade(4)).toMatchObject({ grade: 13, comment: { text: '<p>Bien</p>' } });
  await grading.saveComment({ submissionId: copy(4), text: 'Très bien' });
  await grading.saveHandling({ submissionId: copy(4), state: 'released' });
  await sync.start();
  await sync.start();
  expect(await sync.waiting()).toEqual([]);
  expect(await sync.conflicts()).toEqual([]);
  expect(fake.assign.flags.get(4)?.workflowstate).toBe('released');
  expect(fake.assign.userGrade(4)?.comment?.text).toBe('<p>Très bien</p>');
  expect(fake.assign.gradebook.get(4)?.finalgrade).toBe(13);
  expect(await grading.submission({ submissionId: copy(4) })).toMatchObject({
    pointsTimes100: 1300,
    comments: [{ text: 'Très bien' }],
    sync: 'synced',
  });
});

test('before the release a comment that the web has changed is not written over; its state is set all the same, and a release reaches the gradebook', async () => {
  const clock = { now: Date.now() };
  const school = await readClass(
    (fake) => {
      fake.assign.row.markingworkflow = true;
    },
    { clock: () => clock.now },
  );
  const { engine, fake, copy } = school;
  const { grading, sync } = engine.client;
  await grading.saveGrade({ submissionId: copy(4), pointsTimes100: 1200 });
  await grading.saveComment({ submissionId: copy(4), text: 'Bien' });
  await sync.start();
  clock.now += 60_000;
  fake.gradeOnWeb(4, { comment: '<p>Relu par une collègue</p>' });
  await grading.saveGrade({ submissionId: copy(4), pointsTimes100: 1400 });
  await sync.start();
  expect(await sync.waiting()).toMatchObject([{ entity: 'grade', reason: 'feedback-hidden' }]);
  expect(fake.assign.userGrade(4)).toMatchObject({
    grade: 12,
    comment: { text: '<p>Relu par une collègue</p>' },
  });
  await grading.saveHandling({ submissionId: copy(4), state: 'released' });
  await sync.start();
  expect(fake.traffic.countOf(STATES)).toBe(1);
  expect(fake.assign.flags.get(4)?.workflowstate).toBe('released');
  expect(fake.assign.gradebook.get(4)?.finalgrade).toBe(12);
  expect(fake.assign.userGrade(4)?.comment?.text).toBe('<p>Relu par une collègue</p>');
});

test('another attempt is opened once, with the grade of the one before; what is no more to be had is refused', async () => {
  const school = await readClass((fake) => {
    Object.assign(fake.assign.row, { attemptreopenmethod: 'manual', maxattempts: 2 });
    fake.handIn(4, [], 'Une réponse');
  });
  const { engine, fake, copy } = school;
  const { grading, sync } = engine.client;
  await grading.saveGrade({ submissionId: copy(4), pointsTimes100: 600 });
  await grading.saveHandling({ submissionId: copy(4), attempt: 2 });
  await sync.start();
  await sync.start();
  expect(await sync.waiting()).toEqual([]);
  expect(fake.assign.userSubmission(4)).toMatchObject({ attemptnumber: 1, status: 'reopened' });
  expect(fake.assign.userGrade(4, 0)?.grade).toBe(6);
  expect(await summary(school, copy(4))).toMatchObject({ pointsTimes100: 600, handling: { attempt: 2 } });
  await expect(grading.saveHandling({ submissionId: copy(4), attempt: 3 })).rejects.toMatchObject({
    code: 'grading/no-more-attempts',
  });
  await expect(grading.saveHandling({ submissionId: copy(4), attempt: 1 })).rejects.toMatchObject({
    code: 'grading/not-handled',
  });
  fake.handIn(4, [], 'Une meilleure réponse');
  await sync.start();
  expect(await grading.submission({ submissionId: copy(4) })).toMatchObject({
    text: 'Une meilleure réponse',
  });
  expect(await summary(school, copy(4))).toMatchObject({ pointsTimes100: null, handling: { attempt: 2 } });
});

test('a whole class whose states are put back is a class whose states are put back: nothing is held, nothing is gone', async () => {
  const school = await readClass(
    (fake) => {
      fake.assign.row.markingworkflow = true;
      for (const { id } of fake.assign.participants()) fake.assign.ensureFlags(id).workflowstate = 'inreview';
    },
    { students: 35 },
  );
  const { engine, fake, copy } = school;
  expect(await summary(school, copy(8))).toMatchObject({ handling: { state: 'in-review' } });
  for (const flags of fake.assign.flags.values()) flags.workflowstate = 'notmarked';
  expect((await engine.client.sync.start()).outcome).toBe('done');
  expect((await engine.client.sync.notices()).heldDeletions).toBeNull();
  expect(await summary(school, copy(8))).toMatchObject({ handling: { state: 'not-marked' } });
  await engine.client.grading.saveHandling({ submissionId: copy(8), state: 'in-marking' });
  await engine.client.sync.start();
  expect(fake.assign.flags.get(8)?.workflowstate).toBe('inmarking');
  expect(await engine.client.sync.conflicts()).toEqual([]);
});

test('a site that does not tell of extensions offers none, and grades as ever', async () => {
  const school = await readClass(() => {}, {
    config: { withoutFunctions: new Set(['mod_assign_get_user_flags', STATES, EXTENSIONS]) },
  });
  const { engine, fake, copy, assignmentId } = school;
  const [assignment] = await engine.client.grading.assignments({});
  expect(assignment?.id).toBe(assignmentId);
  expect(assignment?.handledBy).toBeUndefined();
  await engine.client.grading.saveGrade({ submissionId: copy(4), pointsTimes100: 1200 });
  await engine.client.sync.start();
  expect(fake.assign.userGrade(4)?.grade).toBe(12);
});

test('who hands in as a team at Moodle is graded together here, and each member has the grade there', async () => {
  const school = await readClass((fake) => {
    fake.assign.row.teamsubmission = true;
    fake.site.groups.push({ id: 91, courseid: 2, name: 'Équipe A', members: new Set([4, 5]) });
    fake.handIn(4, [], 'Ensemble');
  });
  const { engine, fake, copy, assignmentId } = school;
  const { grading, sync } = engine.client;
  expect(await grading.teams({ assignmentId })).toMatchObject([
    {
      name: 'Équipe A',
      members: [
        { submissionId: copy(4), isApart: false },
        { submissionId: copy(5), isApart: false },
      ],
    },
  ]);
  await grading.saveGrade({ submissionId: copy(4), pointsTimes100: 1500, forTeam: true });
  await sync.start();
  expect([4, 5].map((id) => fake.assign.grades.of(id).at(-1)?.grade)).toEqual([15, 15]);
  expect(await sync.waiting()).toEqual([]);
  // Who is graded apart here stays so when the team hands in again.
  await grading.setApart({ submissionId: copy(5), isApart: true });
  fake.handIn(4, [], 'Ensemble, encore');
  await sync.start();
  const [team] = await grading.teams({ assignmentId });
  expect(team?.members.find(({ submissionId }) => submissionId === copy(5))?.isApart).toBe(true);
});
