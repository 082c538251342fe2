import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { exchangeHandlers } from '../../main/engine/exchange/handlers.ts';
import { gradingHandlers } from '../../main/engine/grading/handlers.ts';
import { COMMENT_MAX_LENGTH } from '../../preload/contract/grading.ts';
import {
  assignmentBody,
  type DomainWorkspace,
  openDomainWorkspace,
  receiveClass,
  studentBody,
  submissionBody,
} from './domain-workspace.ts';

/** What is read of a table for an assignment, of a class with two of them: « ds1 » and « ds2 ». */
async function twoAssignments(titles: readonly [string, string]): Promise<DomainWorkspace> {
  const workspace = await openDomainWorkspace();
  receiveClass(workspace, 0);
  const { receive } = workspace;
  receive('student', 'zoe', studentBody('Zoé', 'MARTIN'));
  for (const [index, title] of titles.entries()) {
    receive('assignment', `ds${index + 1}`, assignmentBody({ title }));
    receive('submission', `zoe-${index + 1}`, submissionBody('zoe', { assignment_id: `ds${index + 1}` }));
  }
  return workspace;
}

async function previewsOf({ context, directory }: DomainWorkspace, text: string) {
  const path = join(directory, 'notes.csv');
  await writeFile(path, text);
  return async (assignmentId: string, mark?: number) => {
    const read = () => exchangeHandlers.previewGrades(context, { assignmentId, path });
    if (mark !== undefined) {
      const { mapping } = await read();
      await exchangeHandlers.previewGrades(context, { assignmentId, path, mapping: { ...mapping, mark } });
    }
    const { mapping, alike, rows } = await read();
    return [mapping.mark, alike, rows[0]?.mark?.pointsTimes100 ?? null];
  };
}

const WIEN = 'Interrogation : loi de Wien';

test('a column called as the assignment goes before what was chosen for another one, and not before its own choice', async () => {
  const workspace = await twoAssignments(['Devoir 7', WIEN]);
  const preview = await previewsOf(workspace, `Nom;Prénom;Contrôle 1;${WIEN};Brut\nMARTIN;Zoé;8;16;31\n`);
  expect(await preview('ds1')).toEqual([null, null, null]);
  expect(await preview('ds1', 2)).toEqual([2, null, 800]);
  expect(await preview('ds2')).toEqual([3, null, 1600]);
  expect(await preview('ds2', 2)).toEqual([2, null, 800]);
});

test('what was chosen for one assignment is proposed for another that no column is called as', async () => {
  const workspace = await twoAssignments(['Devoir 7', 'Devoir 8']);
  const preview = await previewsOf(workspace, 'Nom;Prénom;Brut;Sur 20\nMARTIN;Zoé;31;15,5\n');
  expect(await preview('ds1', 3)).toEqual([3, null, 1550]);
  expect(await preview('ds2')).toEqual([3, null, 1550]);
});

test('of two columns with one title none is chosen until the teacher has said which', async () => {
  const workspace = await twoAssignments(['Devoir 7', 'Devoir 8']);
  const preview = await previewsOf(workspace, 'Nom;Prénom;Note;Note\nMARTIN;Zoé;8;16\n');
  expect(await preview('ds1')).toEqual([null, 'Note', null]);
  expect(await preview('ds1', 3)).toEqual([3, null, 1600]);
  expect(await preview('ds2')).toEqual([null, 'Note', null]);
});

test('a gradebook of two assignments that are called the same chooses neither’s column for the other', async () => {
  const workspace = await twoAssignments(['Devoir maison', 'Devoir maison']);
  const { context, directory } = workspace;
  gradingHandlers.saveGrade(context, { submissionId: 'zoe-1', pointsTimes100: 500 });
  gradingHandlers.saveGrade(context, { submissionId: 'zoe-2', pointsTimes100: 1500 });
  const path = join(directory, 'carnet.csv');
  const words = { lastName: 'Nom', firstName: 'Prénom', average: 'Moyenne', maximum: 'Sur' };
  const standings = { absent: 'abs.', exempt: 'disp.', 'not-handed-in': 'n. rdu', late: 'ret.' };
  await exchangeHandlers.writeGradebook(context, {
    classGroupId: '2de4',
    periodId: null,
    path,
    words: { ...words, coefficient: 'Coefficient', standings },
  });
  for (const assignmentId of ['ds1', 'ds2']) {
    const { mapping, alike, rows } = await exchangeHandlers.previewGrades(context, { assignmentId, path });
    expect([mapping.mark, alike]).toEqual([null, 'Devoir maison']);
    expect(rows.filter(({ mark }) => mark !== null)).toEqual([]);
  }
});

test('a comment over the limit is left out whole and told; its grade comes', async () => {
  const { context, directory } = await twoAssignments(['Devoir 7', 'Devoir 8']);
  const path = join(directory, 'notes.csv');
  const readWith = async (length: number) => {
    await writeFile(path, `Nom;Prénom;Note;Appréciation\nMARTIN;Zoé;8;${'a'.repeat(length)}\n`);
    const { rows } = await exchangeHandlers.previewGrades(context, { assignmentId: 'ds1', path });
    return rows.map(({ comment, isCommentTooLong, mark }) => [
      comment?.length ?? null,
      isCommentTooLong,
      mark?.pointsTimes100,
    ]);
  };
  expect(await readWith(COMMENT_MAX_LENGTH)).toEqual([[COMMENT_MAX_LENGTH, false, 800]]);
  expect(await readWith(COMMENT_MAX_LENGTH + 1)).toEqual([[null, true, 800]]);
});
