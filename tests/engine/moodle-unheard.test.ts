import { expect, test } from 'vitest';
import type { FakeMoodle } from '../fake-moodle/fake-moodle.ts';
import { openMoodleClass } from './moodle-class.ts';

/** What Moodle leaves out of a list because it could not look into it, and says so in a warning alone: it counts as not heard, never as nothing. */

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const SUBMISSIONS = 'mod_assign_get_submissions';
const GRADES = 'mod_assign_get_grades';
const FLAGS = 'mod_assign_get_user_flags';

/** As mod/assign/externallib.php does with whatever goes wrong while it opens an assignment. */
function leaveOut({ site }: FakeMoodle, ...lists: readonly string[]): void {
  const warning = { item: 'assignment', itemid: 1, warningcode: '1' };
  const warnings = [{ ...warning, message: 'No access rights in module context' }];
  site.config.changeAnswer = (name, _args, answer) =>
    lists.includes(name) ? { assignments: [], warnings } : answer;
}

/** A class at a site whose clock is the test's: at noon, so that hours stay within the day. */
async function openAtNoon() {
  const clock = { now: Date.UTC(2026, 10, 10, 12) };
  const school = await openMoodleClass({ clock: () => clock.now, isDated: true });
  const { sync, grading } = school.engine.client;
  const detail = (userId: number) => grading.submission({ submissionId: school.copy(userId) });
  return { ...school, clock, sync, grading, detail };
}

test.each([
  ['submissions', SUBMISSIONS],
  ['grades', GRADES],
])(
  'a list of %s that leaves an assignment out takes nothing away, and what came meanwhile comes later',
  async (_, list) => {
    const { fake, clock, sync, detail } = await openAtNoon();
    fake.handIn(4, [], 'Une réponse');
    fake.gradeOnWeb(4, { grade: 12, comment: '<p>Vu</p>' });
    clock.now += HOUR_MS;
    await sync.start();
    clock.now += DAY_MS;
    fake.handIn(5, [], 'Une autre');
    fake.gradeOnWeb(5, { grade: 9 });
    clock.now += HOUR_MS;
    leaveOut(fake, list);
    expect(await sync.start()).toMatchObject({ outcome: 'done', changesReceived: 0 });
    const known = {
      status: 'submitted',
      text: 'Une réponse',
      pointsTimes100: 1200,
      comments: [{ text: 'Vu' }],
    };
    expect(await detail(4)).toMatchObject(known);
    fake.site.config.changeAnswer = null;
    clock.now += HOUR_MS;
    await sync.start();
    expect(await detail(4)).toMatchObject(known);
    expect(await detail(5)).toMatchObject({ text: 'Une autre', pointsTimes100: 900 });
  },
);

test('an assignment that is new and could not be looked into shows nobody as missing', async () => {
  const { fake, clock, sync, grading, detail, assignmentId } = await openAtNoon();
  fake.handIn(4, [], 'Une réponse');
  clock.now += HOUR_MS;
  leaveOut(fake, SUBMISSIONS);
  await sync.start();
  expect(await grading.submissions({ assignmentId })).toEqual([]);
  fake.site.config.changeAnswer = null;
  clock.now += HOUR_MS;
  await sync.start();
  expect(await grading.submissions({ assignmentId })).toHaveLength(5);
  expect(await detail(4)).toMatchObject({ status: 'submitted', text: 'Une réponse' });
});

test('a list of flags that leaves an assignment out takes no extension back', async () => {
  const { fake, clock, sync, grading, assignmentId, copy } = await openAtNoon();
  const summary = async () => (await grading.submissions({ assignmentId })).find(({ id }) => id === copy(4));
  fake.assign.row.duedate = fake.site.now() - 3600;
  fake.assign.ensureFlags(4).extensionduedate = fake.site.now() + 86_400;
  await sync.start();
  const extended = { handling: { extendedTo: (fake.site.now() + 86_400) * 1000 } };
  expect(await summary()).toMatchObject(extended);
  clock.now += HOUR_MS;
  leaveOut(fake, FLAGS);
  expect((await sync.start()).changesReceived).toBe(0);
  expect(await summary()).toMatchObject(extended);
});

test('whoever learns under another role stays while it cannot be read who takes part', async () => {
  const { engine, fake, clock, sync } = await openAtNoon();
  const { site } = fake;
  await sync.start();
  const countStudents = async () => {
    const [first] = await engine.client.classes.list({});
    return first?.studentCount;
  };
  expect(await countStudents()).toBe(5);
  clock.now += HOUR_MS;
  site.config.changeAnswer = (name, _args, answer) => {
    if (name === 'mod_assign_list_participants') return 'autre chose';
    if (name !== 'core_enrol_get_enrolled_users') return answer;
    return (answer as { roles?: object[] }[]).map((user) => ({
      ...user,
      roles: [{ shortname: 'stagiaire' }],
    }));
  };
  await sync.start();
  expect(await countStudents()).toBe(5);
});

test.each([
  ['grades', GRADES],
  ['flags', FLAGS],
])(
  'a grade is not written while the list of %s leaves its assignment out: it goes later',
  async (_, list) => {
    const { fake, sync, grading, copy } = await openAtNoon();
    fake.assign.row.markingworkflow = true;
    await sync.start();
    await grading.saveGrade({ submissionId: copy(4), pointsTimes100: 1500 });
    fake.gradeOnWeb(4, { grade: 8, workflowstate: 'inmarking' });
    leaveOut(fake, list);
    await sync.start();
    expect(await sync.waiting()).toMatchObject([{ state: 'pending', deferredUntil: expect.any(Number) }]);
    expect(fake.assign.userGrade(4)?.grade).toBe(8);
  },
);
