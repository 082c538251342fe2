import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { axeViolations } from './axe-violations.ts';
import type { CartableWindow } from './cartable-window.ts';
import { type DemoWindow, openCalendarOffline } from './demo-window.ts';

/** One window for the whole file: each test starts where the one before it ended, with the ENT gone. */
test.describe.configure({ mode: 'serial' });

let demo: DemoWindow;
let cartable: CartableWindow;

test.beforeAll(async () => {
  demo = await openCalendarOffline();
  ({ cartable } = demo);
});

test.afterAll(() => demo?.close());

/** For eyes, where somebody asks for pictures. */
async function shoot(name: string): Promise<void> {
  const folder = process.env.CARTABLE_SHOTS;
  if (folder !== undefined) await cartable.page.screenshot({ path: join(folder, `load-${name}.png`) });
}

const dueBar = () => cartable.page.getByTestId('load-plot').locator('[data-due]');

test('homework with an expected time is in the plot of its week, beside its date, once it is saved', async () => {
  const { page } = cartable;
  await page.keyboard.press('n');
  await expect(page.getByTestId('lesson-title')).toBeFocused();
  await page.keyboard.type('Ondes');
  await page.getByTestId('homework-add').press('Enter');
  await expect(page.getByTestId('homework-text')).toBeFocused();
  await page.keyboard.type('Exercice 12');
  await page.getByTestId('homework-minutes').fill('45');
  await page.keyboard.press('Tab');
  await expect(dueBar()).toHaveCount(1);
  await expect
    .poll(async () => Number(await dueBar().getAttribute('data-minutes')))
    .toBeGreaterThanOrEqual(45);
  const before = Number(await dueBar().getAttribute('data-minutes'));
  await page.getByTestId('homework-minutes').fill('90');
  await page.keyboard.press('Tab');
  await expect(dueBar()).toHaveAttribute('data-minutes', String(before + 45));
  await expect(page.getByTestId('load-plot').getByRole('img')).toHaveAttribute('aria-label', /90\smin/);
  await page.getByTestId('load-plot').scrollIntoViewIfNeeded();
  await shoot('lesson');
});

test('the week of one class shows what is due on each day; that of all classes does not', async () => {
  const { page } = cartable;
  const className = await page.getByTestId('lesson-class').inputValue();
  const dueAt = demo.local((db) =>
    db.prepare("SELECT due_at FROM homework WHERE text = 'Exercice 12'").pluck().get(),
  ) as number;
  await page.locator('.lesson-back').click();
  await expect(page.getByTestId('week')).toBeVisible();
  await expect(page.getByTestId('load-head')).toHaveCount(0);
  await page.getByTestId('lessons-filter').click();
  await page.getByRole('option', { name: className, exact: true }).click();
  // The next session may be in the week after.
  const heads = page.locator('[data-testid="load-head"][data-minutes]:not([data-minutes="0"])');
  const shown = async () => {
    if ((await heads.count()) === 0 && dueAt > Date.now()) await page.keyboard.press('PageDown');
    return heads.count();
  };
  await page.getByTestId('week').focus();
  await expect.poll(shown).toBeGreaterThan(0);
  await expect(heads.first()).toContainText('90');
  await shoot('week');
  expect(await axeViolations(page)).toEqual([]);
});
