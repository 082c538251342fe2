import { expect, test } from 'vitest';
import { setState } from '../fake-moodle/site/grading.ts';
import { addAssignment, handIn } from '../fake-moodle/site/recorded-class.ts';
import { openMoodleClass } from './moodle-class.ts';

/** Copies of which Moodle has no grade, or does not say whether it has one. */

test('a comment on a copy whose grade was cleared on the web leaves it without a grade, and never makes it a 0', async () => {
  const { engine, fake, copy } = await openMoodleClass();
  const { grading, sync } = engine.client;
  for (const id of [4, 5]) {
    fake.handIn(id, [], 'Une réponse');
    fake.gradeOnWeb(id, { grade: 12 });
  }
  await sync.start();
  expect(await grading.submission({ submissionId: copy(4) })).toMatchObject({ pointsTimes100: 1200 });
  fake.gradeOnWeb(4, { grade: null });
  // A comment makes that Moodle's status tells of the feedback, with a grade of null.
  fake.gradeOnWeb(5, { grade: null, comment: '<p>À revoir</p>' });
  await sync.start();
  expect(await grading.submission({ submissionId: copy(4) })).toMatchObject({ pointsTimes100: null });
  expect(await grading.submission({ submissionId: copy(5) })).toMatchObject({ pointsTimes100: null });
  await grading.saveComment({ submissionId: copy(4), text: 'À refaire' });
  await grading.saveComment({ submissionId: copy(5), text: 'À revoir vite' });
  await sync.start();
  expect(await sync.waiting()).toEqual([]);
  for (const id of [4, 5]) {
    expect(fake.assign.userGrade(id)?.grade ?? -1).toBe(-1);
    expect(fake.assign.gradebook.get(id)?.finalgrade ?? null).toBe(null);
  }
  expect(fake.assign.userGrade(4)?.comment?.text).toBe('<p>À refaire</p>');
  expect(fake.assign.userGrade(5)?.comment?.text).toBe('<p>À revoir vite</p>');
});

/** Two members of a team in an assignment that is hidden in a way; nobody has handed in. */
async function readTeam(fields: { markingworkflow?: boolean; blindmarking?: boolean }) {
  const school = await openMoodleClass();
  const { fake, engine } = school;
  fake.site.groups.push({ id: 91, courseid: 2, name: 'Équipe A', members: new Set([4, 5]) });
  const assign = addAssignment(fake.site, { course: 2, name: 'Exposé', teamsubmission: true, ...fields });
  await engine.client.sync.start();
  return { ...school, assign, copy: (id: number) => `copy-${assign.row.id}-${id}` };
}

test('of a team’s member whose grade Moodle tells nobody before the release, nothing is written over: a colleague’s grade and comment stay', async () => {
  const { engine, fake, assign, copy } = await readTeam({ markingworkflow: true });
  const { grading, sync } = engine.client;
  const comment = '<p>Trois pages de retour du collègue</p>';
  fake.gradeOnWeb(5, { grade: 7, comment, workflowstate: 'inmarking' }, { assign });
  await grading.saveGrade({ submissionId: copy(5), pointsTimes100: 1500 });
  await sync.start();
  expect(await sync.waiting()).toMatchObject([
    { entity: 'grade', entityId: copy(5), state: 'refused', reason: 'feedback-hidden' },
  ]);
  expect(assign.userGrade(5)).toMatchObject({ grade: 7, comment: { text: comment } });
  // Once it is released, Moodle tells it: what differs is chosen between.
  fake.gradeOnWeb(5, { workflowstate: 'released' }, { assign });
  const [{ opId } = { opId: '' }] = await sync.waiting();
  await sync.retryEdit({ opId });
  await sync.start();
  expect(await sync.conflicts()).toMatchObject([{ entity: 'grade' }]);
  expect(assign.userGrade(5)).toMatchObject({ grade: 7, comment: { text: comment } });
});

test('a member of a team who has handed in is graded before the release as ever, since Moodle tells of their grade', async () => {
  const { engine, assign, copy } = await readTeam({ markingworkflow: true });
  handIn(assign, 4, { text: '<p>Ensemble</p>' });
  const { grading, sync } = engine.client;
  await sync.start();
  await grading.saveGrade({ submissionId: copy(4), pointsTimes100: 1500 });
  await sync.start();
  expect(await sync.waiting()).toEqual([]);
  expect(assign.userGrade(4)?.grade).toBe(15);
});

test('a team that is marked blind is not written over either, and nothing that Moodle has kept is told to be lost', async () => {
  const { engine, fake, assign, copy } = await readTeam({ blindmarking: true });
  const { grading, sync } = engine.client;
  fake.gradeOnWeb(5, { grade: 7 }, { assign });
  await grading.saveGrade({ submissionId: copy(5), pointsTimes100: 1600 });
  await sync.start();
  expect(await sync.waiting()).toMatchObject([{ state: 'refused', reason: 'feedback-hidden' }]);
  expect(assign.userGrade(5)?.grade).toBe(7);
});

test('a state that was set for the whole class on the web leaves rows without a grade, which hide nothing: copies are graded as ever', async () => {
  const { engine, fake, document, copy } = await openMoodleClass();
  const { grading, sync } = engine.client;
  fake.assign.row.markingworkflow = true;
  for (const id of [4, 5, 6]) {
    fake.handIn(id, [], 'Une réponse');
    setState(fake.assign, id, 'inmarking');
  }
  await sync.start();
  for (const id of [4, 5]) await grading.saveGrade({ submissionId: copy(id), pointsTimes100: 1400 });
  await grading.saveComment({ submissionId: copy(4), text: 'Bien' });
  // A colleague's files may lie there that were brought all together: of files nothing is known.
  const path = await document('annote.txt', 'mes notes');
  await grading.attachFeedback({ submissionId: copy(6), path });
  await sync.start();
  expect(await sync.waiting()).toMatchObject([{ entity: 'feedback', reason: 'feedback-hidden' }]);
  expect(fake.assign.userGrade(4)).toMatchObject({ grade: 14, comment: { text: '<p>Bien</p>' } });
  expect(fake.assign.userGrade(5)?.grade).toBe(14);
  expect(fake.assign.flags.get(4)?.workflowstate).toBe('inmarking');
});

test('a comment alone that a colleague has written before the release is still theirs', async () => {
  const { engine, fake, copy } = await openMoodleClass();
  const { grading, sync } = engine.client;
  fake.assign.row.markingworkflow = true;
  fake.gradeOnWeb(4, { comment: '<p>Relu par une collègue</p>', workflowstate: 'inmarking' });
  await sync.start();
  await grading.saveGrade({ submissionId: copy(4), pointsTimes100: 1400 });
  await sync.start();
  expect(await sync.waiting()).toMatchObject([{ entity: 'grade', reason: 'feedback-hidden' }]);
  expect(fake.assign.userGrade(4)).toMatchObject({ comment: { text: '<p>Relu par une collègue</p>' } });
});

test('a copy that was released without a grade is graded as ever', async () => {
  const { engine, fake, copy } = await openMoodleClass();
  const { grading, sync } = engine.client;
  fake.assign.row.markingworkflow = true;
  fake.handIn(4, [], 'Une réponse');
  fake.gradeOnWeb(4, { grade: 12, workflowstate: 'released' });
  fake.gradeOnWeb(4, { grade: null });
  await sync.start();
  await grading.saveGrade({ submissionId: copy(4), pointsTimes100: 1400 });
  await sync.start();
  expect(await sync.waiting()).toEqual([]);
  expect(fake.assign.userGrade(4)?.grade).toBe(14);
  expect(fake.assign.gradebook.get(4)?.finalgrade).toBe(14);
});
