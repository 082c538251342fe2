import { expect, test } from 'vitest';
import { systemClock } from '../../main/engine/platform/clock.ts';
import { phpError, readFailed } from '../fake-moodle/external/moodle-error.ts';
import type { FakeMoodle } from '../fake-moodle/fake-moodle.ts';
import { setState } from '../fake-moodle/site/grading.ts';
import { openMoodleClass } from './moodle-class.ts';

/** One answer among many that is odd, or that Moodle could not give this time. */

const STATUS = 'mod_assign_get_submission_status';

test('an earlier attempt that nobody has graded has a grader of null, which stops nothing', async () => {
  const { engine, fake, copy } = await openMoodleClass();
  const { grading, sync } = engine.client;
  Object.assign(fake.assign.row, { attemptreopenmethod: 'manual', maxattempts: -1 });
  fake.handIn(4, [], 'Une réponse');
  setState(fake.assign, 4, '');
  fake.assign.addSubmission({ userid: 4, groupid: 0, attemptnumber: 1, status: 'submitted' });
  fake.handIn(5, [], 'Une réponse du voisin');
  expect(await sync.start()).toMatchObject({ outcome: 'done' });
  expect(await grading.submission({ submissionId: copy(5) })).toMatchObject({
    text: 'Une réponse du voisin',
  });
  expect(await grading.submission({ submissionId: copy(4) })).toMatchObject({
    earlierAttempts: [{ attempt: 1, pointsTimes100: null }],
  });
});

test('an answer of a shape that is not known leaves out that copy alone, and refuses what would be written to it', async () => {
  const { engine, fake, copy } = await openMoodleClass();
  const { grading, sync } = engine.client;
  await sync.start();
  for (const id of [4, 5]) fake.gradeOnWeb(id, { grade: 12, comment: '<p>Du web</p>' });
  fake.site.config.changeAnswer = (name, args, answer) =>
    name === STATUS && args.includes('"userid":4') ? { lastattempt: 'autre chose' } : answer;
  expect(await sync.start()).toMatchObject({ outcome: 'done' });
  expect(await grading.submission({ submissionId: copy(5) })).toMatchObject({
    pointsTimes100: 1200,
    comments: [{ text: 'Du web' }],
  });
  for (const id of [4, 5]) await grading.saveGrade({ submissionId: copy(id), pointsTimes100: 1500 });
  await sync.start();
  expect(await sync.waiting()).toMatchObject([
    { entityId: copy(4), state: 'refused', reason: 'unknown-shape' },
  ]);
  expect(fake.assign.userGrade(4)).toMatchObject({ grade: 12, comment: { text: '<p>Du web</p>' } });
  expect(fake.assign.userGrade(5)?.grade).toBe(15);
  fake.site.config.changeAnswer = null;
  await sync.start();
  expect(await grading.submission({ submissionId: copy(4) })).toMatchObject({
    comments: [{ text: 'Du web' }],
  });
});

/** Lets Moodle stumble once over a question. */
function stumble({ site }: FakeMoodle, question: string, error: () => Error): void {
  site.config.changeAnswer = (name, _args, answer) => {
    if (name !== question) return answer;
    site.config.changeAnswer = null;
    throw error();
  };
}

const TROUBLES = [
  ['who takes part', 'mod_assign_list_participants', readFailed],
  ['what a copy is', STATUS, readFailed],
  ['what a copy is, in a plugin,', STATUS, phpError],
] as const;

test.each(TROUBLES)(
  'a database that stumbles once over %s refuses nothing: the grade goes later',
  async (...trouble) => {
    let later = 0;
    const clock = {
      ...systemClock,
      now: () => Date.now() + later,
      steady: () => performance.now() + later,
    };
    const { engine, fake, copy } = await openMoodleClass({}, { clock });
    const { grading, sync } = engine.client;
    await sync.start();
    await grading.saveGrade({ submissionId: copy(4), pointsTimes100: 1500 });
    stumble(fake, trouble[1], trouble[2]);
    await sync.start();
    expect(await sync.waiting()).toMatchObject([{ state: 'pending', deferredUntil: expect.any(Number) }]);
    later += 30 * 60_000;
    await sync.start();
    expect(await sync.waiting()).toEqual([]);
    expect(fake.assign.userGrade(4)?.grade).toBe(15);
  },
);

test('an error of PHP’s own has no code: it is Moodle’s all the same, and what was kept before it is found', async () => {
  const { engine, fake, copy } = await openMoodleClass();
  const { grading, sync } = engine.client;
  await sync.start();
  await grading.saveGrade({ submissionId: copy(4), pointsTimes100: 1500 });
  stumble(fake, 'mod_assign_save_grades', phpError);
  expect(await sync.start()).toMatchObject({ outcome: 'done' });
  expect(await sync.waiting()).toEqual([]);
  expect(fake.assign.userGrade(4)?.grade).toBe(15);
});

test('a grade that a machine with a slow clock has dated a minute before the last reading is seen all the same', async () => {
  const clock = { now: Date.now() };
  const { engine, fake, copy } = await openMoodleClass({ clock: () => clock.now });
  const { grading, sync } = engine.client;
  await sync.start();
  clock.now -= 60_000;
  fake.gradeOnWeb(4, { grade: 12 });
  clock.now += 65_000;
  await sync.start();
  expect(await grading.submission({ submissionId: copy(4) })).toMatchObject({ pointsTimes100: 1200 });
});
