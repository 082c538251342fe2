import { expect, test } from 'vitest';
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
