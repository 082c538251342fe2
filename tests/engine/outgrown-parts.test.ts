import { expect, test } from 'vitest';
import { adjustGrade } from '../../main/engine/grading/adjustments.ts';
import { criteriaHandlers } from '../../main/engine/grading/criteria.ts';
import { gradingHandlers } from '../../main/engine/grading/handlers.ts';
import type { Criterion } from '../../preload/contract/criteria.ts';
import { assignmentBody, openDomainWorkspace, receiveClass } from './domain-workspace.ts';

const { saveCriteria, saveCriterionMark } = criteriaHandlers;

const question = (id: string, maxTimes100 = 500, label = id): Criterion => ({
  id,
  label,
  maxTimes100,
  kind: 'ordinary',
  levels: [],
});

/** 4 and 4 of two questions out of 5 make 8 out of 10, which waits when the assignment becomes one out of 20. */
async function openOutgrown() {
  const workspace = await openDomainWorkspace();
  receiveClass(workspace, 2);
  const { context } = workspace;
  workspace.receive('assignment', 'ds1', assignmentBody({ max_x100: 1000 }));
  const save = (...criteria: Criterion[]) => saveCriteria(context, { assignmentId: 'ds1', criteria });
  const give = (criterionId: string, pointsTimes100: number, outOfTimes100?: number) =>
    saveCriterionMark(context, { submissionId: 'copy-01', criterionId, pointsTimes100, outOfTimes100 });
  save(question('q1'), question('q2'));
  give('q1', 400);
  give('q2', 400);
  workspace.receive('assignment', 'ds1', assignmentBody());
  const points = () => gradingHandlers.submission(context, { submissionId: 'copy-01' }).pointsTimes100;
  /** Its points and what they are out of; nothing of it goes. */
  const setAside = () => {
    expect(workspace.push()).toBe(0);
    return gradingHandlers
      .outgrownGrades(context)
      .map(({ pointsTimes100, outOfTimes100 }) => [pointsTimes100, outOfTimes100]);
  };
  return { workspace, context, save, give, points, setAside };
}

test('a grade that is set aside stays so while its questions are named anew, weigh otherwise or are taken away', async () => {
  const { save, setAside } = await openOutgrown();
  save(question('q1', 500, 'Exercice 1'), question('q2'));
  expect(setAside()).toEqual([[800, 1000]]);
  save(question('q1', 1000), question('q2', 1000));
  expect(setAside()).toEqual([[800, 1000]]);
  save(question('q1', 1000));
  expect(setAside()).toEqual([[400, 1000]]);
});

test('a remark beside a question leaves it set aside, and points that are moved are out of what the others are', async () => {
  const { context, give, setAside } = await openOutgrown();
  saveCriterionMark(context, { submissionId: 'copy-01', criterionId: 'q1', comment: 'À revoir' });
  expect(setAside()).toEqual([[800, 1000]]);
  give('q1', 500);
  expect(setAside()).toEqual([[900, 1000]]);
  give('q2', 500);
  expect(setAside()).toEqual([[1000, 1000]]);
});

test('a bonus on it is one out of its own maximum, and so is what a question makes of it then', async () => {
  const { context, give, setAside } = await openOutgrown();
  const { previous } = adjustGrade(context, {
    submissionId: 'copy-01',
    rawTimes100: 800,
    bonusTimes100: 100,
    lateDays: null,
  });
  expect(setAside()).toEqual([[900, 1000]]);
  give('q1', 300);
  expect(setAside()).toEqual([[800, 1000]]);
  give('q1', 400);
  adjustGrade(context, previous);
  expect(setAside()).toEqual([[800, 1000]]);
});

test('points given by questions that make the new maximum are the teacher’s, and undo sets the grade aside again', async () => {
  const { workspace, save, give, points, setAside } = await openOutgrown();
  save(question('q1', 1000), question('q2', 1000));
  const { previousOutOfTimes100 } = give('q1', 800);
  expect(points()).toBe(1200);
  give('q1', 400, previousOutOfTimes100);
  expect(setAside()).toEqual([[800, 1000]]);
  give('q1', 800);
  give('q2', 800);
  expect(points()).toBe(1600);
  expect(workspace.push()).toBe(1);
});

test('a grade typed anew goes, the same number too', async () => {
  const { workspace, context, setAside } = await openOutgrown();
  expect(setAside()).toEqual([[800, 1000]]);
  gradingHandlers.saveGrade(context, { submissionId: 'copy-01', pointsTimes100: 800 });
  expect(workspace.push()).toBe(1);
});

test('who is graded with it is set aside with it', async () => {
  const { workspace, context, setAside } = await openOutgrown();
  workspace.receive('assignment', 'ds1', assignmentBody({ max_x100: 1000 }));
  gradingHandlers.saveGrade(context, { submissionId: 'copy-02', pointsTimes100: 800 });
  const { teamsHandlers } = await import('../../main/engine/grading/save-grade.ts');
  const members = ['copy-01', 'copy-02'].map((submissionId) => ({ submissionId, isApart: false }));
  teamsHandlers.saveTeams(context, { assignmentId: 'ds1', teams: [{ id: 't1', name: 'A', members }] });
  workspace.receive('assignment', 'ds1', assignmentBody());
  adjustGrade(context, { submissionId: 'copy-01', rawTimes100: 800, bonusTimes100: 100, lateDays: null });
  expect(setAside()).toEqual([
    [900, 1000],
    [900, 1000],
  ]);
});
