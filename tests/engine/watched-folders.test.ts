import { appendFileSync } from 'node:fs';
import {
  chmod,
  chown,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { libraryHandlers } from '../../main/engine/library/handlers.ts';
import { temporaryFolder } from './domain-workspace.ts';
import { aWhile, openWatchedWorkspace, PACE, until } from './watched-workspace.ts';

test('a file that comes into a watched folder is proposed once, and nothing in the folder is changed', async () => {
  const { workspace, folder, put, arrivals, names, restart } = await openWatchedWorkspace();
  const path = await put('Prénom02 Nom02.txt');
  const before = await stat(path);
  await until(() => arrivals().length === 1);
  expect(arrivals()[0]).toMatchObject({
    name: 'Prénom02 Nom02.txt',
    path,
    prepared: { optimisation: { outcome: 'kept' } },
    targets: [{ kind: 'submission', id: 'copy-02' }],
  });
  await put('again.txt', await readFile(path));
  await restart();
  await aWhile();
  expect(names()).toEqual(['Prénom02 Nom02.txt']);
  expect(workspace.optimised).toEqual(['Prénom02 Nom02.txt']);
  expect(await readdir(folder)).toEqual(['Prénom02 Nom02.txt', 'again.txt'].sort());
  expect(await stat(path)).toMatchObject({ mtimeMs: before.mtimeMs, size: before.size, mode: before.mode });
  // Not the teacher's choice yet: it is none of the library, nor of its savings.
  expect(libraryHandlers.list(workspace.context)).toEqual([]);
  expect(libraryHandlers.savings(workspace.context).documentCount).toBe(0);
});

test('a file that is still being written comes in when it is whole, and only then', async () => {
  const { put, names, arrivals, workspace } = await openWatchedWorkspace();
  const path = await put('scan.txt', 'a');
  for (let step = 0; step < 8; step += 1) {
    await setTimeout(PACE.settleMs / 3);
    appendFileSync(path, 'a');
    expect(names()).toEqual([]);
  }
  await until(() => arrivals().length === 1);
  expect(arrivals()[0]?.prepared?.original.sizeBytes).toBe(9);
  expect(workspace.optimised).toEqual(['scan.txt']);
});

test('what came too early comes again when the file changes, in the place of the first', async () => {
  const { workspace, put, arrivals } = await openWatchedWorkspace();
  await put('scan.txt', 'half');
  await until(() => arrivals().length === 1);
  await put('scan.txt', 'half and half');
  await until(() => arrivals()[0]?.prepared?.original.sizeBytes === 13);
  expect(arrivals()).toHaveLength(1);
  expect(workspace.store.db.prepare('SELECT COUNT(*) FROM document').pluck().get()).toBe(1);
});

test('unfinished, temporary and hidden files are not taken; one that a browser finishes is', async () => {
  const { folder, put, names, arrivals } = await openWatchedWorkspace();
  const passed = ['.secret.txt', '~$plan.docx', 'b.txt.part', 'c.tmp', 'd.exe', 'cours.txt.crdownload'];
  for (const name of passed) await put(name);
  await put('empty.txt', '');
  await aWhile();
  expect(names()).toEqual([]);
  await rename(join(folder, 'cours.txt.crdownload'), join(folder, 'cours.txt'));
  await until(() => arrivals().length === 1);
  expect(names()).toEqual(['cours.txt']);
});

test('a file that is moved or renamed is not proposed twice, and bears its new name', async () => {
  const { folder, put, names, workspace, arrivals } = await openWatchedWorkspace();
  await put('scan_0001.txt');
  await until(() => arrivals().length === 1);
  await mkdir(join(folder, 'Novembre'));
  await rename(join(folder, 'scan_0001.txt'), join(folder, 'Novembre', 'Nom03 Prénom03.txt'));
  await until(() => names()[0] === 'Nom03 Prénom03.txt');
  await aWhile();
  expect(arrivals()).toMatchObject([
    { prepared: { document: { name: 'Nom03 Prénom03.txt' } }, targets: [{ id: 'copy-03' }] },
  ]);
  expect(workspace.optimised).toEqual(['scan_0001.txt']);
});

test('a file that is deleted stays proposed: it is here already', async () => {
  const { put, arrivals, names } = await openWatchedWorkspace();
  const path = await put('scan.txt');
  await until(() => arrivals().length === 1);
  await rm(path);
  await aWhile();
  expect(names()).toEqual(['scan.txt']);
});

test('a drive that goes away is told and waited for; back, its files are not taken for new ones', async () => {
  const { folder, put, names, state, workspace, arrivals } = await openWatchedWorkspace();
  const path = await put('first.txt');
  await until(() => arrivals().length === 1);
  const { mtime } = await stat(path);
  await rename(folder, `${folder}-gone`);
  await until(() => state().state === 'unreachable');
  // The place where it was mounted is there first, empty; then the drive, with one file more.
  await mkdir(folder);
  await until(() => state().state === 'watching');
  await writeFile(path, 'Contenu de first.txt');
  await utimes(path, mtime, mtime);
  await put('second.txt');
  await until(() => arrivals().length === 2);
  await rm(`${folder}-gone`, { recursive: true });
  expect(names()).toEqual(['first.txt', 'second.txt']);
  expect(workspace.optimised).toEqual(['first.txt', 'second.txt']);
});

test('links are not followed, be it to a file, to a folder, or put in the way later', async () => {
  const outside = await temporaryFolder();
  await writeFile(join(outside, 'private.txt'), 'secret');
  const { folder, names, put, arrivals } = await openWatchedWorkspace();
  await symlink(join(outside, 'private.txt'), join(folder, 'link.txt'));
  await symlink(outside, join(folder, 'sub'));
  await put('own.txt');
  await until(() => arrivals().length === 1);
  await aWhile();
  expect(names()).toEqual(['own.txt']);
});

test.runIf(process.getuid?.() === 0)(
  'what may not be read is told by its name, and comes in once it may',
  async () => {
    const { workspace, folder, put, state, names } = await openWatchedWorkspace();
    const nobody = 65_534;
    for (const path of [
      folder,
      workspace.directory,
      ...(await readdir(workspace.directory, { recursive: true })),
    ])
      await chown(path.startsWith('/') ? path : join(workspace.directory, path), nobody, nobody);
    const path = await put('closed.txt');
    await chmod(path, 0o000);
    await chown(path, 0, 0);
    onTestFinished(() => process.seteuid?.(0));
    process.seteuid?.(nobody);
    await until(() => state().unreadable.includes('closed.txt'));
    expect(names()).toEqual([]);
    process.seteuid?.(0);
    await until(() => names().length === 1);
    await until(() => state().unreadable.length === 0);
  },
);

test('what was in the folder before stays outside until it is asked for', async () => {
  const { names, state, folders, folderId, put, arrivals } = await openWatchedWorkspace(async (folder) => {
    await writeFile(join(folder, 'old.txt'), 'old');
  });
  await put('new.txt');
  await until(() => arrivals().length === 1);
  expect([names(), state().heldCount]).toEqual([['new.txt'], 1]);
  folders.takeHeld(folderId);
  await until(() => arrivals().length === 2);
  expect(state()).toMatchObject({ heldCount: 0, waitingCount: 0 });
});

test('a folder is refused when it is missing, watched already, or Cartable’s own', async () => {
  const { folders, folder, workspace, folderId, put, names } = await openWatchedWorkspace();
  const reasonOf = (path: string) => folders.add(path).catch((error) => error.params.reason);
  expect(await reasonOf(join(folder, 'none'))).toBe('missing');
  expect(await reasonOf(join(folder, '..'))).toBe('own');
  expect(await reasonOf(join(workspace.directory, 'vault'))).toBe('own');
  await mkdir(join(folder, 'sub'));
  expect(await reasonOf(join(folder, 'sub'))).toBe('watched');
  // Removed and added again, it is the same folder: what came meanwhile stays outside.
  folders.remove(folderId);
  expect(folders.list()).toEqual([]);
  await put('meanwhile.txt');
  expect(await folders.add(folder)).toMatchObject({ id: folderId });
  await until(() => folders.list()[0]?.heldCount === 1);
  expect(names()).toEqual([]);
});
