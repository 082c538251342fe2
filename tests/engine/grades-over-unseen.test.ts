import { expect, test } from 'vitest';
import { exchangeHandlers } from '../../main/engine/exchange/handlers.ts';
import { adjustGrade } from '../../main/engine/grading/adjustments.ts';
import { gradingHandlers } from '../../main/engine/grading/handlers.ts';
import type { TakenGrade } from '../../preload/contract/exchange.ts';
import { assignmentBody, openDomainWorkspace, receiveClass } from './domain-workspace.ts';

const { saveGrade, submission } = gradingHandlers;

/** 10 out of 20, which the ENT has; `web`: another grade that is given there. */
async function openGraded() {
  const workspace = await openDomainWorkspace();
  receiveClass(workspace, 2);
  const { context } = workspace;
  saveGrade(context, { submissionId: 'copy-01', pointsTimes100: 1000 });
  workspace.push();
  const take = (grades: readonly TakenGrade[], maxTimes100?: number) =>
    exchangeHandlers.takeGrades(context, { assignmentId: 'ds1', grades, maxTimes100 }).previous;
  const web = (points_x100: number) =>
    workspace.receive('grade', 'copy-01', { submission_id: 'copy-01', points_x100 });
  const bonus = (bonusTimes100: number) =>
    adjustGrade(context, {
      submissionId: 'copy-01',
      rawTimes100: 1000,
      bonusTimes100,
      lateDays: null,
      before: markOf(1000),
    }).previous;
  const points = () => submission(context, { submissionId: 'copy-01' }).pointsTimes100;
  /** Of what waits, whether it was made on something that nobody has seen: the ENT then answers with a conflict. */
  const unseen = () => workspace.waiting().map(({ base_version }) => base_version === null);
  return { workspace, context, take, web, bonus, points, unseen };
}

const markOf = (pointsTimes100: number) => ({ pointsTimes100, standing: null, isCounted: true });

const imported = (pointsTimes100: number, comment: string | null = null): TakenGrade => ({
  submissionId: 'copy-01',
  mark: { pointsTimes100 },
  comment,
  before: { mark: markOf(1000), comment: '' },
});

test('an import over a grade that came since its preview is the teacher’s to choose', async () => {
  const { take, web, unseen } = await openGraded();
  web(1900);
  take([imported(1100)], 2000);
  expect(unseen()).toEqual([true]);
});

test('an import over what was shown is not, nor its undo', async () => {
  const { take, points, unseen, workspace } = await openGraded();
  const previous = take([imported(1100)], 2000);
  expect(unseen()).toEqual([false]);
  workspace.push();
  take(previous);
  expect([points(), unseen()]).toEqual([1000, [false]]);
});

test('undo of an import over a grade that came since is the teacher’s to choose', async () => {
  const { take, web, unseen, workspace } = await openGraded();
  const previous = take([imported(1500)], 2000);
  workspace.push();
  web(1800);
  take(previous);
  expect(unseen()).toEqual([true]);
});

test('undo of a comment alone leaves the grade that came since', async () => {
  const { take, web, points, workspace } = await openGraded();
  const previous = take([{ ...imported(1000, 'Bien'), mark: {} }]);
  workspace.push();
  web(1800);
  take(previous);
  expect(points()).toBe(1800);
  expect(workspace.waiting().map(({ entity }) => entity)).toEqual(['comment']);
});

test('under another maximum than was shown nothing is imported, and nothing is put back', async () => {
  const { take, points, workspace } = await openGraded();
  const previous = take([imported(500)], 2000);
  workspace.receive('assignment', 'ds1', assignmentBody({ max_x100: 4000 }));
  expect(() => take([imported(1100)], 2000)).toThrow(
    expect.objectContaining({ code: 'exchange/maximum-changed' }),
  );
  expect(() => take(previous)).toThrow(expect.objectContaining({ code: 'sync/cannot-undo' }));
  expect(points()).toBe(500);
});

test('a bonus over a grade that came since it was shown is the teacher’s to choose, and so is its undo', async () => {
  const first = await openGraded();
  first.web(1800);
  first.bonus(100);
  expect(first.unseen()).toEqual([true]);
  const { workspace, context, web, bonus, unseen } = await openGraded();
  const previous = bonus(100);
  expect(unseen()).toEqual([false]);
  workspace.push();
  web(1800);
  adjustGrade(context, previous);
  expect(unseen()).toEqual([true]);
});

test('undo of a bonus under another maximum puts nothing back', async () => {
  const { workspace, context, bonus, points } = await openGraded();
  const previous = bonus(100);
  workspace.push();
  workspace.receive('assignment', 'ds1', assignmentBody({ max_x100: 4000 }));
  expect(() => adjustGrade(context, previous)).toThrow(expect.objectContaining({ code: 'sync/cannot-undo' }));
  expect(points()).toBe(1100);
});
