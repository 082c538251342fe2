import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { answerDialogs } from './answer-dialogs.ts';
import { axeViolationsWithin } from './axe-violations.ts';
import { openDemoWindow } from './demo-window.ts';

const SHOTS = process.env.CARTABLE_SHOTS;

test('copies come in from a ZIP once the doubtful ones were named, go by undo, and files given back go out', async () => {
  const demo = await openDemoWindow();
  try {
    const { page } = demo.cartable;
    const [open, save] = [join(demo.folder, 'devoir.zip'), join(demo.folder, 'rendu.zip')];
    await answerDialogs(demo.cartable, { open, save });
    await page.keyboard.press('Control+2');
    await expect(page.locator('.gradebook-name').first()).toBeVisible();
    const names = await page.locator('.gradebook-name').allTextContents();
    const [first = '', second = ''] = names.map((name) => name.trim());
    const [half] = second.split(' ');
    writeFileSync(
      open,
      zipSync({
        [`${first}_51_assignsubmission_file_/copie.txt`]: strToU8('La copie de la première'),
        [`${half} Quelqu’un_52_assignsubmission_file_/copie.txt`]: strToU8('De qui ?'),
        '__MACOSX/._copie.txt': strToU8('rien'),
      }),
    );
    const collected = () =>
      demo.local((db) =>
        db.prepare('SELECT COUNT(*) FROM collected_file WHERE removed_at IS NULL').pluck().get(),
      );
    await page.getByTestId('exchange-menu').click();
    await page.getByRole('menuitem', { name: 'Importer des copies' }).click();
    const dialog = page.getByTestId('copies-import');
    await dialog.getByRole('button', { name: 'Choisir un fichier' }).click();
    const table = page.getByRole('region', { name: 'Les fichiers du ZIP' });
    await expect(table.locator('tbody tr')).toHaveCount(2);
    await expect(dialog.getByText('attend que vous disiez')).toBeVisible();
    expect(collected()).toBe(0);
    const who = table.getByRole('combobox');
    await who.selectOption({ label: (await who.locator('option').nth(1).textContent()) ?? '' });
    await expect(dialog.getByText('attend que vous disiez')).toBeHidden();
    if (SHOTS !== undefined)
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await page.screenshot({ path: join(SHOTS, `copies-import-${colorScheme}.png`) });
      }
    expect(await axeViolationsWithin(page, '[data-testid="copies-import"]')).toEqual([]);
    await page.getByTestId('copies-import-confirm').press('Enter');
    await expect(dialog).toBeHidden();
    await expect.poll(collected).toBe(2);
    await page.keyboard.press('Control+z');
    await expect.poll(collected).toBe(0);
    await page.getByTestId('exchange-menu').click();
    await page.getByRole('menuitem', { name: 'Exporter les copies annotées' }).click();
    await page.getByTestId('feedback-export').getByRole('button', { name: 'Enregistrer le ZIP' }).click();
    await expect.poll(() => existsSync(save)).toBe(true);
    for (const name of Object.keys(unzipSync(readFileSync(save)))) expect(name).toMatch(/^[^/]+\/[^/]+$/);

    // Brought again, one of them is taken away on its copy, and put back.
    await page.keyboard.press('Control+y');
    await expect.poll(collected).toBe(2);
    const place = demo.local((db) =>
      db
        .prepare(
          `SELECT assignment_id || '/' || submission.id FROM collected_file
           JOIN submission ON submission.id = submission_id ORDER BY 1 LIMIT 1`,
        )
        .pluck()
        .get(),
    );
    await page.evaluate((hash) => {
      window.location.hash = hash;
    }, `#/grading/${place}`);
    await expect(page.getByTestId('grade-field')).toBeVisible();
    // Both hang on one copy: the second student was named by hand, and is the first of the list.
    const tabs = page.getByRole('tab');
    await expect(tabs).toHaveCount(2);
    await tabs.last().click();
    await expect(page.getByTestId('brought-file')).toBeVisible();
    await page.getByTestId('take-away').click();
    await expect(tabs).toHaveCount(0);
    await expect.poll(collected).toBe(1);
    await page.keyboard.press('Control+z');
    await expect.poll(collected).toBe(2);
    await expect(tabs).toHaveCount(2);
  } finally {
    await demo.close();
  }
});
