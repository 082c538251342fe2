import { expect, test } from 'vitest';
import { criteriaHandlers } from '../../main/engine/grading/criteria.ts';
import { gradingHandlers } from '../../main/engine/grading/handlers.ts';
import type { Criterion } from '../../preload/contract/criteria.ts';
import { openDomainWorkspace, receiveClass } from './domain-workspace.ts';

const { saveCriteria, saveCriterionMark, criteria, criterionMarks } = criteriaHandlers;

function question(id: string, maxTimes100: number, fields: Partial<Criterion> = {}): Criterion {
  return { id, label: `Question ${id}`, maxTimes100, kind: 'ordinary', levels: [], ...fields };
}

const TWO = [question('q1', 800), question('q2', 1200), question('b', 200, { kind: 'bonus' })];

async function openMarked(list = TWO) {
  const workspace = await openDomainWorkspace();
  receiveClass(workspace, 3);
  const { context } = workspace;
  saveCriteria(context, { assignmentId: 'ds1', criteria: list });
  const give = (criterionId: string, pointsTimes100: number | null, submissionId = 'copy-01') =>
    saveCriterionMark(context, { submissionId, criterionId, pointsTimes100 });
  const grade = (submissionId = 'copy-01') =>
    gradingHandlers.submission(context, { submissionId }).pointsTimes100;
  return { workspace, context, give, grade };
}

test('a copy has a grade once every question has its points; a bonus never has to be given', async () => {
  const { workspace, give, grade } = await openMarked();
  give('q1', 550);
  expect([grade(), workspace.waiting().length]).toEqual([null, 0]);
  give('q2', 900);
  expect(grade()).toBe(1450);
  give('b', 150);
  expect(grade()).toBe(1600);
  expect(workspace.waiting().map(({ payload }) => JSON.parse(payload ?? ''))).toEqual([
    { submission_id: 'copy-01', points_x100: 1600 },
  ]);
});

test('a bonus never carries a grade above the maximum, nor a malus below nothing', async () => {
  const { give, grade } = await openMarked([...TWO, question('m', 500, { kind: 'malus' })]);
  give('q1', 800);
  give('q2', 1200);
  give('b', 200);
  expect(grade()).toBe(2000);
  give('q1', 0);
  give('q2', 0);
  give('b', 0);
  give('m', 500);
  expect(grade()).toBe(0);
});

test('a grade that was typed is the teacher’s: no question moves it until it is the sum again', async () => {
  const { context, give, grade } = await openMarked();
  give('q1', 500);
  give('q2', 700);
  gradingHandlers.saveGrade(context, { submissionId: 'copy-01', pointsTimes100: 1300 });
  give('q2', 900);
  expect(grade()).toBe(1300);
  gradingHandlers.saveGrade(context, { submissionId: 'copy-01', pointsTimes100: 1400 });
  give('q2', 1000);
  expect(grade()).toBe(1500);
});

test('undo of the last question takes the grade away again, and redo brings it back', async () => {
  const { context, give, grade } = await openMarked();
  give('q1', 500);
  const { previous } = give('q2', 700);
  expect(previous).toEqual({ submissionId: 'copy-01', criterionId: 'q2', pointsTimes100: null, comment: '' });
  saveCriterionMark(context, previous);
  expect(grade()).toBeNull();
  give('q2', 700);
  expect(grade()).toBe(1200);
});

test('an absent student gets no grade from a question', async () => {
  const { context, give } = await openMarked([question('q1', 2000)]);
  gradingHandlers.saveGrade(context, { submissionId: 'copy-01', standing: 'absent' });
  give('q1', 1000);
  expect(gradingHandlers.submission(context, { submissionId: 'copy-01' })).toMatchObject({
    pointsTimes100: null,
    standing: 'absent',
  });
});

test('points above a question’s maximum, below nothing or between hundredths change nothing', async () => {
  const { context, give } = await openMarked();
  for (const points of [801, -1, 1.5])
    expect(() => give('q1', points)).toThrowError(
      expect.objectContaining({
        code: 'grading/grade-out-of-range',
        params: { maxTimes100: 800, pointsTimes100: points },
      }),
    );
  expect(() => give('q9', 100)).toThrowError(expect.objectContaining({ code: 'store/not-found' }));
  expect(criterionMarks(context, { assignmentId: 'ds1' })).toEqual([]);
  const levels = [{ label: 'Trop', pointsTimes100: 900 }];
  expect(() =>
    saveCriteria(context, { assignmentId: 'ds1', criteria: [question('q1', 800, { levels })] }),
  ).toThrowError(expect.objectContaining({ code: 'grading/grade-out-of-range' }));
  expect(criteria(context, { assignmentId: 'ds1' })).toEqual(TWO);
});

test('when questions change, grades that follow go along, typed ones stay, and undo puts all back', async () => {
  const { context, give, grade } = await openMarked();
  for (const copy of ['copy-01', 'copy-02']) {
    give('q1', 400, copy);
    give('q2', 600, copy);
    give('b', 100, copy);
  }
  gradingHandlers.saveGrade(context, { submissionId: 'copy-02', pointsTimes100: 700 });
  const without = TWO.filter(({ id }) => id !== 'b');
  const { previous } = saveCriteria(context, { assignmentId: 'ds1', criteria: without });
  expect([grade('copy-01'), grade('copy-02'), grade('copy-03')]).toEqual([1000, 700, null]);
  saveCriteria(context, { assignmentId: 'ds1', criteria: previous });
  expect([grade('copy-01'), grade('copy-02')]).toEqual([1100, 700]);
  saveCriteria(context, { assignmentId: 'ds1', criteria: [...TWO, question('q3', 100)] });
  saveCriteria(context, { assignmentId: 'ds1', criteria: [] });
  expect([grade('copy-01'), grade('copy-02')]).toEqual([1100, 700]);
});

test('a remark beside a question stays with it, and nothing of either is sent', async () => {
  const { workspace, context, give } = await openMarked();
  give('q1', 400);
  saveCriterionMark(context, { submissionId: 'copy-01', criterionId: 'q1', comment: 'Unité oubliée.' });
  expect(criterionMarks(context, { assignmentId: 'ds1' })).toEqual([
    { submissionId: 'copy-01', criterionId: 'q1', pointsTimes100: 400, comment: 'Unité oubliée.' },
  ]);
  expect(workspace.waiting()).toEqual([]);
});

test('undo of a question that was taken away takes back the grades that this made, but for one that is another by then', async () => {
  const { workspace, context, give, grade } = await openMarked();
  for (const copy of ['copy-01', 'copy-02']) give('q1', 700, copy);
  give('q1', 600, 'copy-03');
  give('q2', 900, 'copy-03');
  const list = TWO.filter(({ id }) => id !== 'q2');
  const { previous, graded } = saveCriteria(context, { assignmentId: 'ds1', criteria: list });
  expect(['copy-01', 'copy-02', 'copy-03'].map(grade)).toEqual([700, 700, 600]);
  expect(graded).toEqual(['copy-01', 'copy-02']);
  gradingHandlers.saveGrade(context, { submissionId: 'copy-02', pointsTimes100: 1300 });
  saveCriteria(context, { assignmentId: 'ds1', criteria: previous, ungraded: graded });
  expect(['copy-01', 'copy-02', 'copy-03'].map(grade)).toEqual([null, 1300, 1500]);
  expect(
    workspace
      .waiting()
      .map(({ entity_id }) => entity_id)
      .toSorted(),
  ).toEqual(['copy-02', 'copy-03']);
});
