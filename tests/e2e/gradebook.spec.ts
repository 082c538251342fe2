import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { axeViolationsWithin } from './axe-violations.ts';
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
    // Where the demonstration's assignments lie depends on the day: in one period or, at its edge, in two.
    const inPeriods: number[] = [];
    for (const index of [1, 2, 3]) {
      const value = await period.locator('option').nth(index).getAttribute('value');
      await period.selectOption({ index });
      // The field has the period of the gradebook that is shown, so that this waits for its answer.
      await expect(period).toHaveValue(value ?? '');
      inPeriods.push(await assignments());
      if (inPeriods.at(-1) === 0)
        await expect(page.getByText('Cette classe n’a pas de devoir dans cette période.')).toBeVisible();
    }
    expect(inPeriods).toContain(0);
    expect(inPeriods.reduce((sum, count) => sum + count)).toBe(inYear);
    const fullest = Math.max(...inPeriods);
    await period.selectOption({ index: inPeriods.indexOf(fullest) + 1 });
    await expect.poll(assignments).toBe(fullest);
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
    expect(await axeViolationsWithin(page, '.classes')).toEqual([]);
  } finally {
    await demo.close();
  }
});

test('a student’s course opens from their name by the keyboard, beside the class, and goes on to the next student', async () => {
  const demo = await openDemoWindow();
  try {
    const { page } = demo.cartable;
    await page.keyboard.press('Control+2');
    const first = page.locator('.gradebook-name').first();
    await expect(first).toBeVisible();
    const names = await page.locator('.gradebook-name').allTextContents();
    await page.locator('[data-place="0:0"]').focus();
    await page.keyboard.press('ArrowLeft');
    await expect(first).toBeFocused();
    await page.keyboard.press('Enter');
    const course = page.getByRole('dialog');
    await expect(course.locator('svg[role="img"]')).toBeVisible();
    await expect(course.getByRole('row', { name: /Toute l’année/ })).toBeVisible();
    const titles = await page.locator('.gradebook-assignment').count();
    await expect(course.locator('.course-open')).toHaveCount(titles);
    await expect(course.locator('.course-plot-point').first()).toBeVisible();
    const next = course.getByRole('button', { name: 'Élève suivant' });
    await expect(next).toBeFocused();
    await page.keyboard.press('Enter');
    const [last = '', ...given] = (names[1] ?? '').split(' ');
    await expect(course).toHaveAccessibleName(`${given.join(' ')} ${last}`);
    if (SHOTS !== undefined)
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await page.screenshot({ path: join(SHOTS, `course-${colorScheme}.png`) });
      }
    expect(await axeViolationsWithin(page, '[role="dialog"]')).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(first).toBeFocused();
  } finally {
    await demo.close();
  }
});
