import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { gradingHandlers } from '../../main/engine/grading/handlers.ts';
import { lessonsHandlers } from '../../main/engine/lessons/handlers.ts';
import { settingsHandlers } from '../../main/engine/settings/handlers.ts';
import { openDomainWorkspace, receiveClass, temporaryFolder } from './domain-workspace.ts';
import { openSyncedClass } from './synced-class.ts';

/** A lesson with a text, which is sent as it is, and a photograph, which is sent as a smaller rendition. */
async function openWithLesson() {
  const workspace = await openDomainWorkspace();
  receiveClass(workspace, 2);
  const { context } = workspace;
  const folder = await temporaryFolder();
  const fields = { classGroupId: '2de4', title: 'Les vecteurs', startsAt: 1, isPublished: false, blocks: [] };
  const lesson = lessonsHandlers.save(context, fields);
  const text = join(folder, 'cours.txt');
  await writeFile(text, 'Le cours');
  const photo = join(folder, 'tableau.jpg');
  const noise = { width: 3000, height: 2000, channels: 3 as const, background: '#888' };
  const svg = '<svg width="3000" height="2000"><circle cx="900" cy="900" r="700" fill="teal"/></svg>';
  await sharp({ create: noise })
    .composite([{ input: Buffer.from(svg) }])
    .jpeg({ quality: 100 })
    .toFile(photo);
  const attach = (path: string) => lessonsHandlers.attach(context, { lessonId: lesson.id, path }, undefined);
  const { document: sent } = await attach(text);
  const { document: rendition, optimisation } = await attach(photo);
  expect(optimisation?.outcome).toBe('optimised');
  return { ...workspace, lesson, text, photo, sent, rendition, attach };
}

test('a check tells which documents are broken, what they hang on and what helps, and changes nothing', async () => {
  const { context, vault, store, sent, rendition, lesson } = await openWithLesson();
  await rm(vault.pathOf(sent.sha256));
  await writeFile(vault.pathOf(rendition.sha256), 'autre chose');
  const usedIn = [{ kind: 'lesson', id: lesson.id, label: 'Les vecteurs' }];
  const check = async () => (await settingsHandlers.doctor(context)).brokenDocuments;
  const lost = { sha256: sent.sha256, name: 'cours.txt', sizeBytes: 8, damage: 'missing', usedIn };
  const damaged = { sha256: rendition.sha256, name: rendition.name, damage: 'damaged', usedIn };
  const expected = (remedies: readonly string[]) =>
    expect.arrayContaining([
      { ...lost, remedy: remedies[0] },
      expect.objectContaining({ ...damaged, remedy: remedies[1] }),
    ]);
  expect(await check()).toEqual(expected(['none', 'remake']));
  store.db.exec('UPDATE blob SET server_has = 1');
  expect(await check()).toEqual(expected(['fetch', 'fetch']));
  expect(store.db.prepare('SELECT COUNT(*) FROM blob WHERE is_local = 0').pluck().get()).toBe(0);
  expect(await readFile(vault.pathOf(rendition.sha256), 'utf8')).toBe('autre chose');
});

test('a rendition that was lost before it was sent is made again from its original, to the byte', async () => {
  const { context, vault, rendition } = await openWithLesson();
  const before = await readFile(vault.pathOf(rendition.sha256));
  for (const damage of ['missing', 'damaged']) {
    if (damage === 'missing') await rm(vault.pathOf(rendition.sha256));
    else await writeFile(vault.pathOf(rendition.sha256), 'autre chose');
    const repaired = { remade: 1, toFetch: 0, forgotten: 0 };
    expect(await settingsHandlers.repair(context)).toMatchObject({ isHealthy: true, repaired });
    expect(await readFile(vault.pathOf(rendition.sha256))).toEqual(before);
  }
});

test('a file that is nowhere else stays on the list until it is added again, and then is whole', async () => {
  const { context, vault, sent, text, attach } = await openWithLesson();
  await writeFile(vault.pathOf(sent.sha256), 'autre chose');
  const { isHealthy, brokenDocuments } = await settingsHandlers.repair(context);
  expect({ isHealthy, remedies: brokenDocuments.map(({ remedy }) => remedy) }).toEqual({
    isHealthy: false,
    remedies: ['none'],
  });
  expect(await readFile(join(vault.directory, 'damaged', sent.sha256), 'utf8')).toBe('autre chose');
  await attach(text);
  expect(await settingsHandlers.doctor(context)).toMatchObject({ isHealthy: true });
  expect(await readFile(vault.pathOf(sent.sha256), 'utf8')).toBe('Le cours');
});

test('an original that is lost beside a whole rendition is no longer asked for', async () => {
  const { context, vault, store, rendition } = await openWithLesson();
  const original = store.db
    .prepare('SELECT original_sha256 FROM document WHERE sent_sha256 = ?')
    .pluck()
    .get(rendition.sha256) as string;
  await rm(vault.pathOf(original));
  const [broken] = (await settingsHandlers.doctor(context)).brokenDocuments;
  expect(broken).toMatchObject({ sha256: original, remedy: 'forget', usedIn: [{ label: 'Les vecteurs' }] });
  expect(await settingsHandlers.repair(context)).toMatchObject({
    isHealthy: true,
    repaired: { remade: 0, toFetch: 0, forgotten: 1 },
  });
});

test('files that nothing names are counted, and are no harm', async () => {
  const { context, vault } = await openWithLesson();
  const writer = vault.startBlob();
  await writer.write(Buffer.from('oublié'));
  await writer.commit();
  expect(await settingsHandlers.doctor(context)).toMatchObject({
    isHealthy: true,
    strayBlobs: 1,
    strayBytes: 7,
  });
});

test('a document that the ENT has comes back with the sync after the repair', async () => {
  const { engine, submissionIds, document } = await openSyncedClass(1);
  const [submissionId = ''] = submissionIds;
  const path = await document('copie.txt', 'Copie annotée');
  const { document: file } = await engine.client.grading.attachFeedback({ submissionId, path });
  await engine.client.sync.start();
  const { domain } = engine.workspaces.current();
  await writeFile(domain.vault.pathOf(file.sha256), 'autre chose');
  expect(await engine.client.settings.repair()).toMatchObject({
    isHealthy: true,
    repaired: { remade: 0, toFetch: 1, forgotten: 0 },
  });
  expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done', documentsReceived: 1 });
  expect(await readFile(domain.vault.pathOf(file.sha256), 'utf8')).toBe('Copie annotée');
  expect(gradingHandlers.submission(domain, { submissionId }).feedback[0]?.document.isLocal).toBe(true);
});
