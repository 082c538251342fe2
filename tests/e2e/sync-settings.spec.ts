import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { startReferenceEnt } from '../../main/reference-ent/server.ts';
import { axeViolationsWithin } from './axe-violations.ts';
import { connectByForm, openCartable, readDatabase, temporaryData } from './cartable-window.ts';

test('a teacher says when Cartable may sync by itself, and it is kept', async () => {
  const data = temporaryData();
  const ent = await startReferenceEnt({ directory: join(data.directory, 'ent'), seed: 'empty' });
  const dataDirectory = join(data.directory, 'data');
  const { page, close } = await openCartable(dataDirectory);
  try {
    await connectByForm(page, ent);
    await expect(page.locator('[data-screen="today"]')).toBeVisible();
    await page.getByRole('link', { name: 'Réglages' }).click();
    const section = page.getByRole('region', { name: 'Synchronisation' });
    await expect(section.getByRole('switch', { name: 'Synchroniser tout seul' })).toBeChecked();
    await section.getByRole('switch', { name: 'Heures de silence' }).press(' ');
    await section.getByLabel('De', { exact: true }).fill('21:30');
    await section.getByLabel('De', { exact: true }).blur();
    // The first group is the battery's.
    // It is checked once the engine has kept it, not by the click itself.
    await section.getByRole('radio', { name: 'Rien' }).first().click();
    await expect(section.getByRole('radio', { name: 'Rien' }).first()).toBeChecked();
    const pace = section.getByRole('textbox', { name: 'Débit maximal' });
    await pace.fill('12');
    await expect(section).toContainText('au moins 64');
    await pace.fill('2000');
    await pace.press('Enter');
    const stored = () =>
      readDatabase(dataDirectory, (db) =>
        Object.fromEntries(db.prepare('SELECT key, value FROM setting').raw().all() as [string, string][]),
      );
    await expect.poll(stored).toMatchObject({
      quietHours: '{"from":"21:30","to":"06:00"}',
      syncOnBattery: '"nothing"',
      syncKilobitsPerS: '2000',
    });
    expect(await axeViolationsWithin(page, '.settings')).toEqual([]);
    await section.getByRole('switch', { name: 'Synchroniser tout seul' }).press(' ');
    await expect(section.getByRole('switch', { name: 'Heures de silence' })).toBeDisabled();
  } finally {
    await close();
    await ent.close();
    data.remove();
  }
});

test('a notice that stays is read in the language that is chosen meanwhile', async () => {
  const data = temporaryData();
  const ent = await startReferenceEnt({ directory: join(data.directory, 'ent'), seed: 'empty' });
  const { page, close } = await openCartable(join(data.directory, 'data'));
  try {
    await connectByForm(page, ent);
    await expect(page.getByText('Le mot de passe sera redemandé')).toBeVisible();
    await page.evaluate(() => window.cartable.savePreferences({ language: 'en' }));
    await expect(page.getByText('The password will be asked for again')).toBeVisible();
    await expect(page.getByText('This computer has no keyring')).toBeVisible();
  } finally {
    await close();
    await ent.close();
    data.remove();
  }
});
