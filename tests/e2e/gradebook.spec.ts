import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { openDemoWindow } from './demo-window.ts';

const SHOTS = process.env.CARTABLE_SHOTS;

test('the gradebook of a period has its own assignments, and a grade typed there moves its averages', async () => {
  const demo = await openDemoWindow();
  try {
    const { page } = demo.cartable;
    const assignments = () => page.locator('.gradebook-assignment').count();
    await page.keyboard.press('Control+2');
    await expect(page.locator('.gradebook-assignment').first()).toBeVisible();
    const inYear = await assignments();
    const period = page.getByRole('combobox', { name: 'Période' });
    // The demonstration's assignments are all of the first period.
    await period.selectOption({ index: 3 });
    await expect(page.getByText('Cette classe n’a pas de devoir dans cette période.')).toBeVisible();
    await period.selectOption({ index: 1 });
    await expect.poll(assignments).toBe(inYear);
    const average = page.locator('tbody .gradebook-average').first();
    const before = await average.textContent();
    await page.locator('[data-place="0:0"]').focus();
    await page.keyboard.type(before === '20' ? '0' : '20');
    await page.keyboard.press('Enter');
    await expect(average).not.toHaveText(before ?? '');
    if (SHOTS !== undefined)
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await page.screenshot({ path: join(SHOTS, `gradebook-${colorScheme}.png`) });
      }
    const { violations } = await new AxeBuilder({ page }).include('.classes').setLegacyMode(true).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
  } finally {
    await demo.close();
  }
});
