import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { PDFDocument } from 'pdf-lib';
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

/** A page without any sheet before it, then the first two sheets. */
async function doubtfulPile(sheets: string): Promise<Uint8Array> {
  const printed = await PDFDocument.load(await readFile(sheets));
  const pile = await PDFDocument.create();
  pile.addPage([595, 842]).drawText('Sans feuille');
  for (const page of await pile.copyPages(printed, [0, 1])) pile.addPage(page);
  return pile.save();
}

test('a pile that comes into the folder of an assignment is attached by itself, and its doubtful page asked about', async () => {
  test.setTimeout(LONG_MS);
  const demo = await openDemoWindow();
  try {
    const { page, application } = demo.cartable;
    const sheets = join(demo.folder, 'feuilles.pdf');
    await answerDialogs(demo.cartable, { open: sheets, save: sheets });
    await page.keyboard.press('Control+2');
    await expect(page.locator('.gradebook-name').first()).toBeVisible();
    await page.getByTestId('exchange-menu').click();
    await page.getByRole('menuitem', { name: 'Imprimer des feuilles' }).click();
    const choice = page.getByTestId('sheets-dialog').getByRole('combobox').first();
    const assignmentId = await choice.inputValue();
    await page.getByTestId('sheets-dialog').getByRole('button', { name: 'Enregistrer le PDF' }).click();
    await expect.poll(() => existsSync(sheets)).toBe(true);
    const scans = join(demo.folder, 'Numérisations');
    mkdirSync(scans);
    await application.evaluate(({ dialog }, path) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] });
    }, scans);
    await page.keyboard.press('Control+5');
    await page.getByText('À ranger').click();
    const folders = page.getByTestId('watched-folders');
    await folders.getByRole('button', { name: 'Suivre un dossier' }).click();
    await folders.getByRole('combobox').selectOption(assignmentId);
    await expect(folders.getByRole('combobox')).toHaveValue(assignmentId);
    await expect(folders).toContainText('rien n’y est modifié');
    writeFileSync(join(scans, 'pile.pdf'), await doubtfulPile(sheets));
    const collected = () =>
      demo.local((db) =>
        db.prepare('SELECT COUNT(*) FROM collected_file WHERE removed_at IS NULL').pluck().get(),
      );
    await expect(page.getByTestId('arrival')).toContainText('Pages à attribuer', { timeout: LONG_MS });
    expect(collected()).toBe(2);
    await page.getByTestId('arrival').click();
    if (SHOTS !== undefined) await page.screenshot({ path: join(SHOTS, 'scan-folder.png') });
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Dire de qui sont les pages' }).press('Enter');
    const table = page.getByRole('region', { name: 'Les pages et leurs élèves' });
    await expect(table.locator('tbody tr')).toHaveCount(3, { timeout: LONG_MS });
    await table.getByRole('combobox').selectOption({ index: 3 });
    await page.getByTestId('pile-confirm').press('Enter');
    await expect.poll(collected, { timeout: LONG_MS }).toBe(3);
    await expect(page.getByTestId('arrival')).toHaveCount(0);
  } finally {
    await demo.close();
  }
});
