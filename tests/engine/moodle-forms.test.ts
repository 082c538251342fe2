import { expect, test } from 'vitest';
import type { FakeMoodleOptions } from '../fake-moodle/fake-moodle.ts';
import { addAssignment, handIn } from '../fake-moodle/site/recorded-class.ts';
import type { Assignment, Fillings } from '../fake-moodle/site/rows.ts';
import { openMoodleClass } from './moodle-class.ts';

/** Scales, rubrics and guides of a Moodle, read, filled in and read back. */

/** 12 points that make a grade out of 20. */
const RUBRIC = {
  criteria: [
    {
      id: 11,
      description: 'Raisonnement & calculs',
      levels: [
        { id: 111, score: 0, definition: 'Absent' },
        { id: 112, score: 3, definition: 'En <cours>' },
        { id: 113, score: 5, definition: 'Maîtrisé' },
      ],
    },
    {
      id: 12,
      description: 'Rédaction',
      levels: [
        { id: 121, score: 0, definition: 'Confuse' },
        { id: 122, score: 7, definition: 'Claire' },
      ],
    },
  ],
};
const GUIDE = {
  criteria: [
    { id: 21, shortname: 'Fond', maxscore: 30 },
    { id: 22, shortname: 'Forme', maxscore: 10 },
  ],
};
const filled = (...given: [number, { levelid?: number; score?: number; remark?: string }][]): Fillings =>
  new Map(given.map(([id, one]) => [id, { levelid: 0, score: 0, remark: '', ...one }]));

async function openForm(fields: Partial<Assignment>, options: FakeMoodleOptions = {}) {
  const world = await openMoodleClass(options);
  const assign = addAssignment(world.fake.site, { course: 2, name: 'Grille', ...fields });
  for (const id of [4, 5, 6]) handIn(assign, id, { text: '<p>x</p>' });
  const { client } = world.engine;
  const assignmentId = `assign-${assign.row.id}`;
  const copy = (userId: number) => `copy-${assign.row.id}-${userId}`;
  const give = (userId: number, criterion: number, pointsTimes100: number, comment?: string) =>
    client.grading.saveCriterionMark({
      submissionId: copy(userId),
      criterionId: `criterion-${criterion}`,
      pointsTimes100,
      ...(comment === undefined ? {} : { comment }),
    });
  const assignment = async () => (await client.grading.assignments({})).find(({ id }) => id === assignmentId);
  return { ...world, assign, client, assignmentId, copy, give, assignment };
}

test('a scale of Moodle’s is shown by its levels, and a level goes back as Moodle keeps it', async () => {
  const { fake, assign, client, copy, assignment } = await openForm({ grade: -3 });
  fake.site.scales.set(3, ['Non acquis', 'En cours', 'Acquis']);
  assign.grades;
  fake.gradeOnWeb(5, { grade: 3 }, { assign });
  await client.sync.start();
  const shown = await assignment();
  expect(shown).toMatchObject({ serverForm: 'scale', maxTimes100: 300 });
  expect(shown?.rules.scale?.levels).toEqual([
    { label: 'Acquis', pointsTimes100: 300 },
    { label: 'En cours', pointsTimes100: 200 },
    { label: 'Non acquis', pointsTimes100: 100 },
  ]);
  expect(await client.grading.submission({ submissionId: copy(5) })).toMatchObject({ pointsTimes100: 300 });
  await client.grading.saveGrade({ submissionId: copy(4), pointsTimes100: 200 });
  await client.grading.saveGrade({ submissionId: copy(6), pointsTimes100: 250 });
  await client.sync.start();
  expect(assign.userGrade(4)?.grade).toBe(2);
  expect(await client.sync.waiting()).toMatchObject([
    { entityId: copy(6), state: 'refused', reason: 'out-of-range' },
  ]);
  expect((await client.sync.start()).changesReceived).toBe(0);
  await expect(
    client.grading.saveRules({ assignmentId: shown?.id ?? '', scale: null }),
  ).rejects.toMatchObject({ code: 'grading/form-of-server' });
});

test('a scale whose labels Moodle does not tell is left out, and asked for once', async () => {
  const { fake, client, assignment, countRequests } = await openForm({ grade: -3 });
  const refused = await countRequests(() => client.sync.start());
  expect(await assignment()).toBeUndefined();
  expect(await countRequests(() => client.sync.start())).toBeLessThan(refused);
  expect(fake.traffic.countOf('core_competency_get_scale_values')).toBe(1);
});

test('a rubric is known once a copy was graded by it; the others are filled in here, and read back', async () => {
  const { fake, assign, client, copy, give, assignment, assignmentId } = await openForm({ rubric: RUBRIC });
  await client.sync.start();
  expect(await assignment()).toMatchObject({ serverForm: 'unknown' });
  await client.grading.saveComment({ submissionId: copy(5), text: 'Bien' });
  await client.sync.start();
  expect(assign.userGrade(5)?.grade ?? -1).toBe(-1);
  expect(await client.sync.waiting()).toMatchObject([{ state: 'refused', reason: 'graded-by-form' }]);
  const onWeb = filled([11, { levelid: 112, remark: 'Revoir a < b' }], [12, { levelid: 122 }]);
  fake.gradeOnWeb(4, { fillings: onWeb }, { assign });
  await client.sync.start();
  expect(await assignment()).toMatchObject({ serverForm: 'rubric', maxTimes100: 2000 });
  expect(await client.grading.criteria({ assignmentId })).toEqual([
    {
      id: 'criterion-11',
      label: 'Raisonnement & calculs',
      maxTimes100: 833,
      kind: 'ordinary',
      levels: [
        { label: 'Absent', pointsTimes100: 0 },
        { label: 'En <cours>', pointsTimes100: 500 },
        { label: 'Maîtrisé', pointsTimes100: 833 },
      ],
    },
    expect.objectContaining({ id: 'criterion-12', label: 'Rédaction', maxTimes100: 1167 }),
  ]);
  expect(await client.grading.criterionMarks({ assignmentId })).toEqual([
    { submissionId: copy(4), criterionId: 'criterion-11', pointsTimes100: 500, comment: 'Revoir a < b' },
    { submissionId: copy(4), criterionId: 'criterion-12', pointsTimes100: 1167, comment: '' },
  ]);
  expect(await client.grading.submission({ submissionId: copy(4) })).toMatchObject({ pointsTimes100: 1667 });
  await give(6, 11, 833, 'Très bien');
  expect((await client.grading.submission({ submissionId: copy(6) })).pointsTimes100).toBeNull();
  await give(6, 12, 0);
  const [waiting] = (await client.sync.waiting()).filter(({ entityId }) => entityId === copy(6));
  expect(waiting).toMatchObject({ entity: 'grade' });
  await client.sync.start();
  expect([...(assign.userGrade(6)?.fillings ?? [])]).toEqual([
    [11, { levelid: 113, score: 0, remark: 'Très bien' }],
    [12, { levelid: 121, score: 0, remark: '' }],
  ]);
  expect(assign.userGrade(6)?.grade).toBeCloseTo(8.33333, 4);
  expect((await client.sync.waiting()).filter(({ entity }) => entity === 'grade')).toEqual([]);
  expect((await client.sync.start()).changesReceived).toBe(0);
});

test('a remark alone goes too; a comment leaves the rubric as it is', async () => {
  const { fake, assign, client, copy, give } = await openForm({ rubric: RUBRIC });
  const onWeb = filled([11, { levelid: 113 }], [12, { levelid: 122 }]);
  fake.gradeOnWeb(4, { fillings: onWeb }, { assign });
  await client.sync.start();
  await client.grading.saveComment({ submissionId: copy(4), text: 'Bravo' });
  await client.sync.start();
  expect(assign.userGrade(4)).toMatchObject({ grade: 20, comment: { text: '<p>Bravo</p>' } });
  expect(assign.userGrade(4)?.fillings?.get(12)?.levelid).toBe(122);
  await give(4, 12, 1167, 'Soignée');
  await client.sync.start();
  expect(assign.userGrade(4)?.fillings?.get(12)).toMatchObject({ levelid: 122, remark: 'Soignée' });
  expect(await client.sync.waiting()).toEqual([]);
});

test('a guide of 40 makes a grade out of 20; what was given goes back in its own points', async () => {
  const { fake, assign, client, assignmentId, give } = await openForm({ guide: GUIDE });
  fake.gradeOnWeb(
    4,
    { fillings: filled([21, { score: 21 }], [22, { score: 7.5, remark: 'Soin' }]) },
    { assign },
  );
  await client.sync.start();
  expect(await client.grading.criteria({ assignmentId })).toMatchObject([
    { label: 'Fond', maxTimes100: 1500, levels: [] },
    { label: 'Forme', maxTimes100: 500, levels: [] },
  ]);
  expect(await client.grading.criterionMarks({ assignmentId })).toMatchObject([
    { pointsTimes100: 1050, comment: '' },
    { pointsTimes100: 375, comment: 'Soin' },
  ]);
  await give(5, 21, 1425);
  await give(5, 22, 450);
  await client.sync.start();
  expect(assign.userGrade(5)?.fillings?.get(21)?.score).toBe(28.5);
  expect(assign.userGrade(5)?.grade).toBe(18.75);
  expect(await client.sync.waiting()).toEqual([]);
});

test('levels chosen on the web meanwhile are a conflict; a grade typed beside the rubric is refused before it is sent', async () => {
  const { fake, assign, client, copy, give, assignmentId } = await openForm({ rubric: RUBRIC });
  fake.gradeOnWeb(4, { fillings: filled([11, { levelid: 111 }], [12, { levelid: 121 }]) }, { assign });
  await client.sync.start();
  await give(4, 11, 833);
  fake.gradeOnWeb(4, { fillings: filled([11, { levelid: 112 }], [12, { levelid: 122 }]) }, { assign });
  await client.grading.saveGrade({ submissionId: copy(5), pointsTimes100: 1500 });
  await client.sync.start();
  expect(assign.userGrade(4)?.fillings?.get(12)?.levelid).toBe(122);
  expect(await client.sync.conflicts()).toMatchObject([{ entity: 'grade', entityId: copy(4) }]);
  expect(await client.sync.waiting()).toContainEqual(
    expect.objectContaining({ entityId: copy(5), reason: 'graded-by-form' }),
  );
  expect(assign.userGrade(5)?.grade ?? -1).toBe(-1);
  await expect(client.grading.saveCriteria({ assignmentId, criteria: [] })).rejects.toMatchObject({
    code: 'grading/form-of-server',
  });
});

test('a Moodle that grades by points again leaves no criteria behind', async () => {
  const { fake, assign, client, assignment, assignmentId } = await openForm({ rubric: RUBRIC });
  fake.gradeOnWeb(4, { fillings: filled([11, { levelid: 113 }], [12, { levelid: 122 }]) }, { assign });
  await client.sync.start();
  expect(await client.grading.criteria({ assignmentId })).toHaveLength(2);
  assign.row.rubric = null;
  assign.row.name = 'Sans grille';
  fake.gradeOnWeb(4, { grade: 12 }, { assign });
  await client.sync.start();
  expect(await assignment()).not.toHaveProperty('serverForm');
  expect(await client.grading.criteria({ assignmentId })).toEqual([]);
});

test('of two levels that are worth the same, the one that was chosen at Moodle stays when the grade changes', async () => {
  const level = (id: number, score: number) => ({ id, score, definition: `Niveau ${id}` });
  const criteria = [
    { id: 31, description: 'Soin', levels: [level(311, 0), level(312, 4), level(313, 4)] },
    { id: 32, description: 'Clarté', levels: [level(321, 0), level(322, 6)] },
  ];
  const { fake, assign, client, give } = await openForm({ rubric: { criteria } });
  fake.gradeOnWeb(4, { fillings: filled([31, { levelid: 313 }], [32, { levelid: 321 }]) }, { assign });
  await client.sync.start();
  await give(4, 32, 1200);
  await client.sync.start();
  expect(await client.sync.waiting()).toEqual([]);
  const fillings = assign.userGrade(4)?.fillings;
  expect([fillings?.get(31)?.levelid, fillings?.get(32)?.levelid]).toEqual([313, 322]);
});
