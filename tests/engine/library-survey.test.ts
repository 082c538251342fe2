import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { libraryHandlers } from '../../main/engine/library/handlers.ts';
import { NO_POLICIES } from '../../main/engine/policies/resolve.ts';
import { openDomainWorkspace, temporaryFolder } from './domain-workspace.ts';

async function write(folder: string, ...names: string[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const name of names) await writeFile(join(folder, name), name);
}

test('a folder is told by the files in and below it, in the order of their names; what is no document stays aside', async () => {
  const { context } = await openDomainWorkspace();
  const folder = join(await temporaryFolder(), 'Copies');
  await write(folder, 'Page 10.txt', 'Page 2.txt', '.DS_Store', 'Thumbs.db', '~$copie.docx', 'film.mp4.part');
  await write(join(folder, 'Groupe 1'), 'a.txt');
  await write(join(folder, '__MACOSX'), 'a.txt');
  await write(join(folder, '.git'), 'config');
  const alone = join(await temporaryFolder(), 'seul.txt');
  await writeFile(alone, 'Seul');
  await symlink(alone, join(folder, 'lien.txt'));
  const { files, folderCount, skippedCount, isTooMuch } = await libraryHandlers.survey(context, {
    paths: [folder, alone],
  });
  const inFolder = [join('Groupe 1', 'a.txt'), 'Page 2.txt', 'Page 10.txt'];
  expect(files).toEqual([
    ...inFolder.map((name) => ({ path: join(folder, name), sizeBytes: name.split('/').at(-1)?.length })),
    { path: alone, sizeBytes: 4 },
  ]);
  // Four files, two closed folders and a link.
  expect({ folderCount, skippedCount, isTooMuch }).toEqual({
    folderCount: 2,
    skippedCount: 7,
    isTooMuch: false,
  });
});

test('a folder of more than five hundred files is told to be too much, and none of it is given', async () => {
  const { context } = await openDomainWorkspace();
  const folder = await temporaryFolder();
  const names = Array.from({ length: 501 }, (_, index) => `${index}.txt`);
  await write(join(folder, 'a'), ...names.slice(0, 300));
  await write(join(folder, 'b'), ...names.slice(300, 500));
  expect((await libraryHandlers.survey(context, { paths: [folder] })).files).toHaveLength(500);
  await write(folder, 'une de trop.txt');
  expect(await libraryHandlers.survey(context, { paths: [folder] })).toMatchObject({
    files: [],
    isTooMuch: true,
    mostFiles: 500,
  });
});

test('a file that is gone, and a folder that the school keeps out, are left for what brings them in to refuse', async () => {
  const folder = await temporaryFolder();
  await write(folder, 'a.txt');
  const gone = join(folder, 'rien.txt');
  const policies = { ...NO_POLICIES, binding: { 'files.allowedFolders': [join(folder, 'permis')] } };
  const { context } = await openDomainWorkspace(undefined, policies);
  expect(await libraryHandlers.survey(context, { paths: [gone, folder] })).toMatchObject({
    files: [
      { path: gone, sizeBytes: 0 },
      { path: folder, sizeBytes: 0 },
    ],
    folderCount: 0,
  });
});

test('a way that leads too deep, and a folder into itself, come to an end', async () => {
  const { context } = await openDomainWorkspace();
  const folder = await temporaryFolder();
  let deepest = folder;
  for (let depth = 0; depth < 12; depth += 1) {
    deepest = join(deepest, 'd');
    await write(deepest, `${depth}.txt`);
  }
  await symlink(folder, join(folder, 'encore'));
  const { files, skippedCount } = await libraryHandlers.survey(context, { paths: [folder] });
  expect(files).toHaveLength(7);
  expect(skippedCount).toBe(2);
});
