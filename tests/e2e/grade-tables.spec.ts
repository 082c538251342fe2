import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { answerDialogs } from './answer-dialogs.ts';
import { axeViolationsWithin } from './axe-violations.ts';
import { openDemoWindow } from './demo-window.ts';

const SHOTS = process.env.CARTABLE_SHOTS;

test('grades come in from a table after they were shown, go by undo, and the gradebook goes out', async () => {
  const demo = await openDemoWindow();
  try {
    const { page } = demo.cartable;
    const [open, save] = [join(demo.folder, 'notes.csv'), join(demo.folder, 'carnet.csv')];
    await answerDialogs(demo.cartable, { open, save });
    await page.keyboard.press('Control+2');
    await expect(page.locator('.gradebook-name').first()).toBeVisible();
    const names = await page.locator('.gradebook-name').allTextContents();
    const [first = '', second = '', third = ''] = names.map((name) => name.trim());
    const grade = page.locator('[data-place="0:0"]');
    const before = (await grade.textContent()) ?? '';
    const [half] = third.split(' ');
    const unlike = before === '18,5' ? '17,5' : '18,5';
    writeFileSync(
      open,
      `Élève;Note;Appréciation\n${first.toUpperCase()};${unlike};Très bon travail\n${second};21;\n${half} Quelqu’un;12;\n`,
    );
    await page.getByTestId('exchange-menu').click();
    await page.getByRole('menuitem', { name: 'Importer des notes' }).click();
    await page.getByTestId('grade-import').getByRole('button', { name: 'Choisir un fichier' }).click();
    const table = page.getByRole('region', { name: 'Les lignes du tableau' });
    await expect(table.locator('tbody tr')).toHaveCount(3);
    await expect(table.getByText('Hors barème')).toBeVisible();
    await expect(page.getByText('1 note illisible n’est pas importée.')).toBeVisible();
    expect(await grade.textContent()).toBe(before);
    if (SHOTS !== undefined)
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await page.screenshot({ path: join(SHOTS, `grade-import-${colorScheme}.png`) });
      }
    expect(await axeViolationsWithin(page, '[data-testid="grade-import"]')).toEqual([]);
    await page.getByTestId('grade-import-confirm').click();
    await expect(grade).toContainText(unlike);
    await page.keyboard.press('Control+z');
    await expect(grade).toHaveText(before);
    await page.getByTestId('exchange-menu').click();
    await page.getByRole('menuitem', { name: /\.csv/ }).click();
    await expect.poll(() => existsSync(save)).toBe(true);
    const [head, maxima, , ...rows] = readFileSync(save, 'utf8').trim().split('\r\n');
    expect(head).toContain('Nom;Prénom;');
    expect(maxima).toMatch(/^Sur;;20;/);
    // The whole class, not only the rows that are drawn.
    expect(rows).toHaveLength(35);
  } finally {
    await demo.close();
  }
});
