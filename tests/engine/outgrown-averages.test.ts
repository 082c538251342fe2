import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { classesHandlers } from '../../main/engine/classes/handlers.ts';
import { exchangeHandlers } from '../../main/engine/exchange/handlers.ts';
import { reportsHandlers } from '../../main/engine/exchange/reports.ts';
import { gradingHandlers } from '../../main/engine/grading/handlers.ts';
import { assignmentBody, openDomainWorkspace, receiveClass } from './domain-workspace.ts';
import { textOfPages } from './pdf-pages-text.ts';

const WORDS = {
  lastName: 'Nom',
  firstName: 'Prénom',
  average: 'Moyenne',
  maximum: 'Sur',
  coefficient: 'Coefficient',
  standings: { absent: 'abs.', exempt: 'disp.', 'not-handed-in': 'n. rdu', late: 'ret.' },
};

/** 8 out of 10 waits when the assignment becomes one out of 20. */
async function openOutgrown() {
  const workspace = await openDomainWorkspace();
  receiveClass(workspace, 2);
  workspace.receive('assignment', 'ds1', assignmentBody({ max_x100: 1000 }));
  gradingHandlers.saveGrade(workspace.context, { submissionId: 'copy-01', pointsTimes100: 800 });
  workspace.receive('assignment', 'ds1', assignmentBody());
  return workspace;
}

test('8 out of 10 that is set aside counts as 16 out of 20 in averages, and is shown out of its own maximum', async () => {
  const { context } = await openOutgrown();
  const book = classesHandlers.gradebook(context, { classGroupId: '2de4' });
  expect(book.cells[0]).toMatchObject({ pointsTimes100: 800, outOfTimes100: 1000, sync: 'refused' });
  expect(book.studentAverages[0]).toMatchObject({ averageTimes100: 1600 });
  expect(book.assignmentStatistics[0]).toMatchObject({ averageTimes100: 1600, medianTimes100: 1600 });
  const course = classesHandlers.course(context, { classGroupId: '2de4', studentId: 'student-01' });
  expect(course.steps[0]).toMatchObject({ gradeOf20Times100: 1600, medianOf20Times100: 1600 });
});

test('the table and the report of a student say it as 8/10, and a worksheet for Moodle is not filled with it', async () => {
  const { context, directory } = await openOutgrown();
  const path = join(directory, 'g.csv');
  await exchangeHandlers.writeGradebook(context, {
    classGroupId: '2de4',
    periodId: null,
    path,
    words: WORDS,
  });
  expect(await readFile(path, 'utf8')).toContain('8/10;16');
  const report = join(directory, 'r.pdf');
  await reportsHandlers.writeReports(context, {
    classGroupId: '2de4',
    periodId: null,
    assignmentId: null,
    studentIds: ['student-01'],
    form: 'one-file',
    path: report,
    language: 'fr',
    withDrafts: true,
  });
  expect(JSON.stringify(await textOfPages(await readFile(report)))).toContain('8/10');
  const source = join(directory, 'w.csv');
  const head = 'Identifiant,Nom complet,Statut,Note,Note maximale,La note peut être modifiée';
  await writeFile(source, `${head}\nParticipant 11,Prénom01 Nom01,Remis,,"20,00",Oui\n`);
  await exchangeHandlers.fillWorksheet(context, { assignmentId: 'ds1', source, path });
  expect(await readFile(path, 'utf8')).not.toContain('8,00');
});

test('what the ENT has is out of its assignment’s maximum, whatever it was given out of', async () => {
  const workspace = await openDomainWorkspace();
  receiveClass(workspace, 1);
  workspace.receive('assignment', 'ds1', assignmentBody({ max_x100: 1000 }));
  gradingHandlers.saveGrade(workspace.context, { submissionId: 'copy-01', pointsTimes100: 800 });
  workspace.push();
  workspace.receive('assignment', 'ds1', assignmentBody());
  const book = classesHandlers.gradebook(workspace.context, { classGroupId: '2de4' });
  expect(book.cells[0]).not.toHaveProperty('outOfTimes100');
  expect(book.studentAverages[0]).toMatchObject({ averageTimes100: 800 });
});
