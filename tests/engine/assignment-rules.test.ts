import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { classesHandlers } from '../../main/engine/classes/handlers.ts';
import { exchangeHandlers } from '../../main/engine/exchange/handlers.ts';
import { saveRules } from '../../main/engine/grading/assignment-rules.ts';
import { criteriaHandlers } from '../../main/engine/grading/criteria.ts';
import { gradingHandlers } from '../../main/engine/grading/handlers.ts';
import type { Scale } from '../../preload/contract/domain.ts';
import { assignmentBody, openDomainWorkspace, receiveClass } from './domain-workspace.ts';

const LETTERS: Scale = {
  name: 'Lettres',
  levels: [
    { label: 'A', pointsTimes100: 2000 },
    { label: 'B', pointsTimes100: 1600 },
    { label: 'C', pointsTimes100: 1200 },
  ],
};
const WORDS = {
  lastName: 'Nom',
  firstName: 'Prénom',
  average: 'Moyenne',
  maximum: 'Sur',
  coefficient: 'Coefficient',
  standings: { absent: 'abs.', exempt: 'disp.', 'not-handed-in': 'n. rdu', late: 'ret.' },
};

async function openClass(size = 3) {
  const workspace = await openDomainWorkspace();
  receiveClass(workspace, size);
  const { context } = workspace;
  const grade = (submissionId: string, pointsTimes100: number) =>
    gradingHandlers.saveGrade(context, { submissionId, pointsTimes100 });
  const counted = () =>
    gradingHandlers.submissions(context, { assignmentId: 'ds1' }).map(({ isCounted }) => isCounted);
  const assignment = () => gradingHandlers.assignments(context, {}).find(({ id }) => id === 'ds1');
  const average = () =>
    classesHandlers.gradebook(context, { classGroupId: '2de4' }).studentAverages[0]?.averageTimes100;
  return { ...workspace, grade, counted, assignment, average };
}

test('an assignment is out of its points, and counts, until something else is decided; undo puts that back', async () => {
  const { context, assignment, waiting } = await openClass();
  expect(assignment()?.rules).toMatchObject({ scale: null, isCounted: true });
  const { previous } = saveRules(context, { assignmentId: 'ds1', scale: LETTERS });
  expect(assignment()?.rules).toMatchObject({ scale: LETTERS, isCounted: true });
  expect(waiting()).toEqual([]);
  saveRules(context, { assignmentId: 'ds1', ...previous });
  expect(assignment()?.rules.scale).toBeNull();
});

test('a level counts for its value, and the ENT is told the value alone', async () => {
  const { context, grade, average, waiting } = await openClass();
  saveRules(context, { assignmentId: 'ds1', scale: LETTERS });
  grade('copy-01', 1600);
  expect(average()).toBe(1600);
  expect(waiting().map(({ payload }) => JSON.parse(payload ?? ''))).toEqual([
    { submission_id: 'copy-01', points_x100: 1600 },
  ]);
});

test('in an assignment that does not count no grade does, nor one given later; undo counts what counted', async () => {
  const { context, grade, counted, average, waiting } = await openClass();
  grade('copy-01', 1000);
  gradingHandlers.saveGrade(context, { submissionId: 'copy-02', pointsTimes100: 1200, isCounted: false });
  const { previous } = saveRules(context, { assignmentId: 'ds1', isCounted: false });
  grade('copy-03', 800);
  expect(counted()).toEqual([false, false, false]);
  expect(average()).toBeNull();
  expect(JSON.parse(waiting().at(-1)?.payload ?? '')).toMatchObject({ points_x100: 800, is_counted: false });
  expect(previous.leftOut).toEqual(['copy-02']);
  saveRules(context, { assignmentId: 'ds1', ...previous });
  expect(counted()).toEqual([true, false, true]);
});

test('one grade of an assignment that does not count can be made to count, and stays so when it changes', async () => {
  const { context, grade, counted } = await openClass(1);
  saveRules(context, { assignmentId: 'ds1', isCounted: false });
  grade('copy-01', 1000);
  gradingHandlers.saveGrade(context, { submissionId: 'copy-01', isCounted: true });
  grade('copy-01', 1100);
  expect(counted()).toEqual([true]);
});

test('bonus is told to the ENT with the assignment, and undo takes it back', async () => {
  const { context, assignment, waiting } = await openClass();
  const { previous } = saveRules(context, { assignmentId: 'ds1', counting: 'bonus' });
  expect(assignment()?.counting).toBe('bonus');
  expect(JSON.parse(waiting().at(-1)?.payload ?? '')).toMatchObject({ counting: 'bonus' });
  saveRules(context, { assignmentId: 'ds1', ...previous });
  expect(assignment()?.counting).toBe('ordinary');
});

test('a level above the maximum is refused and changes nothing; so is an assignment that is not there', async () => {
  const { context, assignment, receive } = await openClass();
  receive('assignment', 'ds1', assignmentBody({ max_x100: 1000 }));
  expect(() => saveRules(context, { assignmentId: 'ds1', scale: LETTERS, counting: 'bonus' })).toThrowError(
    expect.objectContaining({ code: 'grading/grade-out-of-range' }),
  );
  expect(assignment()).toMatchObject({ counting: 'ordinary', rules: { scale: null } });
  expect(() => saveRules(context, { assignmentId: 'ds9', scale: null })).toThrowError(
    expect.objectContaining({ code: 'store/not-found' }),
  );
});

test.each(['csv', 'xlsx', 'ods'])(
  'levels go out to %s as they are called and come back as they were',
  async (format) => {
    const { context, directory, grade } = await openClass(4);
    saveRules(context, { assignmentId: 'ds1', scale: LETTERS });
    grade('copy-01', 2000);
    grade('copy-02', 1350);
    gradingHandlers.saveGrade(context, {
      submissionId: 'copy-03',
      pointsTimes100: 1600,
      standing: 'late',
      isCounted: false,
    });
    const path = join(directory, `carnet.${format}`);
    await exchangeHandlers.writeGradebook(context, {
      classGroupId: '2de4',
      periodId: null,
      path,
      words: WORDS,
    });
    const before = gradingHandlers.submissions(context, { assignmentId: 'ds1' });
    for (const { id } of before)
      gradingHandlers.saveGrade(context, { submissionId: id, pointsTimes100: null, standing: null });
    const { rows } = await exchangeHandlers.previewGrades(context, { assignmentId: 'ds1', path });
    expect(rows.map(({ written }) => written).slice(-4)).toEqual([
      'A',
      expect.stringMatching(/^13[.,]5$/),
      '(B) ret.',
      '',
    ]);
    const grades = rows.flatMap(({ submissionId, mark }) =>
      submissionId === null || mark === null ? [] : [{ submissionId, mark, comment: null }],
    );
    exchangeHandlers.takeGrades(context, { assignmentId: 'ds1', grades });
    const marks = (list: typeof before) =>
      list.map(({ pointsTimes100, standing, isCounted }) => ({ pointsTimes100, standing, isCounted }));
    expect(marks(gradingHandlers.submissions(context, { assignmentId: 'ds1' }))).toEqual(marks(before));
  },
);

test('a table of levels of the school’s own is read; what is no level is told, and left out', async () => {
  const { context, directory } = await openClass(3);
  saveRules(context, { assignmentId: 'ds1', scale: LETTERS });
  const path = join(directory, 'niveaux.csv');
  await writeFile(path, 'Nom;Prénom;Note\nNom01;Prénom01;b\nNom02;Prénom02;Z\nNom03;Prénom03;abs\n');
  const { rows } = await exchangeHandlers.previewGrades(context, { assignmentId: 'ds1', path });
  expect(rows.map(({ mark, fault }) => [mark, fault])).toEqual([
    [{ pointsTimes100: 1600, isCounted: true }, null],
    [null, 'not-a-mark'],
    [{ standing: 'absent' }, null],
  ]);
  expect(await readFile(path, 'utf8')).toContain('Z');
});

test('what another assignment is marked by is offered, the same grid once', async () => {
  const { context, receive } = await openClass();
  const criterion = { label: 'Domaine 1', maxTimes100: 400, kind: 'ordinary' as const, levels: [] };
  for (const id of ['ds2', 'ds3', 'ds4']) receive('assignment', id, assignmentBody({ title: id }));
  criteriaHandlers.saveCriteria(context, { assignmentId: 'ds2', criteria: [{ ...criterion, id: 'c2' }] });
  criteriaHandlers.saveCriteria(context, { assignmentId: 'ds3', criteria: [{ ...criterion, id: 'c3' }] });
  criteriaHandlers.saveCriteria(context, { assignmentId: 'ds4', criteria: [] });
  const schemes = criteriaHandlers.criteriaSchemes(context, { assignmentId: 'ds1' });
  expect(schemes.map(({ title }) => title)).toEqual(['ds2']);
  expect(
    criteriaHandlers.criteriaSchemes(context, { assignmentId: 'ds2' }).map(({ title }) => title),
  ).toEqual(['ds3']);
});
