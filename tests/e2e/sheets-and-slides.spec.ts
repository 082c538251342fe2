import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { writeXlsx } from '../../main/engine/tables/xlsx.ts';
import { answerDialogs } from './answer-dialogs.ts';
import { axeViolationsWithin } from './axe-violations.ts';
import { openDemoWindow } from './demo-window.ts';
import { takeInBothLanguages } from './pictures.ts';

test('a document of sheets is looked at as tables, below the name of each', async () => {
  const demo = await openDemoWindow();
  try {
    const { cartable } = demo;
    const { page } = cartable;
    await demo.ent.close();
    await page.keyboard.press('Control+4');
    await expect(page.getByTestId('week')).toBeVisible();
    await page.keyboard.press('n');
    await expect(page.getByTestId('lesson-title')).toBeFocused();
    await page.keyboard.type('Mesures');
    const path = join(demo.folder, 'mesures.xlsx');
    writeFileSync(
      path,
      writeXlsx([
        ['Angle', 'Indice'],
        [30, 1.5],
        [45, 1.49],
      ]),
    );
    await answerDialogs(cartable, { open: path, save: '' });
    await page.getByTestId('attach-button').first().press('Enter');
    await page.getByTestId('attachment').getByRole('button').first().press('Enter');
    const dialog = page.getByRole('dialog', { name: 'mesures.xlsx' });
    await expect(dialog.locator('.written-table td').nth(3)).toHaveText('1,5');
    await expect(dialog.getByRole('heading', { name: 'Notes' })).toBeVisible();
    expect(await axeViolationsWithin(page, '.written-sheet')).toEqual([]);
    await takeInBothLanguages(page, 'sheets');
  } finally {
    await demo.close();
  }
});
