import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { startReferenceEnt } from '../../main/reference-ent/server.ts';
import { answerDialogs } from './answer-dialogs.ts';
import { axeViolationsWithin } from './axe-violations.ts';
import { connectByForm, openCartable, temporaryData } from './cartable-window.ts';

const PASSPHRASE = 'cheval agrafe pile juste';

test('a teacher backs an account up to an encrypted file, and opens it again in the place of what is here', async () => {
  const data = temporaryData();
  const ent = await startReferenceEnt({ directory: join(data.directory, 'ent'), seed: 'empty' });
  const cartable = await openCartable(join(data.directory, 'data'));
  const { page, close } = cartable;
  const path = join(data.directory, 'sauvegarde.cartable');
  const dialog = page.getByRole('dialog');
  try {
    await answerDialogs(cartable, { open: path, save: path });
    await connectByForm(page, ent);
    await expect(page.locator('[data-screen="today"]')).toBeVisible();
    await page.getByRole('link', { name: 'Réglages' }).click();
    await page.getByTestId('backup-file').click();
    const save = dialog.getByRole('button', { name: 'Choisir où enregistrer…' });
    await dialog.getByRole('textbox', { name: 'Phrase secrète' }).fill('trop court');
    await dialog.getByRole('textbox', { name: 'La même phrase' }).fill('trop long');
    await expect(dialog).toContainText('ne sont pas les mêmes');
    await expect(save).toBeDisabled();
    await dialog.getByRole('textbox', { name: 'Phrase secrète' }).fill(PASSPHRASE);
    await dialog.getByRole('textbox', { name: 'La même phrase' }).fill(PASSPHRASE);
    expect(await axeViolationsWithin(page, '[role="dialog"]')).toEqual([]);
    await save.click();
    await expect(page.getByText('Sauvegarde relue et vérifiée')).toBeVisible({ timeout: 60_000 });
    expect(existsSync(path)).toBe(true);

    await page.getByRole('button', { name: 'Se déconnecter…' }).click();
    const confirm = page.getByRole('dialog').getByRole('button', { name: 'Se déconnecter', exact: true });
    await confirm.click();
    await page.getByTestId('open-backup').click();
    await expect(dialog).toContainText('sauvegarde.cartable');
    const open = dialog.getByRole('button', { name: 'Ouvrir', exact: true });
    await dialog.getByRole('textbox', { name: 'Phrase secrète' }).fill('une autre phrase');
    await open.click();
    await expect(dialog).toContainText('Ce n’est pas la phrase secrète', { timeout: 60_000 });
    await dialog.getByRole('textbox', { name: 'Phrase secrète' }).fill(PASSPHRASE);
    await open.click();
    await expect(dialog).toContainText('déjà sur cet ordinateur', { timeout: 60_000 });
    expect(await axeViolationsWithin(page, '[role="dialog"]')).toEqual([]);
    await dialog.getByRole('checkbox', { name: 'Mettre de côté' }).check();
    await open.click();
    await expect(page.locator('[data-screen="today"]')).toBeVisible({ timeout: 60_000 });
    await expect(page.getByText('La sauvegarde est ouverte')).toBeVisible();
  } finally {
    await close();
    await ent.close();
    data.remove();
  }
});
