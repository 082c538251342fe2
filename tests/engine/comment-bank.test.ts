import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commentBankHandlers as bank } from '../../main/engine/grading/comment-bank.ts';
import { gradingHandlers } from '../../main/engine/grading/handlers.ts';
import { openDomainWorkspace, receiveClass, temporaryFolder } from './domain-workspace.ts';

async function openBank() {
  const workspace = await openDomainWorkspace();
  receiveClass(workspace, 4);
  const { context } = workspace;
  const add = (text: string, folder = '', tags: string[] = []) =>
    bank.save(context, { text, folder, tags }).id;
  const texts = (assignmentId: string | null = null) =>
    bank.list(context, { assignmentId }).map(({ text }) => text);
  return { workspace, context, add, texts };
}

test('the bank stays on this computer: nothing of it waits for the ENT', async () => {
  const { workspace, context, add } = await openBank();
  const id = add('{prénom} progresse.', 'Oral', ['progrès']);
  bank.use(context, { id, assignmentId: 'ds1' });
  bank.move(context, { ids: [id], folder: 'Écrit' });
  expect(bank.list(context, { assignmentId: null })).toEqual([
    { id, text: '{prénom} progresse.', folder: 'Écrit', tags: ['progrès'], uses: 1, usesHere: 0 },
  ]);
  expect(workspace.waiting()).toEqual([]);
  expect(new Set(workspace.announced)).toEqual(new Set(['comment-bank']));
});

test('those most used for this assignment come first, then those most used anywhere', async () => {
  const { context, add, texts } = await openBank();
  const [here, elsewhere] = [add('Zèle constant.'), add('Bon travail.')];
  add('Ambitieux.');
  bank.use(context, { id: here, assignmentId: 'ds1' });
  for (let time = 0; time < 3; time += 1) bank.use(context, { id: elsewhere, assignmentId: 'ds2' });
  expect(texts('ds1')).toEqual(['Zèle constant.', 'Bon travail.', 'Ambitieux.']);
  expect(texts(null)).toEqual(['Bon travail.', 'Zèle constant.', 'Ambitieux.']);
});

test('a change tells what was, a text is kept once, and what is removed comes back under its id', async () => {
  const { context, add, texts } = await openBank();
  const id = add('Bon travail.', 'Oral');
  expect(bank.save(context, { text: 'bon  TRAVAIL.', folder: '', tags: [] })).toEqual({
    id,
    previous: null,
    isKnown: true,
  });
  expect(
    bank.save(context, { id, text: 'Très bon travail.', folder: 'Oral', tags: ['a', 'a'] }).previous,
  ).toEqual({
    text: 'Bon travail.',
    folder: 'Oral',
    tags: [],
  });
  expect(bank.list(context, { assignmentId: null })[0]?.tags).toEqual(['a']);
  bank.remove(context, { ids: [id] });
  expect(texts()).toEqual([]);
  expect(() => bank.save(context, { id, text: 'x', folder: '', tags: [] })).toThrowError(
    expect.objectContaining({ code: 'store/not-found' }),
  );
  bank.restore(context, { ids: [id] });
  expect(texts()).toEqual(['Très bon travail.']);
});

test('a text kept from a copy has a variable where the student was named', async () => {
  const { context, texts } = await openBank();
  const text = 'Prénom02 progresse, bravo Prénom02.';
  bank.save(context, { text, folder: '', tags: [], ofSubmissionId: 'copy-02' });
  expect(texts()).toEqual(['{prénom} progresse, bravo {prénom}.']);
});

test('a sentence typed for three students is proposed until the bank has it or the teacher refuses it', async () => {
  const { context, add } = await openBank();
  for (const number of ['01', '02', '03'])
    gradingHandlers.saveComment(context, {
      submissionId: `copy-${number}`,
      text: `Prénom${number} progresse nettement. Soignez les figures.`,
    });
  const proposed = () => bank.proposals(context).map(({ text }) => text);
  expect(proposed()).toEqual(['Soignez les figures.', '{prénom} progresse nettement.']);
  bank.ignore(context, { text: 'Soignez les figures.', isIgnored: true });
  expect(proposed()).toEqual(['{prénom} progresse nettement.']);
  bank.ignore(context, { text: 'Soignez les figures.', isIgnored: false });
  add('{prénom} progresse nettement.');
  expect(proposed()).toEqual(['Soignez les figures.']);
  gradingHandlers.saveComment(context, { submissionId: 'copy-03', text: '' });
  expect(proposed()).toEqual([]);
});

test('a bank goes to a file and comes from one; what is known is left out', async () => {
  const { context, add, texts } = await openBank();
  add('Bon ; "très" bon.\nContinuez.', 'Oral', ['bien', 'suite']);
  const path = join(await temporaryFolder(), 'banque.csv');
  writeFileSync(path, 'ce qui était là');
  expect(await bank.exportTo(context, { path })).toEqual({ count: 1 });
  expect(readFileSync(path, 'utf8')).toBe(
    '\uFEFFdossier;étiquettes;appréciation\r\nOral;bien, suite;"Bon ; ""très"" bon.\nContinuez."\r\n',
  );
  writeFileSync(path, `${readFileSync(path, 'utf8')}Écrit;;À revoir.\r\nÉcrit;;à  revoir.\r\n`);
  const { addedIds, knownCount } = await bank.importFrom(context, { path });
  expect([addedIds.length, knownCount]).toEqual([1, 2]);
  expect(texts()).toHaveLength(2);
  bank.remove(context, { ids: addedIds });
  expect(texts()).toHaveLength(1);
});

test('a file that is gone, is no bank, or cannot be written is named, and changes nothing', async () => {
  const { context, texts } = await openBank();
  const folder = await temporaryFolder();
  const path = join(folder, 'notes.csv');
  await expect(bank.importFrom(context, { path })).rejects.toMatchObject({ code: 'library/file-missing' });
  await expect(bank.importFrom(context, { path: folder })).rejects.toMatchObject({
    code: 'library/file-unreadable',
  });
  writeFileSync(path, 'nom;note\nZoé;12');
  await expect(bank.importFrom(context, { path })).rejects.toMatchObject({
    code: 'grading/bank-file-refused',
  });
  await expect(bank.exportTo(context, { path: join(folder, 'nulle-part', 'b.csv') })).rejects.toMatchObject({
    code: 'library/folder-unwritable',
  });
  expect(texts()).toEqual([]);
});
