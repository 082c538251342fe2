import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { gradingHandlers } from '../../main/engine/grading/handlers.ts';
import { settingsHandlers } from '../../main/engine/settings/handlers.ts';
import {
  type DomainWorkspace,
  openDomainWorkspace,
  receiveClass,
  START,
  temporaryFolder,
} from './domain-workspace.ts';
import { canMountDisks, smallDisk } from './small-disk.ts';

async function openWithDocuments(): Promise<DomainWorkspace & { hashes: string[] }> {
  const workspace = await openDomainWorkspace();
  receiveClass(workspace, 2);
  const folder = await temporaryFolder();
  const hashes: string[] = [];
  for (const name of ['un.txt', 'deux.txt']) {
    await writeFile(join(folder, name), `Contenu de ${name}`);
    hashes.push((await workspace.context.importDocument(join(folder, name))).sha256);
  }
  gradingHandlers.saveGrade(workspace.context, { submissionId: 'copy-01', pointsTimes100: 1500 });
  return { ...workspace, hashes };
}

test('settings are kept, and what is not set has its usual value', async () => {
  const { context, store } = await openDomainWorkspace();
  expect(settingsHandlers.get(context)).toEqual({
    quality: 'screen',
    keepOriginalsDays: 365,
    automaticSync: true,
    quietHours: null,
    syncOnBattery: 'text',
    syncOnMetered: 'text',
    syncKilobitsPerS: null,
    capsAverages: true,
    keptYears: null,
  });
  settingsHandlers.save(context, { keepOriginalsDays: 30 });
  settingsHandlers.save(context, { quality: 'print', keepOriginalsDays: undefined });
  expect(settingsHandlers.get(context)).toMatchObject({ quality: 'print', keepOriginalsDays: 30 });
  store.db.exec(`UPDATE setting SET value = '"poster"' WHERE key = 'quality'`);
  store.db.exec(`INSERT INTO setting VALUES ('laterVersion', '{')`);
  expect(settingsHandlers.get(context)).toMatchObject({ quality: 'screen', keepOriginalsDays: 30 });
});

test('a workspace in order is found in order', async () => {
  const { context } = await openWithDocuments();
  expect(await settingsHandlers.doctor(context)).toEqual({
    isHealthy: true,
    schemaVersion: expect.any(Number),
    databaseProblems: [],
    blobCount: 2,
    blobBytes: 'Contenu de un.txtContenu de deux.txt'.length,
    missingBlobs: 0,
    corruptBlobs: 0,
    brokenDocuments: [],
    strayBlobs: 0,
    strayBytes: 0,
    repaired: null,
    strangePolicy: [],
    waitingCount: 1,
    checkedAt: START,
  });
});

test('a row that names nothing is found, in words without names', async () => {
  const { context, store } = await openWithDocuments();
  store.db.pragma('foreign_keys = OFF');
  store.db.exec(
    `INSERT INTO submission_file (submission_id, position, id, name, sha256, bytes, media_type)
     VALUES ('nowhere', 0, 'f', 'Devoir de Zoé.pdf', 'x', 1, 'y')`,
  );
  expect(await settingsHandlers.doctor(context)).toMatchObject({
    isHealthy: false,
    databaseProblems: ['foreign key: submission_file row ? -> submission'],
  });
});

test('a damaged database is found damaged, and is not backed up as if it were whole', async () => {
  const { directory, store, close } = await openWithDocuments();
  const pageBytes = store.db.pragma('page_size', { simple: true }) as number;
  const root = store.db
    .prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'submission_by_assignment'")
    .pluck()
    .get() as number;
  store.db.pragma('wal_checkpoint(TRUNCATE)');
  close();
  const file = await readFile(store.path);
  file.fill(0, (root - 1) * pageBytes + 8, root * pageBytes);
  await writeFile(store.path, file);
  const { context } = await openDomainWorkspace(directory);
  const { isHealthy, databaseProblems } = await settingsHandlers.doctor(context);
  expect(isHealthy).toBe(false);
  expect(databaseProblems.length).toBeGreaterThan(0);
  expect(databaseProblems.join()).not.toContain('Prénom');
  const backUps = await temporaryFolder();
  await expect(settingsHandlers.backUp(context, { directory: backUps })).rejects.toThrowError(
    expect.objectContaining({ code: 'store/corrupt' }),
  );
  expect(await readdir(backUps)).toEqual([]);
});

test('a back-up holds the database and every document, checked, and never writes over another', async () => {
  const { context, vault, hashes } = await openWithDocuments();
  const directory = await temporaryFolder();
  const { path, sizeBytes, leftOutCount } = await settingsHandlers.backUp(context, { directory });
  expect(path).toBe(join(directory, 'Cartable-sauvegarde-2026-11-24-1000'));
  expect((await readdir(path)).sort()).toEqual(['cartable.sqlite', 'vault']);
  const copy = new Database(join(path, 'cartable.sqlite'), { readonly: true });
  expect(copy.prepare('SELECT points_x100 FROM grade').pluck().all()).toEqual([1500]);
  expect(copy.prepare('SELECT entity FROM outbox_op').pluck().all()).toEqual(['grade']);
  copy.close();
  let bytes = (await stat(join(path, 'cartable.sqlite'))).size;
  for (const sha256 of hashes) {
    const copied = join(path, 'vault', sha256.slice(0, 2), sha256.slice(2));
    expect(await readFile(copied)).toEqual(await readFile(vault.pathOf(sha256)));
    bytes += (await stat(copied)).size;
  }
  expect({ sizeBytes, leftOutCount }).toEqual({ sizeBytes: bytes, leftOutCount: 0 });
  const second = await settingsHandlers.backUp(context, { directory });
  expect(second.path).toBe(`${path}-2`);
});

test('a back-up opens as a workspace', async () => {
  const { context } = await openWithDocuments();
  const { path } = await settingsHandlers.backUp(context, { directory: await temporaryFolder() });
  const restored = await openDomainWorkspace(path);
  expect(gradingHandlers.submission(restored.context, { submissionId: 'copy-01' })).toMatchObject({
    pointsTimes100: 1500,
    sync: 'waiting',
  });
  expect(await settingsHandlers.doctor(restored.context)).toMatchObject({ isHealthy: true, blobCount: 2 });
});

test('a damaged document is left out of a back-up and counted, and the rest is there', async () => {
  const { context, vault, hashes } = await openWithDocuments();
  await writeFile(vault.pathOf(hashes[0] ?? ''), 'autre chose');
  const directory = await temporaryFolder();
  const { path, leftOutCount } = await settingsHandlers.backUp(context, { directory });
  expect(leftOutCount).toBe(1);
  const files = await readdir(join(path, 'vault'), { recursive: true, withFileTypes: true });
  expect(files.filter((file) => file.isFile())).toHaveLength(1);
});

test('a back-up into a folder that is gone says so', async () => {
  const { context } = await openWithDocuments();
  const directory = join(await temporaryFolder(), 'clé débranchée');
  await expect(settingsHandlers.backUp(context, { directory })).rejects.toThrowError(
    expect.objectContaining({ code: 'library/folder-unwritable' }),
  );
});

test('a back-up that cannot be finished leaves nothing behind', async () => {
  const workspace = await openWithDocuments();
  const directory = await temporaryFolder();
  workspace.close();
  await expect(settingsHandlers.backUp(workspace.context, { directory })).rejects.toThrow();
  expect(await readdir(directory)).toEqual([]);
});

test.runIf(canMountDisks)('a back-up that does not fit on its disk leaves nothing behind', async () => {
  const workspace = await openWithDocuments();
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'gros.txt'), Buffer.alloc(3 << 20, 'a'));
  await workspace.context.importDocument(join(folder, 'gros.txt'));
  const isFull = expect.objectContaining({ code: 'store/disk-full' });
  for (const sizeBytes of [64 << 10, 2 << 20]) {
    const directory = join(await smallDisk(sizeBytes), 'clé');
    await mkdir(directory);
    await expect(settingsHandlers.backUp(workspace.context, { directory })).rejects.toThrowError(isFull);
    expect(await readdir(directory)).toEqual([]);
  }
});
