import { expect, test } from 'vitest';
import { gradingHandlers } from '../../main/engine/grading/handlers.ts';
import {
  assignmentBody,
  type DomainWorkspace,
  openDomainWorkspace,
  receiveClass,
} from './domain-workspace.ts';
import { openSyncedClass } from './synced-class.ts';
import { writeClass } from './write-class.ts';

const { saveGrade, outgrownGrades, rescaleGrades, restoreOutgrown, submission } = gradingHandlers;

/** Two grades out of 10 wait when the assignment becomes one out of 20. */
async function openOutgrown(): Promise<DomainWorkspace> {
  const workspace = await openDomainWorkspace();
  receiveClass(workspace, 3);
  workspace.receive('assignment', 'ds1', assignmentBody({ max_x100: 1000 }));
  saveGrade(workspace.context, { submissionId: 'copy-01', pointsTimes100: 800 });
  saveGrade(workspace.context, { submissionId: 'copy-02', pointsTimes100: 333 });
  saveGrade(workspace.context, { submissionId: 'copy-03', standing: 'absent' });
  workspace.receive('assignment', 'ds1', assignmentBody());
  return workspace;
}

const statesOf = ({ waiting }: DomainWorkspace) =>
  waiting().map(({ entity_id, state }) => [entity_id, state]);
const pointsOf = ({ context }: DomainWorkspace, submissionId: string) =>
  submission(context, { submissionId }).pointsTimes100;

test('a grade that waits while its maximum changes is not sent as another grade: it is set aside with what it was', async () => {
  const workspace = await openOutgrown();
  expect(outgrownGrades(workspace.context)).toEqual([
    {
      submissionId: 'copy-01',
      assignmentId: 'ds1',
      pointsTimes100: 800,
      outOfTimes100: 1000,
      maxTimes100: 2000,
      proposedTimes100: 1600,
    },
    {
      submissionId: 'copy-02',
      assignmentId: 'ds1',
      pointsTimes100: 333,
      outOfTimes100: 1000,
      maxTimes100: 2000,
      proposedTimes100: 675,
    },
  ]);
  expect(workspace.push()).toBe(1);
  expect(statesOf(workspace)).toEqual([
    ['copy-01', 'parked'],
    ['copy-02', 'parked'],
  ]);
});

test('grades are rescaled at once and go; undone, they are as they were and stay here', async () => {
  const workspace = await openOutgrown();
  const { context } = workspace;
  const { previous } = rescaleGrades(context, { submissionIds: ['copy-01', 'copy-02'] });
  expect([pointsOf(workspace, 'copy-01'), pointsOf(workspace, 'copy-02')]).toEqual([1600, 675]);
  expect(outgrownGrades(context)).toEqual([]);
  restoreOutgrown(context, { grades: previous });
  expect(outgrownGrades(context)).toHaveLength(2);
  expect(pointsOf(workspace, 'copy-01')).toBe(800);
  rescaleGrades(context, { submissionIds: ['copy-01'] });
  expect(workspace.push()).toBe(2);
  expect(statesOf(workspace)).toEqual([['copy-02', 'parked']]);
});

test('a grade typed anew goes, even the same one', async () => {
  const workspace = await openOutgrown();
  saveGrade(workspace.context, { submissionId: 'copy-01', pointsTimes100: 800 });
  saveGrade(workspace.context, { submissionId: 'copy-02', pointsTimes100: 1250 });
  expect(outgrownGrades(workspace.context)).toEqual([]);
  expect(workspace.push()).toBe(3);
});

test('what changes beside a grade that is kept leaves it kept, however often it is sent; undo and redo too', async () => {
  const workspace = await openOutgrown();
  const { context } = workspace;
  const shown = { pointsTimes100: 800, standing: null, isCounted: true } as const;
  const late = { ...shown, standing: 'late' } as const;
  const toLate = { submissionId: 'copy-01', ...late, before: shown };
  const { previousOutOfTimes100, outOfTimes100 } = saveGrade(context, toLate);
  expect([previousOutOfTimes100, outOfTimes100]).toEqual([1000, 1000]);
  const undo = { ...shown, before: late, outOfTimes100: previousOutOfTimes100 };
  const redo = { ...late, before: shown, outOfTimes100 };
  for (const step of [toLate, undo, undo, redo, { isCounted: false }, { isCounted: false }]) {
    saveGrade(context, { submissionId: 'copy-01', ...step });
    expect(outgrownGrades(context)[0]).toMatchObject({ pointsTimes100: 800, outOfTimes100: 1000 });
  }
  expect(workspace.push()).toBe(1);
  expect(statesOf(workspace)).toEqual([
    ['copy-02', 'parked'],
    ['copy-01', 'parked'],
  ]);
});

test('« late » beside 15 out of 20 that is kept is no grade above the 10 of today', async () => {
  const workspace = await openDomainWorkspace();
  receiveClass(workspace, 1);
  saveGrade(workspace.context, { submissionId: 'copy-01', pointsTimes100: 1500 });
  workspace.receive('assignment', 'ds1', assignmentBody({ max_x100: 1000 }));
  saveGrade(workspace.context, { submissionId: 'copy-01', standing: 'late' });
  expect(outgrownGrades(workspace.context)).toMatchObject([{ pointsTimes100: 1500, outOfTimes100: 2000 }]);
  expect(workspace.push()).toBe(0);
});

test('a grade that the ENT refused because it had lowered the maximum can be rescaled too', async () => {
  const workspace = await openDomainWorkspace();
  receiveClass(workspace, 1);
  saveGrade(workspace.context, { submissionId: 'copy-01', pointsTimes100: 1500 });
  workspace.push({ outcome: 'refused', code: 'out-of-range' });
  workspace.receive('assignment', 'ds1', assignmentBody({ max_x100: 1000 }));
  rescaleGrades(workspace.context, { submissionIds: ['copy-01'] });
  expect(pointsOf(workspace, 'copy-01')).toBe(750);
  expect(workspace.push()).toBe(1);
  expect(workspace.waiting()).toEqual([]);
});

test('a maximum that changes under grades the ENT holds disturbs nothing', async () => {
  const workspace = await openDomainWorkspace();
  receiveClass(workspace, 1);
  saveGrade(workspace.context, { submissionId: 'copy-01', pointsTimes100: 1500 });
  workspace.push();
  workspace.receive('assignment', 'ds1', assignmentBody({ max_x100: 4000 }));
  expect(outgrownGrades(workspace.context)).toEqual([]);
  expect(workspace.waiting()).toEqual([]);
});

test('a maximum that changes at the ENT before a grade that still fits it has left: the grade is refused there, rescaled and sent', async () => {
  const { ent, engine, line, submissionIds, assignmentId } = await openSyncedClass(2);
  const [submissionId = '', other = ''] = submissionIds;
  const { grading, sync } = engine.client;
  await grading.saveGrade({ submissionId, pointsTimes100: 800 });
  await grading.saveGrade({ submissionId: other, standing: 'absent' });
  const [assignment] = ent.store.entities('assignment');
  const max = Number(assignment?.body.max_x100);
  ent.editOnTheWeb([
    { entity: 'assignment', id: assignmentId, body: { ...assignment?.body, max_x100: 2 * max } },
  ]);
  line.asked.length = 0;
  expect(await sync.start()).toMatchObject({ outcome: 'done', editsSent: 1 });
  expect(line.asked.filter((path) => path.startsWith('POST /sync/v1/batches'))).toHaveLength(1);
  expect(ent.store.entities('grade').map(({ id }) => id)).toEqual([other]);
  expect(await sync.waiting()).toMatchObject([
    { entityId: submissionId, state: 'refused', reason: 'maximum-changed' },
  ]);
  const [outgrown] = await grading.outgrownGrades({});
  expect(outgrown).toMatchObject({
    submissionId,
    outOfTimes100: max,
    maxTimes100: 2 * max,
    proposedTimes100: 1600,
  });
  await grading.rescaleGrades({ submissionIds: [submissionId] });
  expect(await sync.start()).toMatchObject({ outcome: 'done', editsSent: 1 });
  expect(ent.store.entities('grade').find(({ id }) => id === submissionId)?.body).toEqual({
    submission_id: submissionId,
    points_x100: 1600,
  });
});

test('« late » beside a grade that is kept as out of another maximum does not send it', async () => {
  const { ent, engine, submissionIds } = await openSyncedClass(2);
  const [submissionId = ''] = submissionIds;
  const { grading, sync } = engine.client;
  const shown = { pointsTimes100: 800, standing: null, isCounted: true };
  await grading.saveGrade({ submissionId, ...shown });
  writeClass(ent, 2, { maxTimes100: 1000 });
  ent.expireCursors();
  await sync.start();
  // As the window does: the whole mark, and what was shown.
  await grading.saveGrade({ submissionId, ...shown, standing: 'late', before: shown, forTeam: true });
  await sync.start();
  expect(ent.store.entities('grade')).toEqual([]);
  await grading.rescaleGrades({ submissionIds: [submissionId] });
  await sync.start();
  expect(ent.store.entities('grade')[0]?.body).toMatchObject({ points_x100: 400, standing: 'late' });
});

test.each([
  ['comes', true],
  ['was there before', false],
])(
  '8 out of 20 that meets another grade, which %s, is not sent as 8 out of 10 when it is chosen',
  async (_when, isLater) => {
    const { ent, engine, submissionIds } = await openSyncedClass(2);
    const [submissionId = ''] = submissionIds;
    const gradeThere = (points_x100: number) =>
      ent.editOnTheWeb([
        { entity: 'grade', id: submissionId, body: { submission_id: submissionId, points_x100 } },
      ]);
    const { grading, sync } = engine.client;
    await grading.saveGrade({ submissionId, pointsTimes100: 500 });
    await sync.start();
    await grading.saveGrade({ submissionId, pointsTimes100: 800 });
    if (!isLater) {
      gradeThere(600);
      await sync.start();
    }
    writeClass(ent, 2, { maxTimes100: 1000 });
    gradeThere(250);
    await sync.start();
    const [conflict] = await sync.conflicts();
    expect(conflict?.mine.fields).toContainEqual({ name: 'points', value: 800, outOf: 2000 });
    expect(conflict?.theirs.fields).toContainEqual({ name: 'points', value: 250, outOf: 1000 });
    await sync.resolveConflict({ conflictId: conflict?.id ?? '', keep: 'mine' });
    await sync.start();
    expect(ent.store.entities('grade')[0]?.body.points_x100).toBe(250);
    expect(await grading.outgrownGrades()).toMatchObject([
      { submissionId, pointsTimes100: 800, outOfTimes100: 2000, maxTimes100: 1000, proposedTimes100: 400 },
    ]);
    await grading.rescaleGrades({ submissionIds: [submissionId] });
    await sync.start();
    expect(ent.store.entities('grade')[0]?.body.points_x100).toBe(400);
  },
);

test('8 out of 20 that waits is not taken for the 8 out of 10 that somebody has given meanwhile', async () => {
  const { ent, engine, submissionIds } = await openSyncedClass(2);
  const [id = ''] = submissionIds;
  const { grading, sync } = engine.client;
  await grading.saveGrade({ submissionId: id, pointsTimes100: 800 });
  writeClass(ent, 2, { maxTimes100: 1000 });
  const colleague = { by: 'Paul Durand', byId: 'teacher-9' };
  ent.editOnTheWeb([{ entity: 'grade', id, body: { submission_id: id, points_x100: 800 } }], colleague);
  await sync.start();
  const [conflict] = await sync.conflicts();
  expect(conflict?.mine.fields).toEqual([{ name: 'points', value: 800, outOf: 2000 }]);
  expect(conflict?.theirs.fields).toEqual([{ name: 'points', value: 800, outOf: 1000 }]);
});
