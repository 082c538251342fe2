import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { copiesArchiveHandlers } from '../../main/engine/exchange/copies-archive.ts';
import { feedbackArchiveHandlers } from '../../main/engine/exchange/feedback-archive.ts';
import { gradingHandlers } from '../../main/engine/grading/handlers.ts';
import { openDomainWorkspace, receiveClass, studentBody, submissionBody } from './domain-workspace.ts';

/** Whose a number of Moodle's is, as the teacher has said with a ZIP of copies. */

const STUDENTS = { zoe: ['Zoé', 'MARTIN'], lea: ['Léa', 'DUBOIS'], jean: ['Jean', 'DUPONT'] } as const;
const assignmentId = 'ds1';

async function namedClass() {
  const workspace = await openDomainWorkspace();
  receiveClass(workspace, 0);
  const { context, directory, receive } = workspace;
  for (const [id, [firstName, lastName]] of Object.entries(STUDENTS)) {
    receive('student', `student-${id}`, studentBody(firstName, lastName));
    receive('submission', id, submissionBody(`student-${id}`));
  }
  const path = join(directory, 'devoir.zip');
  const put = (folder: string) =>
    writeFile(path, zipSync({ [`${folder}_assignsubmission_file_/dm.txt`]: strToU8(`copie ${folder}`) }));
  const preview = async () =>
    (await copiesArchiveHandlers.previewCopies(context, { assignmentId, path })).groups.map(
      ({ match, submissionId, candidates }) => [
        match,
        submissionId,
        candidates.map((one) => one.submissionId),
      ],
    );
  const give = async (submissionId: string) => {
    const { groups } = await copiesArchiveHandlers.previewCopies(context, { assignmentId, path });
    const choices = [{ key: groups[0]?.key ?? -1, submissionId }];
    return copiesArchiveHandlers.takeCopies(context, { assignmentId, path, choices });
  };
  /** The folders of what is given back. */
  const folders = async () => {
    const target = join(directory, 'retour.zip');
    await feedbackArchiveHandlers.writeFeedback(context, { assignmentId, path: target });
    return Object.keys(unzipSync(await readFile(target))).map((name) => name.split('/')[0]);
  };
  const giveBack = async (submissionId: string) => {
    const file = join(directory, 'corrigé.txt');
    await writeFile(file, 'bien');
    await gradingHandlers.attachFeedback(context, { submissionId, path: file });
  };
  return { ...workspace, put, preview, give, folders, giveBack };
}

test('undo of a ZIP forgets whose its number was said to be, and redo knows it again', async () => {
  const { context, put, preview, give, folders, giveBack } = await namedClass();
  await put('Inconnue_51');
  const first = await preview();
  expect(first).toEqual([['none', null, []]]);
  const taken = await give('lea');
  await giveBack('lea');
  copiesArchiveHandlers.removeCopies(context, taken);
  expect(await preview()).toEqual(first);
  expect(await folders()).toEqual(['Léa DUBOIS']);
  copiesArchiveHandlers.restoreCopies(context, taken);
  expect(await folders()).toEqual(['Léa DUBOIS_51_assignsubmission_file_']);
});

test('a number that was said to be one student’s is proposed as chosen before, can be given to another, and undo gives it back', async () => {
  const { context, put, preview, give } = await namedClass();
  await put('Inconnue_51');
  await give('lea');
  await put('Participant_51');
  expect(await preview()).toEqual([['known', 'lea', ['lea']]]);
  const taken = await give('jean');
  expect(taken.numbers).toHaveLength(2);
  expect(await preview()).toEqual([['known', 'jean', ['jean']]]);
  copiesArchiveHandlers.removeCopies(context, taken);
  expect(await preview()).toEqual([['known', 'lea', ['lea']]]);
});

test('a number is never used against a name: neither one that is sure, nor one that is near', async () => {
  const { put, preview, give } = await namedClass();
  await put('Inconnue_51');
  await give('lea');
  await put('Zoé MARTIN_51');
  expect(await preview()).toEqual([['sure', 'zoe', ['zoe']]]);
  await put('Zoé Marie MARTIN_51');
  expect(await preview()).toEqual([['doubtful', null, ['zoe']]]);
});

test('a folder with another’s name that is given to a student does not teach the other’s number', async () => {
  const { put, preview, give, folders, giveBack } = await namedClass();
  await put('Zoé Marie MARTIN_51');
  expect((await give('lea')).numbers).toEqual([]);
  await giveBack('lea');
  expect(await folders()).toEqual(['Léa DUBOIS']);
  expect(await preview()).toEqual([['doubtful', null, ['zoe']]]);
  await give('zoe');
  expect(await preview()).toEqual([['known', 'zoe', ['zoe']]]);
});
