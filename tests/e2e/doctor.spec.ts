import { readdirSync, readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import sharp from 'sharp';
import { createEngine } from '../../main/engine/create-engine.ts';
import { memorySecrets } from '../../main/engine/platform/secrets.ts';
import { startReferenceEnt } from '../../main/reference-ent/server.ts';
import { answerDialogs } from './answer-dialogs.ts';
import { axeViolationsWithin } from './axe-violations.ts';
import { openCartable, temporaryData } from './cartable-window.ts';

/**
 * A lesson with three files, made without a window and then broken on the disk: one is at the ENT, one was not sent and
 * has its original here, one was not sent and is nowhere else.
 */
async function breakThree(data: string): Promise<void> {
  const ent = await startReferenceEnt({ directory: join(data, 'ent'), seed: 'empty' });
  ent.editOnTheWeb([
    { entity: 'subject', id: 'maths', body: { name: 'Mathématiques' } },
    { entity: 'class_group', id: '2de3', body: { name: '2de 3', subject_id: 'maths' } },
  ]);
  const names = { appVersion: '0.0.0', deviceName: 'test', secrets: memorySecrets() };
  const engine = await createEngine({ dataDirectory: join(data, 'data'), ...names });
  const { client } = engine;
  try {
    await client.account.connect({ url: ent.url, login: ent.login, password: ent.password });
    await client.sync.start();
    const fields = { classGroupId: '2de3', startsAt: 1, isPublished: false, blocks: [] };
    const { id: lessonId } = await client.lessons.save({ ...fields, title: 'Les vecteurs' });
    const attach = async (name: string, make: (path: string) => Promise<unknown>) => {
      await make(join(data, name));
      return (await client.lessons.attach({ lessonId, path: join(data, name) })).document.sha256;
    };
    const sent = await attach('cours.txt', (path) => writeFile(path, 'Le cours'));
    await client.sync.start();
    const create = { width: 2400, height: 1800, channels: 3 as const, background: '#9a8' };
    const photo = await attach('tableau.jpg', (path) =>
      sharp({ create }).jpeg({ quality: 100 }).toFile(path),
    );
    const lost = await attach('corrige.txt', (path) => writeFile(path, 'Le corrigé'));
    const { vault, store } = engine.workspaces.current().domain;
    store.write(() =>
      store.db.exec(
        `UPDATE sync_state SET policy = json_set(policy, '$.strange_fields', json('["limits.ops"]'))`,
      ),
    );
    await writeFile(vault.pathOf(sent), 'autre chose');
    await rm(vault.pathOf(photo));
    await rm(vault.pathOf(lost));
  } finally {
    await engine.close();
    await ent.close();
  }
}

test('the check-up names the broken documents and their lesson, and repairs what can be repaired', async () => {
  const data = temporaryData();
  await breakThree(data.directory);
  const cartable = await openCartable(join(data.directory, 'data'));
  const { page, close } = cartable;
  try {
    await page.getByRole('link', { name: 'Réglages' }).click();
    await page.getByRole('button', { name: 'Contrôler mes données' }).click();
    const list = page.locator('.settings-broken li');
    await expect(list).toHaveCount(3);
    await expect(list.filter({ hasText: 'cours.txt' })).toContainText('leçon « Les vecteurs »');
    await expect(list.filter({ hasText: 'cours.txt' })).toContainText('L’ENT l’a');
    await expect(list.filter({ hasText: 'tableau' })).toContainText('refaire à l’identique');
    await expect(list.filter({ hasText: 'corrige.txt' })).toContainText('ajoutez de nouveau le fichier');
    await expect(page.locator('.settings-doctor')).toContainText('1 valeur inutilisable (limits.ops)');
    const shots = process.env.CARTABLE_SHOTS;
    if (shots !== undefined)
      await page.screenshot({ path: join(shots, 'doctor-before.png'), fullPage: true });
    expect(await axeViolationsWithin(page, '.settings-doctor')).toEqual([]);
    await page.getByRole('button', { name: 'Réparer les documents' }).click();
    await expect(list).toHaveCount(1);
    await expect(list).toContainText('corrige.txt');
    await expect(page.locator('.settings-doctor')).toContainText('1 document refait à l’identique');
    await expect(page.locator('.settings-doctor')).toContainText('1 document arrivera de l’ENT');
    await expect(page.getByRole('button', { name: 'Réparer les documents' })).toHaveCount(0);
    if (shots !== undefined) await page.screenshot({ path: join(shots, 'doctor-after.png'), fullPage: true });
    const path = join(data.directory, 'aide.json');
    await answerDialogs(cartable, { open: '', save: path });
    await page.getByTestId('support-file').click();
    await expect(page.getByText(`enregistré dans ${path}`)).toBeVisible();
    const support = readFileSync(path, 'utf8');
    expect(JSON.parse(support)).toMatchObject({
      account: { checkUp: { brokenDocuments: [{ remedy: 'none' }] } },
      logs: { shell: expect.arrayContaining([expect.objectContaining({ event: 'engine' })]) },
    });
    expect(support).not.toContain('corrige');
    if (shots !== undefined) await page.screenshot({ path: join(shots, 'support-file.png'), fullPage: true });
  } finally {
    await close();
  }
  // The shell's log and the engine's, and nothing else, in one format.
  const logs = join(data.directory, 'data', 'logs');
  expect(readdirSync(logs).sort()).toEqual(['engine.log', 'shell.log']);
  data.remove();
});
