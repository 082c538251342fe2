import { expect, test } from 'vitest';
import { gradingHandlers } from '../../main/engine/grading/handlers.ts';
import {
  assignmentBody,
  type DomainWorkspace,
  openDomainWorkspace,
  receiveClass,
} from './domain-workspace.ts';

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
