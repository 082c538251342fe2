import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { reportsHandlers } from '../../main/engine/exchange/reports.ts';
import { anonymityHandlers } from '../../main/engine/grading/anonymity.ts';
import { criteriaHandlers } from '../../main/engine/grading/criteria.ts';
import { gradingHandlers } from '../../main/engine/grading/handlers.ts';
import type { ReportRequest } from '../../preload/contract/exchange.ts';
import {
  assignmentBody,
  type DomainWorkspace,
  openDomainWorkspace,
  receiveClass,
  START,
  studentBody,
  submissionBody,
  temporaryFolder,
} from './domain-workspace.ts';
import { textOfPages } from './pdf-pages-text.ts';

const WHOLE_CLASS: Omit<ReportRequest, 'path'> = {
  classGroupId: '2de4',
  periodId: null,
  assignmentId: null,
  studentIds: null,
  withDrafts: true,
  form: 'one-file',
  language: 'fr',
};

/** Three students, two assignments: « ds1 » graded, « dm » owed by the first. */
async function gradedClass(): Promise<DomainWorkspace & { folder: string }> {
  const workspace = await openDomainWorkspace();
  const { context, receive } = workspace;
  receiveClass(workspace, 3);
  receive('student', 'student-01', studentBody('Łucja', 'Đặng-Œuvré'));
  receive(
    'assignment',
    'dm',
    assignmentBody({ title: 'Devoir maison', max_x100: 1000, coefficient_x100: 50 }),
  );
  receive('submission', 'dm-01', submissionBody('student-01', { assignment_id: 'dm', status: 'missing' }));
  receive('submission', 'dm-02', submissionBody('student-02', { assignment_id: 'dm', status: 'late' }));
  const grade = (submissionId: string, pointsTimes100: number) =>
    gradingHandlers.saveGrade(context, { submissionId, pointsTimes100 });
  grade('copy-01', 1450);
  grade('copy-02', 800);
  grade('dm-02', 700);
  gradingHandlers.saveComment(context, {
    submissionId: 'copy-01',
    text: 'Très bon travail…\nContinuez ainsi.',
  });
  return { ...workspace, folder: await temporaryFolder() };
}

test('a report has a page a student: grades beside the class’s, the comment, what is owed, and averages by their rule', async () => {
  const { context, folder } = await gradedClass();
  const path = join(folder, 'bilans.pdf');
  expect(await reportsHandlers.writeReports(context, { ...WHOLE_CLASS, path })).toEqual({
    studentCount: 3,
    fileCount: 1,
  });
  const pages = await textOfPages(await readFile(path));
  expect(pages).toHaveLength(3);
  const [first = '', second = ''] = pages;
  // Letters keep their marks; of two on one letter, of which the font has none, one stays.
  expect(first).toContain('Đăng-Œuvré Łucja');
  expect(first).toContain('2de 4 · Mathématiques · Toute l’année');
  expect(first).toMatch(/Devoir surveillé 1 .*14,5\/20 11,25 11,25/);
  expect(first).toContain('Appréciation : Très bon travail…');
  expect(first.split('Très bon travail')).toHaveLength(2);
  expect(first).toContain('Continuez ainsi.');
  expect(first).toContain('Travaux non rendus : - Devoir maison');
  expect(first).toMatch(/Toute l’année 14,5\/20 12,?\d*\/20/);
  expect(first).toContain('Plafonnée à 20.');
  expect(second).toMatch(/7\/10 \(en retard\)/);
  // (8 × 1 + 14 × 0,5) ÷ 1,5
  expect(second).toContain('Toute l’année 10/20');
  expect(second).toContain('Tous les travaux ont été rendus.');
  expect(second).not.toContain('Très bon travail');
});

test('all work is said to be handed in only when it was: not by who was absent, owes a zero, or has time left', async () => {
  const { context, receive, folder } = await gradedClass();
  const path = join(folder, 'bilan.pdf');
  const reportOf = async (studentId: string) => {
    await reportsHandlers.writeReports(context, { ...WHOLE_CLASS, studentIds: [studentId], path });
    return (await textOfPages(await readFile(path)))[0] ?? '';
  };
  const save = (submissionId: string, mark: object) =>
    gradingHandlers.saveGrade(context, { submissionId, ...mark });
  const ALL = 'Tous les travaux ont été rendus.';
  expect(await reportOf('student-02')).toContain(ALL);
  save('copy-02', { standing: 'absent', pointsTimes100: null });
  const absent = await reportOf('student-02');
  expect(absent).toContain('absent');
  expect(absent).not.toMatch(/Tous les travaux|Travaux non rendus/);
  save('copy-02', { standing: 'not-handed-in', pointsTimes100: 0 });
  const zero = await reportOf('student-02');
  expect(zero).toContain('0/20 (non rendu)');
  expect(zero).toContain('Travaux non rendus : - Devoir surveillé 1');
  expect(zero).not.toContain(ALL);
  const later = { title: 'Devoir maison', max_x100: 1000, due_at: START + 7 * 86_400_000 };
  receive('assignment', 'dm', assignmentBody(later));
  const early = await reportOf('student-01');
  expect(early).not.toMatch(/non rendu|Tous les travaux|Travaux non rendus/);
  expect(early).toContain('pas encore noté');
});

test('points given before a question’s maximum was lowered are not said to be out of less', async () => {
  const { context, folder } = await gradedClass();
  const question = (id: string, maxTimes100: number) => ({
    id,
    label: id,
    maxTimes100,
    kind: 'ordinary' as const,
    levels: [],
  });
  const saveCriteria = (first: number) =>
    criteriaHandlers.saveCriteria(context, {
      assignmentId: 'ds1',
      criteria: [question('q1', first), question('q2', 1000)],
    });
  saveCriteria(1000);
  for (const [criterionId, pointsTimes100] of Object.entries({ q1: 700, q2: 500 }))
    criteriaHandlers.saveCriterionMark(context, { submissionId: 'copy-03', criterionId, pointsTimes100 });
  saveCriteria(500);
  const path = join(folder, 'bilan.pdf');
  await reportsHandlers.writeReports(context, {
    ...WHOLE_CLASS,
    assignmentId: 'ds1',
    studentIds: ['student-03'],
    path,
  });
  const [page = ''] = await textOfPages(await readFile(path));
  expect(page).not.toContain('7/5');
  expect(page).toContain('q1 · 7');
  expect(page).toContain('q2 · 5/10');
});

test('what students cannot read yet is left out unless it is asked for, and counts nowhere', async () => {
  const { context, folder } = await gradedClass();
  gradingHandlers.publish(context, { assignmentId: 'dm', at: 'now' });
  const path = join(folder, 'bilans.pdf');
  await reportsHandlers.writeReports(context, { ...WHOLE_CLASS, withDrafts: false, path });
  const [, second = ''] = await textOfPages(await readFile(path));
  expect(second).not.toContain('Devoir surveillé 1');
  expect(second).toContain('Toute l’année 14/20');
  expect(second).not.toContain('ne peuvent pas encore lire');
  await reportsHandlers.writeReports(context, { ...WHOLE_CLASS, path });
  const [, withDrafts = ''] = await textOfPages(await readFile(path));
  expect(withDrafts).toContain('Devoir surveillé 1');
  expect(withDrafts).toContain('ne peuvent pas encore lire');
});

test('an anonymous assignment is in no report until it is published, and by itself it is refused', async () => {
  const { context, folder } = await gradedClass();
  anonymityHandlers.hideNames(context, { assignmentId: 'ds1', isHidden: true });
  const path = join(folder, 'bilans.pdf');
  await reportsHandlers.writeReports(context, { ...WHOLE_CLASS, path });
  const pages = await textOfPages(await readFile(path));
  for (const page of pages) expect(page).not.toMatch(/Devoir surveillé 1|14,5|Très bon travail/);
  await expect(
    reportsHandlers.writeReports(context, { ...WHOLE_CLASS, assignmentId: 'ds1', path }),
  ).rejects.toMatchObject({ code: 'grading/names-hidden' });
  gradingHandlers.publish(context, { assignmentId: 'ds1', at: 'now' });
  await reportsHandlers.writeReports(context, { ...WHOLE_CLASS, path });
  expect((await textOfPages(await readFile(path)))[0]).toContain('14,5/20');
});

test('a report on one assignment has what its criteria were given, in English, and no average', async () => {
  const { context, folder } = await gradedClass();
  criteriaHandlers.saveCriteria(context, {
    assignmentId: 'ds1',
    criteria: [
      { id: 'q1', label: 'Raisonner', maxTimes100: 1200, kind: 'ordinary', levels: [] },
      { id: 'q2', label: 'Rédiger', maxTimes100: 800, kind: 'ordinary', levels: [] },
    ],
  });
  criteriaHandlers.saveCriterionMark(context, {
    submissionId: 'copy-03',
    criterionId: 'q1',
    pointsTimes100: 950,
    comment: 'presque tout',
  });
  const path = join(folder, 'one.pdf');
  const studentIds = ['student-03'];
  await reportsHandlers.writeReports(context, {
    ...WHOLE_CLASS,
    assignmentId: 'ds1',
    studentIds,
    language: 'en',
    path,
  });
  const pages = await textOfPages(await readFile(path));
  expect(pages).toHaveLength(1);
  expect(pages[0]).toContain('Raisonner · 9.5/12 · presque tout');
  expect(pages[0]).not.toMatch(/Rédiger|Capped|Devoir maison/);
});

test('a file a student has the student’s name, namesakes apart, and a stop leaves only whole ones', async () => {
  const { context, receive, folder } = await gradedClass();
  receive('student', 'student-03', studentBody('Prénom02', 'Nom02'));
  const request: ReportRequest = { ...WHOLE_CLASS, form: 'file-each', path: folder };
  expect(await reportsHandlers.writeReports(context, request)).toEqual({ studentCount: 3, fileCount: 3 });
  expect((await readdir(folder)).sort()).toEqual(
    ['Nom02 Prénom02 (2).pdf', 'Nom02 Prénom02.pdf', 'Đặng-Œuvré Łucja.pdf'].sort(),
  );
  const stopped = await temporaryFolder();
  const stop = new AbortController();
  const told: number[] = [];
  const stopping = {
    ...context,
    tellProgress: ({ done }: { done: number }) => {
      told.push(done);
      if (done === 1) stop.abort();
    },
  };
  await expect(
    reportsHandlers.writeReports(stopping, { ...request, path: stopped }, stop.signal),
  ).rejects.toThrow();
  expect(told).toEqual([0, 1]);
  expect(await readdir(stopped)).toHaveLength(1);
});

test('a long comment and a long title go on over pages, each with its number', async () => {
  const { context, receive, folder } = await gradedClass();
  receive('assignment', 'dm', assignmentBody({ title: `Oral ${'anticonstitutionnellement'.repeat(6)}` }));
  const text = Array.from({ length: 120 }, (_, line) => `Ligne ${line + 1} de l’appréciation`).join('\n');
  gradingHandlers.saveComment(context, { submissionId: 'copy-02', text });
  const path = join(folder, 'long.pdf');
  await reportsHandlers.writeReports(context, { ...WHOLE_CLASS, studentIds: ['student-02'], path });
  const pages = await textOfPages(await readFile(path));
  expect(pages.length).toBeGreaterThan(1);
  expect(pages.join(' ')).toContain('Ligne 120 de l’appréciation');
  for (const [index, page] of pages.entries())
    expect(page).toContain(`page ${index + 1} sur ${pages.length}`);
});

test('a printed gradebook repeats the names where assignments go on to further pages, and is shown', async () => {
  const workspace = await openDomainWorkspace();
  const { context, receive } = workspace;
  receiveClass(workspace, 50);
  for (let number = 1; number <= 14; number += 1) {
    const assignmentId = `a${number}`;
    receive(
      'assignment',
      assignmentId,
      assignmentBody({ title: `Interrogation ${number}`, due_at: START + number }),
    );
    receive('submission', `a${number}-01`, submissionBody('student-01', { assignment_id: assignmentId }));
  }
  gradingHandlers.saveGrade(context, { submissionId: 'copy-01', pointsTimes100: 1325 });
  const shown: string[] = [];
  const showing = { ...context, showPages: (name: string) => void shown.push(name) };
  const print = () =>
    reportsHandlers.printGradebook(showing, { classGroupId: '2de4', periodId: null, language: 'fr' });
  const { pageCount } = await print();
  const folder = join(dirname(workspace.vault.directory), 'printed');
  const pages = await textOfPages(await readFile(join(folder, shown[0] ?? '')));
  expect(pages).toHaveLength(pageCount);
  // 15 assignments in two groups of columns, 50 students each over two pages.
  expect(pageCount).toBe(4);
  for (const page of pages) expect(page).toMatch(/Élève .*Coef\. 1/);
  for (const part of [pages.slice(0, 2), pages.slice(2)]) {
    const text = part.join(' ');
    expect(text).toContain('Nom01 Prénom01');
    expect(text).toContain('Nom50 Prénom50');
  }
  expect(pages[0]).toContain('13,25');
  expect(pages.at(-1)).toMatch(/Moyenne .*13,25/);
  expect(pages.at(-1)).toContain('Fait le 24 nov. 2026 · page 4 sur 4');
  // What was printed before is removed.
  await print();
  expect(await readdir(folder)).toEqual([shown[1]]);
});
