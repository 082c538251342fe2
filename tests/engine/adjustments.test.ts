import { expect, test } from 'vitest';
import { classesHandlers } from '../../main/engine/classes/handlers.ts';
import { adjustGrade } from '../../main/engine/grading/adjustments.ts';
import { saveRules } from '../../main/engine/grading/assignment-rules.ts';
import { criteriaHandlers } from '../../main/engine/grading/criteria.ts';
import { gradingHandlers } from '../../main/engine/grading/handlers.ts';
import { settingsHandlers } from '../../main/engine/settings/handlers.ts';
import type { LateRule } from '../../preload/contract/domain.ts';
import {
  assignmentBody,
  openDomainWorkspace,
  receiveClass,
  START,
  submissionBody,
} from './domain-workspace.ts';

const HOUR_MS = 3_600_000;
const RULE: LateRule = {
  kind: 'points',
  perDayTimes100: 100,
  floorTimes100: null,
  refusedAfterDays: null,
  countsDaysOff: true,
};

/** Three copies, the first of them two hours late and graded 14/20. */
async function openLate() {
  const workspace = await openDomainWorkspace();
  receiveClass(workspace, 3);
  const { context, receive } = workspace;
  receive(
    'submission',
    'copy-01',
    submissionBody('student-01', { status: 'late', submitted_at: START + 2 * HOUR_MS }),
  );
  saveRules(context, { assignmentId: 'ds1', lateness: RULE });
  gradingHandlers.saveGrade(context, { submissionId: 'copy-01', pointsTimes100: 1400 });
  const copy = () =>
    gradingHandlers.submissions(context, { assignmentId: 'ds1' }).find(({ id }) => id === 'copy-01');
  const adjust = (fields: { rawTimes100?: number; bonusTimes100?: number; lateDays?: number | null } = {}) =>
    adjustGrade(context, {
      submissionId: 'copy-01',
      rawTimes100: 1400,
      bonusTimes100: 0,
      lateDays: 1,
      ...fields,
    });
  return { ...workspace, copy, adjust };
}

test('a rule takes nothing off by itself: the copy says how late it is, and keeps its grade', async () => {
  const { copy, waiting } = await openLate();
  expect(copy()).toMatchObject({ pointsTimes100: 1400, lateDays: 1 });
  expect(copy()).not.toHaveProperty('adjustment');
  expect(waiting().map(({ payload }) => JSON.parse(payload ?? ''))).toEqual([
    { submission_id: 'copy-01', points_x100: 1400 },
  ]);
});

test('applied, the grade that it makes is kept and sent, with how it was made beside it; undo puts all back', async () => {
  const { context, copy, adjust, waiting } = await openLate();
  const { previous } = adjust({ bonusTimes100: 50 });
  expect(copy()).toMatchObject({
    pointsTimes100: 1350,
    adjustment: { rawTimes100: 1400, bonusTimes100: 50, penaltyTimes100: 100, lateDays: 1 },
  });
  expect(JSON.parse(waiting().at(-1)?.payload ?? '')).toEqual({
    submission_id: 'copy-01',
    points_x100: 1350,
  });
  adjustGrade(context, previous);
  expect(copy()).toMatchObject({ pointsTimes100: 1400 });
  expect(copy()).not.toHaveProperty('adjustment');
});

test('a teacher decides of one copy: no day, or others than the clock’s', async () => {
  const { copy, adjust } = await openLate();
  adjust({ lateDays: 3 });
  expect(copy()?.pointsTimes100).toBe(1100);
  adjust({ lateDays: 0 });
  expect(copy()).toMatchObject({ pointsTimes100: 1400, adjustment: { lateDays: 0, penaltyTimes100: 0 } });
});

test('a grade that is typed or received afterwards is not explained by what made another', async () => {
  const { context, copy, adjust, receive } = await openLate();
  adjust();
  gradingHandlers.saveGrade(context, { submissionId: 'copy-01', pointsTimes100: 1500 });
  expect(copy()).not.toHaveProperty('adjustment');
  gradingHandlers.saveGrade(context, { submissionId: 'copy-01', pointsTimes100: 1300 });
  expect(copy()?.adjustment?.rawTimes100).toBe(1400);
  receive('assignment', 'ds1', assignmentBody({ max_x100: 1200 }));
  expect(copy()).not.toHaveProperty('adjustment');
});

test('bonus and malus never carry a grade out of what it can be', async () => {
  const { copy, adjust } = await openLate();
  adjust({ rawTimes100: 1900, bonusTimes100: 300, lateDays: null });
  expect(copy()?.pointsTimes100).toBe(2000);
  adjust({ rawTimes100: 100, bonusTimes100: -300, lateDays: 1 });
  expect(copy()?.pointsTimes100).toBe(0);
  expect(copy()?.adjustment?.rawTimes100).toBe(100);
});

test('without a grade there is nothing to adjust, and what was given must be a grade', async () => {
  const { context, copy, adjust, waiting } = await openLate();
  const before = waiting().length;
  expect(() =>
    adjustGrade(context, { submissionId: 'copy-02', rawTimes100: 1000, bonusTimes100: 0, lateDays: 1 }),
  ).toThrowError(expect.objectContaining({ code: 'store/not-found' }));
  expect(() => adjust({ rawTimes100: 2001 })).toThrowError(
    expect.objectContaining({ code: 'grading/grade-out-of-range' }),
  );
  expect([copy()?.pointsTimes100, waiting().length]).toEqual([1400, before]);
});

test('a copy late by a rule keeps what was taken off when a question gets other points', async () => {
  const { context, copy, adjust } = await openLate();
  const criterion = { id: 'q1', label: 'Q1', maxTimes100: 2000, kind: 'ordinary' as const, levels: [] };
  criteriaHandlers.saveCriteria(context, { assignmentId: 'ds1', criteria: [criterion] });
  const mark = { submissionId: 'copy-01', criterionId: 'q1' };
  gradingHandlers.saveGrade(context, { submissionId: 'copy-01', pointsTimes100: null });
  criteriaHandlers.saveCriterionMark(context, { ...mark, pointsTimes100: 1400 });
  adjust();
  criteriaHandlers.saveCriterionMark(context, { ...mark, pointsTimes100: 1600 });
  expect(copy()).toMatchObject({
    pointsTimes100: 1500,
    adjustment: { rawTimes100: 1600, penaltyTimes100: 100 },
  });
  criteriaHandlers.saveCriterionMark(context, { ...mark, pointsTimes100: null });
  expect(copy()?.pointsTimes100).toBeNull();
});

test('bonuses carry an average above 20 only where the gradebook lets them', async () => {
  const { context, receive } = await openLate();
  gradingHandlers.saveGrade(context, { submissionId: 'copy-01', pointsTimes100: 1950 });
  receive('assignment', 'ds2', assignmentBody());
  receive('submission', 'bonus-01', submissionBody('student-01', { assignment_id: 'ds2' }));
  saveRules(context, { assignmentId: 'ds2', counting: 'bonus' });
  gradingHandlers.saveGrade(context, { submissionId: 'bonus-01', pointsTimes100: 1200 });
  const average = () => classesHandlers.gradebook(context, { classGroupId: '2de4' });
  expect(average()).toMatchObject({ isCapped: true, studentAverages: [{ averageTimes100: 2000 }, {}, {}] });
  settingsHandlers.save(context, { capsAverages: false });
  expect(average()).toMatchObject({ isCapped: false, studentAverages: [{ averageTimes100: 2150 }, {}, {}] });
  expect(average().distribution.at(-1)).toBe(1);
});
