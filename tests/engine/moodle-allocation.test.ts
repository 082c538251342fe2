import { expect, test } from 'vitest';
import type { FakeMoodle } from '../fake-moodle/fake-moodle.ts';
import { addUser, TEACHER } from '../fake-moodle/site/recorded-class.ts';
import { type MoodleClass, openMoodleClass } from './moodle-class.ts';

/** Copies that a Moodle has given to several teachers to be marked (its marking allocation). */

const COLLEAGUE = 90;

/** A class that was read once: copy 4 is the teacher's to mark, copy 5 a colleague's, the others nobody's. */
async function readClass(options = {}): Promise<MoodleClass> {
  const school = await openMoodleClass(options);
  const { fake, engine } = school;
  addColleague(fake);
  Object.assign(fake.assign.row, { markingworkflow: true, markingallocation: true });
  for (const id of [4, 5, 6]) fake.handIn(id, [], 'Une réponse');
  fake.assign.ensureFlags(4).allocatedmarker = TEACHER.id;
  fake.assign.ensureFlags(5).allocatedmarker = COLLEAGUE;
  await engine.client.sync.start();
  return school;
}

function addColleague({ site }: FakeMoodle): void {
  addUser(site, COLLEAGUE, { username: 'durand', firstname: 'Ève', lastname: 'Durand' });
  site.enrolments.push({ courseid: 2, userid: COLLEAGUE, role: 'teacher', suspended: false });
}

async function markers({ engine, assignmentId, copy }: MoodleClass) {
  const copies = await engine.client.grading.submissions({ assignmentId });
  return [4, 5, 6].map((id) => copies.find((one) => one.id === copy(id))?.marker);
}

test('copies that were given to a colleague are told from one’s own, and what the web changes of it comes', async () => {
  const school = await readClass();
  const { engine, fake } = school;
  expect(await markers(school)).toEqual([
    { name: 'Claire Morel', isMine: true },
    { name: 'Ève Durand', isMine: false },
    undefined,
  ]);
  expect((await engine.client.sync.start()).changesReceived).toBe(0);
  fake.assign.ensureFlags(5).allocatedmarker = 0;
  fake.assign.ensureFlags(6).allocatedmarker = COLLEAGUE;
  await engine.client.sync.start();
  expect(await markers(school)).toMatchObject([{ isMine: true }, undefined, { isMine: false }]);
  // What an earlier allocation has left in the flags counts no more.
  fake.assign.row.markingallocation = false;
  await engine.client.sync.start();
  expect(await markers(school)).toEqual([undefined, undefined, undefined]);
});

test('a grade, a state and an extension that are sent leave all else of the flags as the web has set it', async () => {
  const school = await readClass();
  const { engine, fake, copy } = school;
  const { grading, sync } = engine.client;
  fake.assign.row.duedate = fake.site.now() - 3600;
  Object.assign(fake.assign.ensureFlags(5), { mailed: 1, locked: 1, workflowstate: 'inmarking' });
  await sync.start();
  await grading.saveGrade({ submissionId: copy(5), pointsTimes100: 1300 });
  await sync.start();
  const kept = { allocatedmarker: COLLEAGUE, mailed: 1, locked: 1 };
  expect(fake.assign.flags.get(5)).toMatchObject({
    ...kept,
    workflowstate: 'inmarking',
    extensionduedate: 0,
  });
  expect(fake.assign.userGrade(5)?.grade).toBe(13);
  const until = fake.site.now() + 86_400;
  await grading.saveHandling({ submissionId: copy(5), state: 'in-review', extendedTo: until * 1000 });
  await sync.start();
  expect(fake.assign.flags.get(5)).toMatchObject({
    ...kept,
    workflowstate: 'inreview',
    extensionduedate: until,
  });
  expect(await sync.waiting()).toEqual([]);
  expect(await markers(school)).toMatchObject([
    { isMine: true },
    { name: 'Ève Durand', isMine: false },
    undefined,
  ]);
});

test('a copy that is given to another while its state waits goes to them with that state, without a conflict', async () => {
  const school = await readClass();
  const { engine, fake, copy } = school;
  const { grading, sync } = engine.client;
  await grading.saveHandling({ submissionId: copy(4), state: 'in-marking' });
  fake.assign.ensureFlags(4).allocatedmarker = COLLEAGUE;
  await sync.start();
  await sync.start();
  expect(await sync.conflicts()).toEqual([]);
  expect(await sync.waiting()).toEqual([]);
  expect(fake.assign.flags.get(4)).toMatchObject({ allocatedmarker: COLLEAGUE, workflowstate: 'inmarking' });
  expect((await markers(school))[0]).toEqual({ name: 'Ève Durand', isMine: false });
});

test('a Moodle that tells no markers, since a copy may have several, shows none', async () => {
  const school = await readClass({ config: { hasSeveralMarkers: true } });
  expect(await markers(school)).toEqual([undefined, undefined, undefined]);
});
