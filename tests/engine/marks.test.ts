import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { classesHandlers } from '../../main/engine/classes/handlers.ts';
import { gradingHandlers } from '../../main/engine/grading/handlers.ts';
import { resealBatch, type SealedBatch, sealNextBatch } from '../../main/engine/sync/batches.ts';
import { type DomainWorkspace, openDomainWorkspace, receiveClass } from './domain-workspace.ts';
import { openEngine, openSyncedClass } from './synced-class.ts';

const { saveGrade, saveComment, publish, submission, assignments } = gradingHandlers;

async function openClass(size = 3): Promise<DomainWorkspace> {
  const workspace = await openDomainWorkspace();
  receiveClass(workspace, size);
  return workspace;
}

/** The waiting edits as they would be sealed now. */
function sealed(workspace: DomainWorkspace): ReturnType<typeof opsOf> {
  const batch = sealNextBatch(workspace.sync, 'device-1', { ops: 500, bytes: 1 << 20 });
  return batch === null ? [] : opsOf(batch);
}

function opsOf({ body }: SealedBatch): { entity: string; id: string; group?: string; value: unknown }[] {
  return JSON.parse(gunzipSync(body).toString()).ops;
}

test('an absent student has no grade, and is not to be graded', async () => {
  const { context, waiting } = await openClass();
  saveGrade(context, { submissionId: 'copy-01', pointsTimes100: 1200 });
  const { previous } = saveGrade(context, { submissionId: 'copy-01', standing: 'absent' });
  expect(previous).toEqual({ pointsTimes100: 1200, standing: null, isCounted: true });
  expect(submission(context, { submissionId: 'copy-01' })).toMatchObject({
    pointsTimes100: null,
    standing: 'absent',
  });
  expect(JSON.parse(waiting()[0]?.payload ?? '')).toEqual({
    submission_id: 'copy-01',
    points_x100: null,
    standing: 'absent',
  });
  expect(assignments(context, {})[0]).toMatchObject({ gradedCount: 1, toGradeCount: 2 });
  saveGrade(context, { submissionId: 'copy-01', ...previous });
  expect(JSON.parse(waiting()[0]?.payload ?? '')).toEqual({ submission_id: 'copy-01', points_x100: 1200 });
});

test('a grade left out of the average is shown, and moves no student’s average', async () => {
  const { context } = await openClass();
  saveGrade(context, { submissionId: 'copy-01', pointsTimes100: 1200, isCounted: false });
  saveGrade(context, { submissionId: 'copy-02', pointsTimes100: 800 });
  const book = classesHandlers.gradebook(context, { classGroupId: '2de4' });
  expect(book.studentAverages.map(({ averageTimes100 }) => averageTimes100)).toEqual([null, 800, null]);
  expect(book.cells[0]).toMatchObject({ pointsTimes100: 1200, isCounted: false });
});

test('what is said beside a grade and taken back before it is sent leaves nothing to send', async () => {
  const workspace = await openClass();
  workspace.receive('grade', 'copy-01', { submission_id: 'copy-01', points_x100: 800 });
  saveGrade(workspace.context, { submissionId: 'copy-01', standing: 'late', isCounted: false });
  expect(workspace.waiting()).toHaveLength(1);
  saveGrade(workspace.context, { submissionId: 'copy-01', standing: null, isCounted: true });
  expect(workspace.waiting()).toEqual([]);
});

test('a class is published with all that waits of it, all or nothing, and nothing of another class', async () => {
  const workspace = await openClass();
  const { context } = workspace;
  saveGrade(context, { submissionId: 'copy-01', pointsTimes100: 1200 });
  saveComment(context, { submissionId: 'copy-02', text: 'Bien' });
  expect(publish(context, { assignmentId: 'ds1', at: 'now' })).toMatchObject({ previousAt: null });
  saveGrade(context, { submissionId: 'copy-03', pointsTimes100: 700 });
  const ops = sealed(workspace);
  expect(ops.map(({ entity }) => entity)).toEqual(['grade', 'comment', 'assessment', 'grade']);
  const [first, second, third, alone] = ops.map(({ group }) => group);
  expect(first).toBeDefined();
  expect([second, third, alone]).toEqual([first, first, undefined]);
});

test('a publication taken back before it is sent is a draft for the ENT too', async () => {
  const { context, waiting } = await openClass();
  publish(context, { assignmentId: 'ds1', at: 'now' });
  publish(context, { assignmentId: 'ds1', at: null });
  expect(waiting().map(({ entity, payload }) => [entity, JSON.parse(payload ?? '').publish_at])).toEqual([
    ['assessment', null],
  ]);
});

test('a refused member lets the others go by themselves; the publication is what the teacher hears of', async () => {
  const workspace = await openClass();
  const { context } = workspace;
  saveGrade(context, { submissionId: 'copy-01', pointsTimes100: 1200 });
  publish(context, { assignmentId: 'ds1', at: 'now' });
  workspace.push({ outcome: 'refused', code: 'group-failed' });
  expect(
    workspace.waiting().map(({ entity, state, group_id }) => [entity, state, group_id === null]),
  ).toEqual([
    ['grade', 'pending', true],
    ['assessment', 'refused', false],
  ]);
});

test('a published grade that changes keeps its history, a draft has none', async () => {
  const { context, clock } = await openClass();
  const grade = (pointsTimes100: number) => {
    clock.advance(60_000);
    saveGrade(context, { submissionId: 'copy-01', pointsTimes100 });
  };
  grade(1000);
  grade(1100);
  publish(context, { assignmentId: 'ds1', at: clock.now() + 120_000 });
  grade(1200);
  clock.advance(600_000);
  grade(1300);
  grade(1400);
  expect(
    submission(context, { submissionId: 'copy-01' }).earlierMarks.map(({ pointsTimes100 }) => pointsTimes100),
  ).toEqual([1300, 1200]);
});

test('a grade that the web changes after its publication keeps its history too', async () => {
  const workspace = await openClass();
  workspace.receive('grade', 'copy-01', { submission_id: 'copy-01', points_x100: 800 });
  workspace.receive('assessment', 'ds1', { assignment_id: 'ds1', publish_at: 0 });
  workspace.receive('grade', 'copy-01', { submission_id: 'copy-01', points_x100: 900 });
  const { pointsTimes100, earlierMarks } = submission(workspace.context, { submissionId: 'copy-01' });
  expect([pointsTimes100, earlierMarks.map((mark) => mark.pointsTimes100)]).toEqual([900, [800]]);
});

test('marks and their publication reach the ENT, and the teacher’s other computer', async () => {
  const { ent, engine, line, directory, assignmentId, submissionIds } = await openSyncedClass(2);
  const [first = '', second = ''] = submissionIds;
  const { grading, sync } = engine.client;
  await grading.saveGrade({ submissionId: first, standing: 'exempt' });
  await grading.saveGrade({ submissionId: second, standing: 'not-handed-in' });
  await grading.saveGrade({ submissionId: second, pointsTimes100: 0 });
  await grading.publish({ assignmentId, at: 1_900_000_000_000 });
  expect(await sync.start()).toMatchObject({ outcome: 'done', editsSent: 3 });
  expect(ent.store.entities('assessment').map(({ body }) => body)).toEqual([
    { assignment_id: assignmentId, publish_at: 1_900_000_000_000 },
  ]);
  expect(ent.store.entities('grade').map(({ body }) => body)).toEqual([
    { submission_id: first, points_x100: null, standing: 'exempt' },
    { submission_id: second, points_x100: 0, standing: 'not-handed-in' },
  ]);
  const other = await openEngine(join(directory, 'other'));
  await other.client.account.connect({ url: line.url, login: ent.login, password: ent.password });
  await other.client.sync.start();
  const [assignment] = await other.client.grading.assignments({});
  expect(assignment).toMatchObject({ publishAt: 1_900_000_000_000, gradedCount: 2 });
  const copies = await other.client.grading.submissions({ assignmentId });
  expect(copies.map(({ pointsTimes100, standing }) => [pointsTimes100, standing])).toEqual([
    [null, 'exempt'],
    [0, 'not-handed-in'],
  ]);
});

test('one grade in conflict holds the publication back, and no other grade', async () => {
  const { ent, engine, assignmentId, submissionIds } = await openSyncedClass(2);
  const [first = '', second = ''] = submissionIds;
  const { grading, sync } = engine.client;
  await grading.saveGrade({ submissionId: first, pointsTimes100: 1000 });
  await grading.saveGrade({ submissionId: second, pointsTimes100: 1100 });
  await grading.publish({ assignmentId, at: 'now' });
  ent.editOnTheWeb([{ entity: 'grade', id: first, body: { submission_id: first, points_x100: 900 } }]);
  await sync.start();
  await sync.start();
  expect(ent.store.count('assessment')).toBe(0);
  expect(ent.store.entities('grade').map(({ body }) => body.points_x100)).toEqual([900, 1100]);
  expect((await sync.status()).conflictCount).toBe(1);
});

test('a batch that is sealed anew keeps its group: the class is still published at once, or not at all', async () => {
  const workspace = await openClass();
  saveGrade(workspace.context, { submissionId: 'copy-01', pointsTimes100: 1200 });
  const [assignment] = assignments(workspace.context, {});
  publish(workspace.context, { assignmentId: assignment?.id ?? '', at: 'now' });
  const first = sealNextBatch(workspace.sync, 'device-1', { ops: 500, bytes: 1 << 20 });
  if (first === null) throw new Error('nothing was sealed');
  const groups = opsOf(first).map(({ group }) => group);
  expect(new Set(groups).size).toBe(1);
  expect(groups[0]).toBeDefined();
  const again = resealBatch(workspace.sync, 'device-1', first.batchId);
  expect(opsOf(again).map(({ group }) => group)).toEqual(groups);
});
