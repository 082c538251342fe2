import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { axeViolationsWithin } from './axe-violations.ts';
import type { CartableWindow } from './cartable-window.ts';
import { type DemoWindow, openCalendarOffline } from './demo-window.ts';

/** One window for the whole file: each test starts where the one before it ended, with the ENT gone. */
test.describe.configure({ mode: 'serial' });

let demo: DemoWindow;
let cartable: CartableWindow;

test.beforeAll(async () => {
  demo = await openCalendarOffline();
  ({ cartable } = demo);
  await cartable.page.getByTestId('lessons-mode').getByText('Jour').click();
});

test.afterAll(() => demo?.close());

/** For eyes, where somebody asks for pictures. */
async function shoot(name: string): Promise<void> {
  const folder = process.env.CARTABLE_SHOTS;
  if (folder === undefined) return;
  for (const colorScheme of ['light', 'dark'] as const) {
    await cartable.page.emulateMedia({ colorScheme });
    await cartable.page.screenshot({ path: join(folder, `day-${name}-${colorScheme}.png`) });
  }
}

/** « lundi 30 novembre » of today, so many days later. */
const dayWords = (daysLater: number) => {
  const format = { timeZone: 'Europe/Paris', weekday: 'long', day: 'numeric', month: 'long' } as const;
  return new Intl.DateTimeFormat('fr-FR', format).format(Date.now() + daysLater * 86_400_000);
};
const title = () => cartable.page.getByTestId('week-title');

test('one day is shown, turned by the page keys, and today comes back by T', async () => {
  const { page } = cartable;
  await expect(page.getByTestId('week')).toHaveAttribute('data-period', 'day');
  await expect(page.locator('.week-day')).toHaveCount(1);
  await expect(title()).toContainText(dayWords(0));
  await page.locator('body').press('PageDown');
  await expect(title()).toContainText(dayWords(1));
  await page.locator('body').press('PageUp');
  await page.locator('body').press('PageUp');
  await expect(title()).toContainText(dayWords(-1));
  await page.locator('body').press('t');
  await expect(title()).toContainText(dayWords(0));
  expect(await axeViolationsWithin(page, '[data-testid="week"]')).toEqual([]);
  await shoot('today');
});

test('N begins a lesson on the day that is shown, which is there when the lesson is left', async () => {
  const { page } = cartable;
  for (let step = 0; step < 14; step += 1) await page.locator('body').press('PageDown');
  await expect(title()).toContainText(dayWords(14));
  await page.keyboard.press('n');
  await expect(page.getByTestId('lesson-title')).toBeFocused();
  await page.keyboard.type('Séance du jour');
  await expect(page.getByTestId('save-state')).toHaveAttribute('data-status', 'saved');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(title()).toContainText(dayWords(14));
  await expect(page.getByTestId('lesson').filter({ hasText: 'Séance du jour' })).toBeVisible();
  await shoot('lesson');
  await page.getByTestId('lessons-mode').getByText('Semaine').click();
  await expect(page.getByTestId('lesson').filter({ hasText: 'Séance du jour' })).toBeVisible();
});
