import { expect, test } from 'vitest';
import { saveRules } from '../../main/engine/grading/assignment-rules.ts';
import { blindMarkHandlers } from '../../main/engine/grading/blind-marks.ts';
import { gradingHandlers } from '../../main/engine/grading/handlers.ts';
import { meanOfRounds } from '../../preload/contract/blind-marks.ts';
import { openDomainWorkspace, receiveClass } from './domain-workspace.ts';

async function openTwice() {
  const workspace = await openDomainWorkspace();
  receiveClass(workspace, 2);
  const { context } = workspace;
  saveRules(context, { assignmentId: 'ds1', isMarkedTwice: true });
  const give = (round: 1 | 2, pointsTimes100: number | null) =>
    blindMarkHandlers.saveBlindMark(context, {
      submissionId: 'copy-01',
      round,
      marker: `M${round}`,
      pointsTimes100,
    });
  const told = () => blindMarkHandlers.blindMarks(context, { assignmentId: 'ds1' });
  return { ...workspace, give, told };
}

test('a first grade is told to have been given, by whom, and not what it is; nor is anything sent', async () => {
  const { context, give, told, waiting } = await openTwice();
  give(1, 1437);
  expect(told()).toEqual([{ submissionId: 'copy-01', given: [{ round: 1, marker: 'M1' }], disclosed: null }]);
  expect(JSON.stringify(told())).not.toContain('1437');
  expect(gradingHandlers.submission(context, { submissionId: 'copy-01' }).pointsTimes100).toBeNull();
  expect(waiting()).toEqual([]);
});

test('with both there both are told, in the order of the rounds, whichever came first', async () => {
  const { give, told } = await openTwice();
  give(2, 1200);
  give(1, 1450);
  expect(told()[0]?.disclosed?.map(({ pointsTimes100, marker }) => [marker, pointsTimes100])).toEqual([
    ['M1', 1450],
    ['M2', 1200],
  ]);
});

test('before it is seen a grade can be changed; once both are, neither can, but it can be taken back', async () => {
  const { give, told } = await openTwice();
  give(1, 1000);
  const { previous } = give(1, 1100);
  expect(previous?.pointsTimes100).toBe(1000);
  give(2, 1200);
  expect(() => give(1, 1200)).toThrowError(expect.objectContaining({ code: 'grading/marks-disclosed' }));
  expect(told()[0]?.disclosed?.[0]?.pointsTimes100).toBe(1100);
  give(2, null);
  expect(told()[0]?.disclosed).toBeNull();
  give(1, null);
  expect(told()).toEqual([]);
});

test('what is no grade of the assignment is refused and changes nothing', async () => {
  const { context, give, told } = await openTwice();
  for (const points of [2001, -1, 0.5])
    expect(() => give(1, points)).toThrowError(
      expect.objectContaining({ code: 'grading/grade-out-of-range' }),
    );
  expect(told()).toEqual([]);
  expect(() =>
    blindMarkHandlers.saveBlindMark(context, { submissionId: 'x', round: 1, marker: '', pointsTimes100: 1 }),
  ).toThrowError(expect.objectContaining({ code: 'store/not-found' }));
});

test('the mean of two rounds is exact to the hundredth, half up', () => {
  expect([meanOfRounds(1400, 1200), meanOfRounds(1425, 1450), meanOfRounds(0, 0)]).toEqual([1300, 1438, 0]);
});
