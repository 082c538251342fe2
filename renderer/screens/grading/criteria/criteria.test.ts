import { expect, test } from 'vitest';
import type { Criterion, CriterionMark, SubmissionSummary } from '../../../../preload/contract/index.ts';
import { sumCriteria, totalOf } from '../../../../preload/contract/index.ts';
import { readLevels, writeLevels } from './levels-text.ts';
import { nextMark } from './next-mark.ts';

const question = (id: string, kind: Criterion['kind'] = 'ordinary'): Criterion => ({
  id,
  label: id,
  maxTimes100: 500,
  kind,
  levels: [],
});
const copy = (id: string, fields: Partial<SubmissionSummary> = {}): SubmissionSummary => ({
  id,
  assignmentId: 'ds1',
  student: { id, lastName: id, firstName: '' },
  status: 'submitted',
  submittedAt: 0,
  documentCount: 0,
  pointsTimes100: null,
  standing: null,
  isCounted: true,
  hasComment: false,
  hasFeedback: false,
  sync: 'synced',
  ...fields,
});
const mark = (
  submissionId: string,
  criterionId: string,
  pointsTimes100: number | null = 100,
): CriterionMark => ({
  submissionId,
  criterionId,
  pointsTimes100,
  comment: '',
});

test('levels are read as they are written', () => {
  const levels = [
    { label: 'Fragile', pointsTimes100: 100 },
    { label: 'Très bonne', pointsTimes100: 250 },
  ];
  const french = (times100: number) => String(times100 / 100).replace('.', ',');
  expect(readLevels(writeLevels(levels, french))).toEqual(levels);
  expect(readLevels('a=1;b = 2.5 ;')).toEqual([
    { label: 'a', pointsTimes100: 100 },
    { label: 'b', pointsTimes100: 250 },
  ]);
  expect(readLevels('  ')).toEqual([]);
  for (const typed of ['a', 'a : b', ': 1', 'a : 1,234', Array(9).fill('a:1').join(';')])
    expect(readLevels(typed), typed).toBeNull();
});

test('question 1 of every copy, then question 2 from the first copy on', () => {
  const criteria = [question('q1'), question('b', 'bonus'), question('q2')];
  const copies = [copy('a'), copy('b', { standing: 'absent' }), copy('c'), copy('d', { status: 'missing' })];
  const from = (submissionId: string, criterionId: string) => ({ submissionId, criterionId });
  expect(nextMark(criteria, copies, [mark('a', 'q1')], from('a', 'q1'))).toEqual(from('c', 'q1'));
  const first = [mark('a', 'q1'), mark('c', 'q1')];
  expect(nextMark(criteria, copies, first, from('c', 'q1'))).toEqual(from('a', 'q2'));
  expect(nextMark(criteria, copies, [...first, mark('a', 'q2', null)], from('c', 'q1'))).toEqual(
    from('a', 'q2'),
  );
  expect(nextMark(criteria, copies, first, from('a', 'b'))).toEqual(from('c', 'b'));
  const all = [...first, mark('a', 'q2'), mark('c', 'q2')];
  expect(nextMark(criteria, copies, all, from('c', 'q2'))).toBeNull();
});

test('what is left behind in the round is come back to', () => {
  const copies = [copy('a'), copy('b'), copy('c')];
  const marks = [mark('c', 'q1'), mark('b', 'q1')];
  expect(nextMark([question('q1')], copies, marks, { submissionId: 'c', criterionId: 'q1' })).toEqual({
    submissionId: 'a',
    criterionId: 'q1',
  });
});

test('a sum stays between nothing and the maximum, and a bonus is not waited for', () => {
  const criteria = [question('q1'), question('q2'), question('b', 'bonus'), question('m', 'malus')];
  const sum = (...marks: CriterionMark[]) => sumCriteria(criteria, marks, 1000);
  expect(totalOf(criteria)).toBe(1000);
  expect(sum()).toEqual({ sumTimes100: null, isComplete: false });
  expect(sum(mark('a', 'q1', 450))).toEqual({ sumTimes100: 450, isComplete: false });
  expect(sum(mark('a', 'q1', 450), mark('a', 'q2', 500), mark('a', 'b', 100))).toEqual({
    sumTimes100: 1000,
    isComplete: true,
  });
  expect(sum(mark('a', 'q1', 0), mark('a', 'q2', 0), mark('a', 'm', 500)).sumTimes100).toBe(0);
});
