import { expect, test } from 'vitest';
import { importComment, setState } from '../fake-moodle/site/grading.ts';
import { openMoodleClass } from './moodle-class.ts';

/** Comments that a colleague brings to a Moodle all together, in a worksheet without grades: no row names a grader then. */

const HOUR_MS = 3_600_000;

/** A class before the release of its grades, which has handed in and was read an hour ago. */
async function hiddenClass() {
  let agoMs = 2 * HOUR_MS;
  const school = await openMoodleClass({ clock: () => Date.now() - agoMs });
  const { fake, engine } = school;
  fake.assign.row.markingworkflow = true;
  for (const id of [4, 5, 6]) fake.handIn(id, [], 'Une réponse');
  agoMs = HOUR_MS;
  const goOn = () => {
    agoMs = 0;
  };
  const comment = (userId: number) => fake.assign.userGrade(userId)?.comment?.text ?? null;
  return { ...school, goOn, comment, client: engine.client };
}

const THEIRS = '<p>Relu par une collègue</p>';

test('a comment of a worksheet that Moodle does not show yet is not written over, whenever it was brought', async () => {
  const { client, fake, copy, goOn, comment } = await hiddenClass();
  importComment(fake.assign, 4, THEIRS);
  await client.sync.start();
  goOn();
  importComment(fake.assign, 5, THEIRS);
  for (const id of [4, 5, 6])
    await client.grading.saveGrade({ submissionId: copy(id), pointsTimes100: 1400 });
  await client.sync.start();
  expect([4, 5].map(comment)).toEqual([THEIRS, THEIRS]);
  const waiting = await client.sync.waiting();
  expect(waiting.map(({ entityId, reason }) => [entityId, reason]).sort()).toEqual([
    [copy(4), 'feedback-hidden'],
    [copy(5), 'feedback-hidden'],
  ]);
  expect(fake.assign.userGrade(6)?.grade).toBe(14);
});

test('a worksheet that comes after a state was set for the class is seen too; the state alone hides nothing', async () => {
  const { client, fake, copy, goOn, comment } = await hiddenClass();
  for (const id of [4, 5]) setState(fake.assign, id, 'inmarking');
  await client.sync.start();
  goOn();
  importComment(fake.assign, 4, THEIRS);
  // Between the reading of the session and its writing as well.
  await client.sync.start();
  for (const id of [4, 5]) await client.grading.saveGrade({ submissionId: copy(id), pointsTimes100: 1400 });
  await client.sync.start();
  expect(comment(4)).toBe(THEIRS);
  expect(await client.sync.waiting()).toMatchObject([{ entityId: copy(4), reason: 'feedback-hidden' }]);
  expect(fake.assign.userGrade(5)?.grade).toBe(14);
});

test('where Moodle shows it, a comment that was typed there alone in the meantime meets ours as a conflict, and stays beside our grade', async () => {
  const { engine, fake, copy } = await openMoodleClass();
  const { sync, grading } = engine.client;
  for (const id of [4, 5]) fake.handIn(id, [], 'Une réponse');
  await sync.start();
  for (const id of [4, 5]) importComment(fake.assign, id, THEIRS);
  await grading.saveComment({ submissionId: copy(4), text: 'Le mien' });
  await grading.saveGrade({ submissionId: copy(5), pointsTimes100: 1200 });
  await sync.start();
  expect(await sync.conflicts()).toMatchObject([{ entity: 'comment' }]);
  for (const id of [4, 5]) expect(fake.assign.userGrade(id)?.comment?.text).toBe(THEIRS);
  expect(fake.assign.userGrade(5)?.grade).toBe(12);
});
