import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { answerDialogs } from './answer-dialogs.ts';
import { axeViolationsWithin } from './axe-violations.ts';
import { openDemoWindow } from './demo-window.ts';

const SHOTS = process.env.CARTABLE_SHOTS;

test('reports of the class are saved as a PDF, and Ctrl+P shows the printed gradebook in the system’s program', async () => {
  const demo = await openDemoWindow();
  try {
    const { page, application } = demo.cartable;
    const save = join(demo.folder, 'bilans.pdf');
    await answerDialogs(demo.cartable, { open: demo.folder, save });
    await application.evaluate(({ shell }) => {
      const shown: string[] = [];
      Object.assign(globalThis, { shownPages: shown });
      shell.openPath = async (path) => {
        shown.push(path);
        return '';
      };
    });
    await page.keyboard.press('Control+2');
    await expect(page.locator('.gradebook-name').first()).toBeVisible();
    await page.getByTestId('exchange-menu').click();
    await page.getByRole('menuitem', { name: 'Bilans des élèves' }).click();
    const dialog = page.getByRole('dialog', { name: 'Bilans des élèves' });
    await expect(dialog.getByRole('combobox', { name: 'Pour' })).toBeFocused();
    await dialog.getByRole('checkbox').check();
    if (SHOTS !== undefined)
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await page.screenshot({ path: join(SHOTS, `reports-${colorScheme}.png`) });
      }
    expect(await axeViolationsWithin(page, '[role="dialog"]')).toEqual([]);
    await dialog.getByRole('button', { name: 'Enregistrer…' }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByText('Bilans de 35 élèves enregistrés.')).toBeVisible();
    expect(readFileSync(save).subarray(0, 5).toString()).toBe('%PDF-');
    expect(readdirSync(demo.folder).filter((name) => name.endsWith('.part'))).toEqual([]);

    await page.locator('[data-place="0:0"]').focus();
    await page.keyboard.press('Control+p');
    const shown = () =>
      application.evaluate(() => (globalThis as unknown as { shownPages: string[] }).shownPages);
    await expect.poll(shown).toHaveLength(1);
    const [path = ''] = await shown();
    expect(path).toMatch(/printed.gradebook-[0-9a-z-]+\.pdf$/);
    expect(existsSync(path)).toBe(true);
    await expect(page.getByText(/à imprimer/)).toBeVisible();
  } finally {
    await demo.close();
  }
});
