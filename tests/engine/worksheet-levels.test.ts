import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { exchangeHandlers } from '../../main/engine/exchange/handlers.ts';
import { saveRules } from '../../main/engine/grading/assignment-rules.ts';
import { gradingHandlers } from '../../main/engine/grading/handlers.ts';
import { openDomainWorkspace, receiveClass, studentBody, submissionBody } from './domain-workspace.ts';

/** Moodle's worksheet of an assignment with a scale: its import takes a level's own text and nothing else. */

const assignmentId = 'ds1';

async function gradedByLevels() {
  const workspace = await openDomainWorkspace();
  receiveClass(workspace, 0);
  const { context, directory, receive } = workspace;
  for (const name of ['Zoé', 'Léa', 'Jean']) {
    receive('student', `student-${name}`, studentBody(name, 'MARTIN'));
    receive('submission', name, submissionBody(`student-${name}`));
  }
  const levels = [
    { label: 'Acquis', pointsTimes100: 2000 },
    { label: 'En cours', pointsTimes100: 1000 },
  ];
  saveRules(context, { assignmentId, scale: { name: 'Niveaux', levels } });
  const grade = (submissionId: string, pointsTimes100: number | null) =>
    gradingHandlers.saveGrade(context, { submissionId, pointsTimes100 });
  for (const [name, points] of Object.entries({ Zoé: 1000, Léa: 2000, Jean: 1450 })) grade(name, points);
  const path = join(directory, 'remplie.csv');
  const fill = async (column: string, cell: string) => {
    const source = join(directory, 'feuille.csv');
    const row = (name: string) => `Participant 5,${name} MARTIN,Remis,,"${cell}",Oui`;
    const head = `Identifiant,Nom complet,Statut,Note,${column},La note peut être modifiée`;
    await writeFile(source, [head, ...['Zoé', 'Léa', 'Jean'].map(row)].join('\n'));
    const answer = await exchangeHandlers.fillWorksheet(context, { assignmentId, source, path });
    return { ...answer, text: await readFile(path, 'utf8') };
  };
  return { ...workspace, grade, fill, path };
}

test('a level is written as Moodle names it, read back as that level, and what is no level of it is told', async () => {
  const { context, grade, fill, path } = await gradedByLevels();
  const { text, ...answer } = await fill('Barème', 'Non acquis\nen cours\nAcquis');
  expect(answer).toEqual({ filledCount: 3, unknownNames: [], withoutLevel: ['Jean MARTIN'] });
  expect(text).toContain('Zoé MARTIN,Remis,en cours,');
  expect(text).toContain('Léa MARTIN,Remis,Acquis,');
  expect(text).toContain('Jean MARTIN,Remis,,');
  for (const name of ['Zoé', 'Léa']) grade(name, null);
  const { rows } = await exchangeHandlers.previewGrades(context, { assignmentId, path });
  expect(rows.map(({ mark }) => mark?.pointsTimes100)).toEqual([1000, 2000, undefined]);
});

test('where Moodle grades by points, points are written though Cartable shows levels', async () => {
  const { fill } = await gradedByLevels();
  const { text, withoutLevel } = await fill('Note maximale', '20,00');
  expect(withoutLevel).toEqual([]);
  expect(text).toContain('Zoé MARTIN,Remis,"10,00",');
});
