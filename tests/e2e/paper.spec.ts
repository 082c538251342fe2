import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { answerDialogs } from './answer-dialogs.ts';
import { axeViolations } from './axe-violations.ts';
import { openDemoWindow } from './demo-window.ts';

const SHOTS = process.env.CARTABLE_SHOTS;

/** Thirty-five PDFs are cut and optimised: on a busy machine. */
const LONG_MS = 600_000;

test('sheets are printed, and their scanned pile is sorted among the copies', async () => {
  test.setTimeout(LONG_MS);
  const demo = await openDemoWindow();
  try {
    const { page } = demo.cartable;
    const sheets = join(demo.folder, 'feuilles.pdf');
    // The printed sheets themselves, as a scanner without any fault would give them.
    await answerDialogs(demo.cartable, { open: sheets, save: sheets });
    await page.keyboard.press('Control+2');
    await expect(page.locator('.gradebook-name').first()).toBeVisible();
    await page.getByTestId('exchange-menu').click();
    await page.getByRole('menuitem', { name: 'Imprimer des feuilles' }).click();
    await page.getByTestId('sheets-dialog').getByRole('button', { name: 'Enregistrer le PDF' }).click();
    await expect.poll(() => existsSync(sheets)).toBe(true);
    await page.getByTestId('exchange-menu').click();
    await page.getByRole('menuitem', { name: 'Répartir des copies' }).click();
    const dialog = page.getByTestId('pile-import');
    await dialog.getByRole('button', { name: 'Choisir un fichier' }).click();
    const table = page.getByRole('region', { name: 'Les pages et leurs élèves' });
    await expect(table.locator('tbody tr')).toHaveCount(35, { timeout: LONG_MS });
    await expect(table.getByRole('combobox')).toHaveCount(0);
    if (SHOTS !== undefined)
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await page.screenshot({ path: join(SHOTS, `pile-import-${colorScheme}.png`) });
      }
    expect(await axeViolations(page)).toEqual([]);
    const collected = () =>
      demo.local((db) =>
        db.prepare('SELECT COUNT(*) FROM collected_file WHERE removed_at IS NULL').pluck().get(),
      );
    await page.getByTestId('pile-confirm').press('Enter');
    await expect.poll(collected, { timeout: LONG_MS }).toBe(35);
    await expect(dialog).toBeHidden();
    await page.keyboard.press('Control+z');
    await expect.poll(collected).toBe(0);
  } finally {
    await demo.close();
  }
});
