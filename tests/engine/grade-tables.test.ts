import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { GradePreview, TakenGrade } from '../../preload/contract/index.ts';
import { openSyncedClass, type SyncedClass } from './synced-class.ts';

/** Grades in and out by tables, against a real engine with a class that the ENT has written. */

const WORDS = {
  lastName: 'Nom',
  firstName: 'Prénom',
  average: 'Moyenne /20',
  maximum: 'Sur',
  coefficient: 'Coefficient',
  standings: { absent: 'abs.', exempt: 'disp.', 'not-handed-in': 'n. rdu', late: 'ret.' },
};
const NAMES = [
  { first_name: 'Éloïse', last_name: 'D’AUBIGNÉ' },
  { first_name: 'Zoé', last_name: 'MARTIN' },
  { first_name: 'Léo Paul', last_name: 'MARTIN' },
  { first_name: 'Jean', last_name: 'PIERRE' },
];

async function namedClass(): Promise<SyncedClass> {
  return openSyncedClass(NAMES.length, {
    studentOf: (number) => NAMES[number - 1] ?? { first_name: '', last_name: '' },
  });
}

const sure = ({ rows }: GradePreview): TakenGrade[] =>
  rows.flatMap(({ submissionId, mark, comment }) =>
    submissionId === null ? [] : [{ submissionId, mark: mark ?? {}, comment }],
  );

test('groups are read from a column of a table, by its title or as it is said; names that are not sure are told', async () => {
  const school = await namedClass();
  const { engine, assignmentId, directory } = school;
  const path = join(directory, 'groupes.csv');
  writeFileSync(
    path,
    'Nom;Prénom;Équipe;Table\nD’Aubigné;Éloïse;Rouge;1\nMartin;Zoé;Bleus;1\nPierre;Jean;;2\nMartin;Léo;Bleus;2\n',
  );
  const copies = await engine.client.grading.submissions({ assignmentId });
  const idOf = (firstName: string) => copies.find(({ student }) => student.firstName === firstName)?.id;
  const read = await engine.client.exchange.previewTeams({ assignmentId, path });
  expect(read).toMatchObject({
    column: 2,
    members: [
      { submissionId: idOf('Éloïse'), team: 'Rouge' },
      { submissionId: idOf('Zoé'), team: 'Bleus' },
    ],
    unsure: ['Martin Léo'],
  });
  const { column, members } = await engine.client.exchange.previewTeams({ assignmentId, path, column: 3 });
  expect([column, members.map(({ team }) => team)]).toEqual([3, ['1', '1', '2']]);
  expect(await engine.client.grading.teams({ assignmentId })).toEqual([]);
  writeFileSync(path, 'Nom;Prénom;Note\nMartin;Zoé;12\n');
  expect(await engine.client.exchange.previewTeams({ assignmentId, path })).toMatchObject({
    column: null,
    members: [],
  });
});

const marksOf = async ({ engine, assignmentId }: SyncedClass) =>
  (await engine.client.grading.submissions({ assignmentId })).map(
    ({ student, pointsTimes100, standing, isCounted }) => [
      student.firstName,
      pointsTimes100,
      standing,
      isCounted,
    ],
  );

test.each(['csv', 'xlsx', 'ods'])(
  'a gradebook written as %s and read again says the same of every student',
  async (ending) => {
    const school = await namedClass();
    const { engine, directory, assignmentId, submissionIds } = school;
    const [eloise = '', zoe = '', leo = '', jean = ''] = submissionIds;
    await engine.client.grading.saveGrade({ submissionId: eloise, pointsTimes100: 1425 });
    await engine.client.grading.saveGrade({ submissionId: zoe, standing: 'absent' });
    await engine.client.grading.saveGrade({
      submissionId: leo,
      pointsTimes100: 900,
      isCounted: false,
      standing: 'late',
    });
    await engine.client.grading.saveGrade({
      submissionId: jean,
      pointsTimes100: 0,
      standing: 'not-handed-in',
    });
    const before = await marksOf(school);
    const [classGroup] = await engine.client.classes.list();
    const path = join(directory, `carnet.${ending}`);
    const written = await engine.client.exchange.writeGradebook({
      classGroupId: classGroup?.id ?? '',
      periodId: null,
      path,
      words: WORDS,
    });
    expect(written).toEqual({ studentCount: 4 });
    const grades = submissionIds.map((submissionId) => ({
      submissionId,
      mark: { pointsTimes100: null, standing: null },
      comment: null,
    }));
    await engine.client.exchange.takeGrades({ assignmentId, grades });
    const preview = await engine.client.exchange.previewGrades({ assignmentId, path });
    expect(preview.rows.map(({ name, match, fault }) => [name, match, fault])).toEqual([
      ['Sur', 'none', null],
      ['Coefficient', 'none', null],
      ['D’AUBIGNÉ Éloïse', 'sure', null],
      ['MARTIN Léo Paul', 'sure', null],
      ['MARTIN Zoé', 'sure', null],
      ['PIERRE Jean', 'sure', null],
    ]);
    await engine.client.exchange.takeGrades({ assignmentId, grades: sure(preview) });
    expect(await marksOf(school)).toEqual(before);
  },
);

test('a table changes nothing until it is taken, and what was there comes back by undo', async () => {
  const school = await namedClass();
  const { engine, directory, assignmentId, submissionIds } = school;
  const [eloise = '', zoe = ''] = submissionIds;
  await engine.client.grading.saveGrade({ submissionId: eloise, pointsTimes100: 800 });
  await engine.client.grading.saveComment({ submissionId: eloise, text: 'À revoir' });
  const before = await marksOf(school);
  const path = join(directory, 'notes.csv');
  writeFileSync(
    path,
    'Élève;Note;Appréciation\nEloise d’Aubigne;15,5;Très bien\nZOE MARTIN;disp;\nLéo Martin;12;\nInconnu Total;9;\n',
  );
  const preview = await engine.client.exchange.previewGrades({ assignmentId, path });
  expect(preview.rows.map(({ line, match, candidates }) => [line, match, candidates.length])).toEqual([
    [2, 'sure', 1],
    [3, 'sure', 1],
    [4, 'doubtful', 1],
    [5, 'none', 0],
  ]);
  expect(await marksOf(school)).toEqual(before);
  const { previous } = await engine.client.exchange.takeGrades({ assignmentId, grades: sure(preview) });
  expect(await engine.client.grading.submission({ submissionId: eloise })).toMatchObject({
    pointsTimes100: 1550,
  });
  expect(await engine.client.grading.submission({ submissionId: zoe })).toMatchObject({ standing: 'exempt' });
  await engine.client.exchange.takeGrades({ assignmentId, grades: previous });
  expect(await marksOf(school)).toEqual(before);
  const { comments } = await engine.client.grading.submission({ submissionId: eloise });
  expect(comments.map(({ text }) => text)).toEqual(['À revoir']);
});

test('grades that cannot all be taken are not taken at all', async () => {
  const school = await namedClass();
  const { engine, assignmentId, submissionIds } = school;
  const before = await marksOf(school);
  const [first = '', second = ''] = submissionIds;
  const grades = [
    { submissionId: first, mark: { pointsTimes100: 1200 }, comment: null },
    { submissionId: second, mark: { pointsTimes100: 25_000 }, comment: null },
  ];
  await expect(engine.client.exchange.takeGrades({ assignmentId, grades })).rejects.toMatchObject({
    code: 'grading/grade-out-of-range',
  });
  expect(await marksOf(school)).toEqual(before);
  await expect(
    engine.client.exchange.takeGrades({
      assignmentId,
      grades: [{ submissionId: 'of-another-assignment', mark: { pointsTimes100: 100 }, comment: null }],
    }),
  ).rejects.toMatchObject({ code: 'store/not-found' });
});

test('how the columns were used is remembered for the next table with the same titles', async () => {
  const { engine, directory, assignmentId } = await namedClass();
  const path = join(directory, 'concours.csv');
  writeFileSync(path, 'Nom,Prénom,Brut,Sur 20\nMARTIN,Zoé,31,15.5\n');
  const guessed = await engine.client.exchange.previewGrades({ assignmentId, path });
  expect(guessed.mapping.mark).toBeNull();
  const mapping = { ...guessed.mapping, mark: 3 };
  await engine.client.exchange.previewGrades({ assignmentId, path, mapping });
  const again = await engine.client.exchange.previewGrades({ assignmentId, path });
  expect(again.mapping).toEqual(mapping);
  expect(again.rows[0]?.mark).toEqual({ pointsTimes100: 1550, isCounted: true });
});

test('Moodle’s worksheet is filled, and everything else of it stays as it was', async () => {
  const { engine, directory, assignmentId, submissionIds } = await namedClass();
  const [eloise = '', zoe = ''] = submissionIds;
  await engine.client.grading.saveGrade({ submissionId: eloise, pointsTimes100: 1450 });
  await engine.client.grading.saveComment({ submissionId: eloise, text: 'Bien, "vraiment"' });
  await engine.client.grading.saveGrade({ submissionId: zoe, standing: 'absent' });
  const source = join(directory, 'Grades.csv');
  const head =
    'Identifier,"Full name","Email address",Status,Grade,"Maximum grade","Grade can be changed","Last modified (submission)","Last modified (grade)","Feedback comments"';
  writeFileSync(
    source,
    [
      head,
      'Participant 51,"Éloïse D’AUBIGNÉ",e@lycee.invalid,"Submitted for grading",,20.00,Yes,"Monday, 23 November 2026",-,',
      'Participant 52,"Zoé MARTIN",z@lycee.invalid,"No submission",,20.00,Yes,-,-,',
      'Participant 60,"Ancien ÉLÈVE",a@lycee.invalid,"No submission",7.00,20.00,No,-,-,déjà noté',
    ].join('\n'),
  );
  const path = join(directory, 'remplie.csv');
  const filled = await engine.client.exchange.fillWorksheet({ assignmentId, source, path });
  expect(filled).toEqual({ filledCount: 2, unknownNames: ['Ancien ÉLÈVE'], withoutLevel: [] });
  const rows = readFileSync(path, 'utf8').replace('\uFEFF', '').trim().split('\r\n');
  expect(rows[1]).toBe(
    'Participant 51,Éloïse D’AUBIGNÉ,e@lycee.invalid,Submitted for grading,14.50,20.00,Yes,"Monday, 23 November 2026",-,"Bien, ""vraiment"""',
  );
  expect(rows[2]).toBe('Participant 52,Zoé MARTIN,z@lycee.invalid,No submission,,20.00,Yes,-,-,');
  expect(rows[3]).toBe(
    'Participant 60,Ancien ÉLÈVE,a@lycee.invalid,No submission,7.00,20.00,No,-,-,déjà noté',
  );
});

test('a worksheet is only filled when it is one, and a missing table is told', async () => {
  const { engine, directory, assignmentId } = await namedClass();
  const source = join(directory, 'notes.csv');
  writeFileSync(source, 'Nom;Note\nMARTIN Zoé;12\n');
  const path = join(directory, 'remplie.csv');
  await expect(engine.client.exchange.fillWorksheet({ assignmentId, source, path })).rejects.toMatchObject({
    code: 'exchange/not-a-table',
  });
  await expect(
    engine.client.exchange.previewGrades({ assignmentId, path: join(directory, 'absent.csv') }),
  ).rejects.toMatchObject({ code: 'library/file-missing' });
});

test('a table that cannot be written leaves what was there, and no draft', async () => {
  const { engine, directory } = await namedClass();
  const [classGroup] = await engine.client.classes.list();
  const written = { classGroupId: classGroup?.id ?? '', periodId: null, words: WORDS };
  const before = readdirSync(directory);
  await expect(
    engine.client.exchange.writeGradebook({ ...written, path: join(directory, 'nowhere', 'carnet.csv') }),
  ).rejects.toMatchObject({ code: 'library/folder-unwritable' });
  // A folder of that name: the last step fails.
  await expect(
    engine.client.exchange.writeGradebook({ ...written, path: join(directory, 'data') }),
  ).rejects.toMatchObject({ code: 'library/folder-unwritable' });
  expect(readdirSync(directory)).toEqual(before);
});
