import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { startReferenceEnt } from '../../main/reference-ent/server.ts';
import { writeClass } from '../engine/write-class.ts';
import { axeViolations } from './axe-violations.ts';
import { connectByForm, launchCartable, openCartable, temporaryData } from './cartable-window.ts';

const PASSPHRASE = 'cheval agrafe pile';

test('a locked window holds nothing of the class, keeps what was being typed, and stays locked when it is opened again', async () => {
  const data = temporaryData();
  const ent = await startReferenceEnt({ directory: join(data.directory, 'ent'), seed: 'empty' });
  writeClass(ent, 3);
  const first = await openCartable(join(data.directory, 'data'));
  let { page } = first;
  const locked = () => page.locator('[data-screen="locked"]');
  const field = () => page.getByRole('textbox', { name: 'Phrase secrète' });
  let second: typeof first | null = null;
  try {
    await connectByForm(page, ent);
    await expect(page.locator('[data-screen="today"]')).toBeVisible();
    // Without a passphrase the key leads to where one is chosen, and says so.
    await page.keyboard.press('Control+L');
    await expect(page.getByText('Choisissez d’abord une phrase secrète')).toBeVisible();
    await page.getByTestId('choose-lock').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Phrase secrète' }).fill(PASSPHRASE);
    await dialog.getByRole('textbox', { name: 'La même phrase' }).fill(PASSPHRASE);
    await page.keyboard.press('Enter');
    await expect(dialog).toHaveCount(0);

    await page.keyboard.press('Control+3');
    await page.getByTestId('assignment').filter({ hasText: 'Devoir n° 1' }).click();
    await expect(page.getByTestId('grade-field')).toBeVisible();
    await page.keyboard.press('c');
    await page.keyboard.type('Un travail sérieux.');
    await page.keyboard.press('Control+L');
    await expect(locked()).toBeVisible();
    await expect(page.locator('body')).not.toContainText('Prénom');
    expect(await page.content()).not.toContain('Nom 1');
    expect(await page.content()).not.toContain('travail sérieux');
    expect(
      await first.application.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle()),
    ).toBe('Cartable');
    expect(await axeViolations(page)).toEqual([]);
    await page.reload();
    await expect(locked()).toBeVisible();
    await expect(field()).toBeFocused();
    await page.keyboard.type('une autre phrase');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('alert')).toContainText('Ce n’est pas la phrase secrète');
    await field().fill(PASSPHRASE);
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('grade-field')).toBeVisible();
    await expect(page.locator('body')).toContainText('Un travail sérieux.');

    await first.close();
    second = await launchCartable(join(data.directory, 'data'));
    page = second.page;
    await expect(locked()).toBeVisible({ timeout: 60_000 });
    await expect(page.locator('body')).not.toContainText('2de 3');
    await field().fill(PASSPHRASE);
    await page.keyboard.press('Enter');
    await expect(page.locator('[data-screen="today"]')).toBeVisible();
  } finally {
    await first.close();
    await second?.close();
    await ent.close();
    data.remove();
  }
});
