import { expect, test } from 'vitest';
import { classesHandlers } from '../../main/engine/classes/handlers.ts';
import { anonymityHandlers } from '../../main/engine/grading/anonymity.ts';
import { gradingHandlers } from '../../main/engine/grading/handlers.ts';
import {
  assignmentBody,
  openDomainWorkspace,
  receiveClass,
  START,
  studentBody,
  submissionBody,
} from './domain-workspace.ts';

test('classes are in French order, with their subject and the number of their students', async () => {
  const workspace = await openDomainWorkspace();
  const { context, receive } = workspace;
  receiveClass(workspace, 3);
  receive('class_group', '2de10', { name: '2de 10', subject_id: 'unknown' });
  receive('class_group', 'ecole', { name: 'Éveil', subject_id: 'maths' });
  receive('class_group', '2de9', { name: '2de 9', subject_id: 'maths' });
  expect(classesHandlers.list(context)).toEqual([
    { id: '2de4', name: '2de 4', subject: 'Mathématiques', studentCount: 3 },
    { id: '2de9', name: '2de 9', subject: 'Mathématiques', studentCount: 0 },
    { id: '2de10', name: '2de 10', subject: '', studentCount: 0 },
    { id: 'ecole', name: 'Éveil', subject: 'Mathématiques', studentCount: 0 },
  ]);
});

test('a student who changes class leaves the old one', async () => {
  const workspace = await openDomainWorkspace();
  const { context, receive } = workspace;
  receiveClass(workspace, 2);
  receive('class_group', '2de5', { name: '2de 5', subject_id: 'maths' });
  receive('student', 'student-01', studentBody('Prénom01', 'Nom01', ['2de5']));
  const members = (classGroupId: string) =>
    classesHandlers.gradebook(context, { classGroupId }).students.map(({ id }) => id);
  expect(members('2de4')).toEqual(['student-02']);
  expect(members('2de5')).toEqual(['student-01']);
});

test('the gradebook weighs grades by coefficient, and a missing grade does not count', async () => {
  const workspace = await openDomainWorkspace();
  const { context, receive } = workspace;
  receiveClass(workspace, 4);
  receive('assignment', 'dm', assignmentBody({ max_x100: 1000, coefficient_x100: 50, due_at: START - 1 }));
  for (const number of ['01', '02'])
    receive('submission', `dm-${number}`, submissionBody(`student-${number}`, { assignment_id: 'dm' }));
  const grade = (submissionId: string, pointsTimes100: number) =>
    gradingHandlers.saveGrade(context, { submissionId, pointsTimes100 });
  grade('copy-01', 1500);
  grade('copy-02', 800);
  grade('copy-03', 2000);
  grade('dm-01', 700);
  workspace.push();
  grade('dm-02', 333);
  const book = classesHandlers.gradebook(context, { classGroupId: '2de4' });
  expect(book.assignments.map(({ id }) => id)).toEqual(['dm', 'ds1']);
  expect(book.studentAverages.map(({ averageTimes100 }) => averageTimes100)).toEqual([1467, 755, 2000, null]);
  expect(book.assignmentStatistics).toEqual([
    { assignmentId: 'dm', averageTimes100: 517, medianTimes100: 517 },
    { assignmentId: 'ds1', averageTimes100: 1433, medianTimes100: 1500 },
  ]);
  expect(book.classAverageTimes100).toBe(1407);
  expect(book.distribution.flatMap((count, band) => Array(count).fill(band))).toEqual([7, 14, 19]);
  const states = Object.fromEntries(book.cells.map(({ submissionId, sync }) => [submissionId, sync]));
  expect(states).toMatchObject({ 'dm-01': 'synced', 'dm-02': 'waiting', 'copy-04': 'synced' });
});

test('an assignment that counts as a bonus raises averages by what it has above half, and lowers none', async () => {
  const workspace = await openDomainWorkspace();
  const { context, receive } = workspace;
  receiveClass(workspace, 3);
  receive('assignment', 'expose', assignmentBody({ max_x100: 1000, coefficient_x100: 50 }));
  receive('assessment', 'expose', { assignment_id: 'expose', publish_at: null, counting: 'bonus' });
  const grade = (submissionId: string, pointsTimes100: number) =>
    gradingHandlers.saveGrade(context, { submissionId, pointsTimes100 });
  for (const [number, points] of Object.entries({ '01': 800, '02': 200, '03': 1000 })) {
    const id = `expose-${number}`;
    receive('submission', id, submissionBody(`student-${number}`, { assignment_id: 'expose' }));
    grade(id, points);
  }
  grade('copy-01', 1300);
  grade('copy-02', 1300);
  const averages = () =>
    classesHandlers
      .gradebook(context, { classGroupId: '2de4' })
      .studentAverages.map(({ averageTimes100 }) => averageTimes100);
  expect(averages()).toEqual([1600, 1300, null]);
  receive('assessment', 'expose', { assignment_id: 'expose', publish_at: null });
  expect(averages()).toEqual([1400, 1000, 2000]);
});

test('a class without grades has a gradebook without averages', async () => {
  const workspace = await openDomainWorkspace();
  receiveClass(workspace, 2);
  const book = classesHandlers.gradebook(workspace.context, { classGroupId: '2de4' });
  expect(book.classAverageTimes100).toBeNull();
  expect(book.distribution).toEqual(Array(20).fill(0));
  expect(book.cells).toHaveLength(2);
});

test('an unknown class is not found', async () => {
  const { context } = await openDomainWorkspace();
  expect(() => classesHandlers.gradebook(context, { classGroupId: 'none' })).toThrowError(
    expect.objectContaining({ code: 'store/not-found' }),
  );
});

test('a period has averages of its own, and the year those of all its grades', async () => {
  const workspace = await openDomainWorkspace();
  const { context, receive } = workspace;
  receiveClass(workspace, 3);
  const dates = { starts_at: START, ends_at: START + 1000, is_closed: false };
  receive('period', 't2', { label: 'Trimestre 2', ...dates, starts_at: START + 1000 });
  receive('period', 't1', { label: 'Trimestre 1', ...dates });
  receive('assignment', 'ds1', assignmentBody({ period_id: 't1' }));
  receive('assignment', 'dm', assignmentBody({ period_id: 't2', coefficient_x100: 300 }));
  receive('submission', 'dm-01', submissionBody('student-01', { assignment_id: 'dm' }));
  receive('submission', 'dm-02', submissionBody('student-02', { assignment_id: 'dm', status: 'missing' }));
  gradingHandlers.saveGrade(context, { submissionId: 'copy-01', pointsTimes100: 800 });
  gradingHandlers.saveGrade(context, { submissionId: 'copy-02', pointsTimes100: 1200 });
  gradingHandlers.saveGrade(context, { submissionId: 'dm-01', pointsTimes100: 1600 });
  const book = (periodId: string | null) =>
    classesHandlers.gradebook(context, { classGroupId: '2de4', periodId });
  const averages = (periodId: string | null) =>
    book(periodId).studentAverages.map(({ averageTimes100 }) => averageTimes100);
  expect(book('t1').periods.map(({ label }) => label)).toEqual(['Trimestre 1', 'Trimestre 2']);
  expect(averages('t1')).toEqual([800, 1200, null]);
  expect(averages('t2')).toEqual([1600, null, null]);
  expect(averages(null)).toEqual([1400, 1200, null]);
  expect(book('t2').cells.map(({ submissionId }) => submissionId)).toEqual(['dm-01', 'dm-02']);
  expect(book('t1')).toMatchObject({ classMedianTimes100: 1000, missingCounts: [] });
  expect(book('t2').missingCounts).toEqual([{ studentId: 'student-02', count: 1 }]);
});

test('work is missing from its date on, and a grade that is left out of averages is left out of its assignment’s too', async () => {
  const workspace = await openDomainWorkspace();
  const { context, receive, clock } = workspace;
  receiveClass(workspace, 2);
  receive('assignment', 'dm', assignmentBody({ due_at: START + 1000 }));
  receive('submission', 'dm-01', submissionBody('student-01', { assignment_id: 'dm', status: 'missing' }));
  gradingHandlers.saveGrade(context, { submissionId: 'copy-01', pointsTimes100: 1600 });
  gradingHandlers.saveGrade(context, { submissionId: 'copy-02', pointsTimes100: 200, isCounted: false });
  const book = () => classesHandlers.gradebook(context, { classGroupId: '2de4' });
  const isMissing = () => book().cells.find(({ submissionId }) => submissionId === 'dm-01')?.isMissing;
  expect(book().assignmentStatistics).toContainEqual({
    assignmentId: 'ds1',
    averageTimes100: 1600,
    medianTimes100: 1600,
  });
  expect([isMissing(), book().missingCounts]).toEqual([false, []]);
  clock.advance(1000);
  expect([isMissing(), book().missingCounts]).toEqual([true, [{ studentId: 'student-01', count: 1 }]]);
});

test('a student’s course tells each grade out of 20 beside the class’s median, what is owed, and each period’s average', async () => {
  const workspace = await openDomainWorkspace();
  const { context, receive } = workspace;
  receiveClass(workspace, 3);
  const dates = { starts_at: START, ends_at: START + 1000, is_closed: false };
  receive('period', 't1', { label: 'Trimestre 1', ...dates });
  receive('assignment', 'ds1', assignmentBody({ period_id: 't1', max_x100: 4000 }));
  receive('assignment', 'dm', assignmentBody({ due_at: START - 1 }));
  receive('submission', 'dm-01', submissionBody('student-01', { assignment_id: 'dm', status: 'missing' }));
  receive('submission', 'dm-02', submissionBody('student-02', { assignment_id: 'dm', status: 'late' }));
  const grade = (submissionId: string, pointsTimes100: number) =>
    gradingHandlers.saveGrade(context, { submissionId, pointsTimes100 });
  grade('copy-01', 3100);
  grade('copy-02', 1000);
  grade('copy-03', 2001);
  grade('dm-02', 1200);
  const course = (studentId: string) => classesHandlers.course(context, { classGroupId: '2de4', studentId });
  const told = (studentId: string) =>
    course(studentId).steps.map(
      ({ assignment, gradeOf20Times100, medianOf20Times100, isMissing, isLate }) => [
        assignment.id,
        gradeOf20Times100,
        medianOf20Times100,
        isMissing,
        isLate,
      ],
    );
  expect(told('student-01')).toEqual([
    ['dm', null, 1200, true, false],
    ['ds1', 1550, 1001, false, false],
  ]);
  expect(told('student-02')).toEqual([
    ['dm', 1200, 1200, false, true],
    ['ds1', 500, 1001, false, false],
  ]);
  // Nothing was asked of the third in « dm ».
  expect(course('student-03').steps.map(({ cell }) => cell?.submissionId ?? null)).toEqual([null, 'copy-03']);
  expect(course('student-02').averages).toEqual([
    {
      periodId: 't1',
      label: 'Trimestre 1',
      averageTimes100: 500,
      classAverageTimes100: 1017,
      classMedianTimes100: 1001,
    },
    {
      periodId: null,
      label: '',
      averageTimes100: 850,
      classAverageTimes100: 1134,
      classMedianTimes100: 1001,
    },
  ]);
  const book = classesHandlers.gradebook(context, { classGroupId: '2de4', periodId: 't1' });
  expect(course('student-02').averages[0]?.classMedianTimes100).toBe(book.classMedianTimes100);
});

test('a course has nothing of an assignment whose names are hidden, and nobody of another class', async () => {
  const workspace = await openDomainWorkspace();
  const { context } = workspace;
  receiveClass(workspace, 2);
  gradingHandlers.saveGrade(context, { submissionId: 'copy-01', pointsTimes100: 1500 });
  anonymityHandlers.hideNames(context, { assignmentId: 'ds1', isHidden: true });
  const course = classesHandlers.course(context, { classGroupId: '2de4', studentId: 'student-01' });
  expect(course.steps).toEqual([]);
  expect(course.averages.map(({ averageTimes100 }) => averageTimes100)).toEqual([null]);
  expect(() => classesHandlers.course(context, { classGroupId: '2de4', studentId: 'nobody' })).toThrowError(
    expect.objectContaining({ code: 'store/not-found' }),
  );
});
