import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { classesHandlers } from '../../main/engine/classes/handlers.ts';
import { feedbackArchiveHandlers } from '../../main/engine/exchange/feedback-archive.ts';
import { exchangeHandlers } from '../../main/engine/exchange/handlers.ts';
import { anonymityHandlers } from '../../main/engine/grading/anonymity.ts';
import { gradingHandlers } from '../../main/engine/grading/handlers.ts';
import { anonymousOrder, areNamesHidden } from '../../preload/contract/anonymity.ts';
import { openDomainWorkspace, receiveClass, START } from './domain-workspace.ts';

const DAY_MS = 86_400_000;
const WORDS = {
  lastName: 'Nom',
  firstName: 'Prénom',
  average: 'Moyenne',
  maximum: 'Sur',
  coefficient: 'Coefficient',
  standings: { absent: 'abs.', exempt: 'disp.', 'not-handed-in': 'n. rdu', late: 'ret.' },
};

async function openHidden(size = 12) {
  const workspace = await openDomainWorkspace();
  receiveClass(workspace, size);
  const { context } = workspace;
  const hide = (isHidden: boolean) => anonymityHandlers.hideNames(context, { assignmentId: 'ds1', isHidden });
  const assignment = () => {
    const found = gradingHandlers.assignments(context, {}).find(({ id }) => id === 'ds1');
    if (found === undefined) throw new Error('The assignment is there.');
    return found;
  };
  const numberOf = (submissionId: string) =>
    anonymousOrder(
      gradingHandlers.submissions(context, { assignmentId: 'ds1' }),
      assignment().hiddenSeed ?? '',
    ).findIndex(({ id }) => id === submissionId) + 1;
  hide(true);
  return { ...workspace, hide, assignment, numberOf };
}

test('names stay hidden until the instant of publication, and are hidden again when it is withdrawn', async () => {
  const { context, assignment, clock, waiting } = await openHidden();
  const isHidden = () => areNamesHidden(assignment(), clock.now());
  expect([isHidden(), waiting().length]).toEqual([true, 0]);
  gradingHandlers.publish(context, { assignmentId: 'ds1', at: START + DAY_MS });
  expect(isHidden()).toBe(true);
  clock.advance(DAY_MS);
  expect(isHidden()).toBe(false);
  gradingHandlers.publish(context, { assignmentId: 'ds1', at: null });
  expect(isHidden()).toBe(true);
});

test('hiding and showing are in the history, latest first; what changes nothing is not', async () => {
  const { context, hide, clock } = await openHidden();
  clock.advance(DAY_MS);
  expect(hide(false)).toEqual({ wasHidden: true });
  expect(hide(false)).toEqual({ wasHidden: false });
  expect(anonymityHandlers.namesHistory(context, { assignmentId: 'ds1' })).toEqual([
    { isHidden: false, changedAt: START + DAY_MS },
    { isHidden: true, changedAt: START },
  ]);
  expect(() => anonymityHandlers.hideNames(context, { assignmentId: 'ds9', isHidden: true })).toThrowError(
    expect.objectContaining({ code: 'store/not-found' }),
  );
});

test('a copy keeps its number when names were shown in between, and the order is not that of the names', async () => {
  const { context, hide, numberOf } = await openHidden(35);
  const ids = gradingHandlers.submissions(context, { assignmentId: 'ds1' }).map(({ id }) => id);
  const numbers = ids.map(numberOf);
  expect([...numbers].sort((a, b) => a - b)).toEqual(ids.map((_, index) => index + 1));
  expect(numbers).not.toEqual(ids.map((_, index) => index + 1));
  hide(false);
  hide(true);
  expect(ids.map(numberOf)).toEqual(numbers);
});

test('a file given back meanwhile has the copy’s number for a name, at the ENT too; afterwards its own', async () => {
  const { context, directory, hide, numberOf, waiting } = await openHidden();
  const path = join(directory, 'Nom07 Prénom07 corrigé.txt');
  await writeFile(path, 'Bon travail.');
  const hidden = await gradingHandlers.attachFeedback(context, { submissionId: 'copy-07', path });
  expect(hidden.document.name).toBe(`copie ${numberOf('copy-07')}.txt`);
  expect(waiting().at(-1)?.payload).not.toContain('Nom07');
  hide(false);
  const shown = await gradingHandlers.attachFeedback(context, { submissionId: 'copy-07', path });
  expect(shown.document.name).toBe('Nom07 Prénom07 corrigé.txt');
});

test('a gradebook shows and exports no grade of it beside a name; tables and ZIPs of it are refused', async () => {
  const { context, directory, hide } = await openHidden(3);
  gradingHandlers.saveGrade(context, { submissionId: 'copy-02', pointsTimes100: 1375 });
  const gradebook = () => classesHandlers.gradebook(context, { classGroupId: '2de4' });
  expect(gradebook().cells).toEqual([]);
  expect(gradebook().studentAverages.map(({ averageTimes100 }) => averageTimes100)).toEqual([
    null,
    null,
    null,
  ]);
  const path = join(directory, 'carnet.csv');
  const write = () =>
    exchangeHandlers.writeGradebook(context, { classGroupId: '2de4', periodId: null, path, words: WORDS });
  await write();
  expect(await readFile(path, 'utf8')).not.toMatch(/13[.,]75/);
  const refused = expect.objectContaining({ code: 'grading/names-hidden' });
  await expect(exchangeHandlers.previewGrades(context, { assignmentId: 'ds1', path })).rejects.toThrowError(
    refused,
  );
  await expect(
    feedbackArchiveHandlers.writeFeedback(context, {
      assignmentId: 'ds1',
      path: join(directory, 'rendus.zip'),
    }),
  ).rejects.toThrowError(refused);
  hide(false);
  await write();
  expect(await readFile(path, 'utf8')).toMatch(/13[.,]75/);
  expect(gradebook().cells).toHaveLength(3);
});
