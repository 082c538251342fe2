import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { axeViolationsWithin } from './axe-violations.ts';
import type { CartableWindow } from './cartable-window.ts';
import { type DemoWindow, openDemoWindow } from './demo-window.ts';

/** One window for the whole file: each test starts where the one before it ended. */
test.describe.configure({ mode: 'serial' });

let demo: DemoWindow;
let cartable: CartableWindow;

test.beforeAll(async () => {
  demo = await openDemoWindow();
  ({ cartable } = demo);
  await cartable.page.keyboard.press('Control+4');
  await expect(cartable.page.getByTestId('week')).toBeVisible();
});

test.afterAll(() => demo?.close());

/** For eyes, where somebody asks for pictures. */
async function shoot(name: string): Promise<void> {
  const folder = process.env.CARTABLE_SHOTS;
  if (folder === undefined) return;
  const { page } = cartable;
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: join(folder, `graded-${name}-${colorScheme}.png`) });
  }
}

const kept = () =>
  demo.local((db) =>
    db.prepare('SELECT max_x100 AS max, assignment_id AS assignment FROM graded_homework').all(),
  );
const waiting = () => demo.local((db) => db.prepare('SELECT COUNT(*) FROM outbox_op').pluck().get());

test('one click says that homework is graded, out of 20; Ctrl+Z takes it back, and nothing of it is sent', async () => {
  const { page } = cartable;
  await page.keyboard.press('n');
  await expect(page.getByTestId('lesson-title')).toBeFocused();
  await page.keyboard.type('Dioptres');
  await page.getByTestId('homework-add').press('Enter');
  await expect(page.getByTestId('homework-text')).toBeFocused();
  await expect(page.getByTestId('homework-grade')).toHaveCount(0);
  await page.keyboard.type('DM : le dioptre plan');
  await page.getByTestId('homework-grade').press('Enter');
  await expect(page.getByTestId('graded-missing')).toContainText('« DM : le dioptre plan »');
  expect(kept()).toEqual([{ max: 2000, assignment: null }]);
  const before = waiting();
  await page.getByTestId('graded-maximum').fill('10');
  await page.getByTestId('graded-maximum').press('Enter');
  await expect.poll(kept).toEqual([{ max: 1000, assignment: null }]);
  expect(await axeViolationsWithin(page, '[data-testid="homework"]')).toEqual([]);
  await page.getByTestId('homework-graded').scrollIntoViewIfNeeded();
  await shoot('missing');
  await page.locator('.lesson-back').focus();
  await page.keyboard.press('Control+z');
  await expect.poll(kept).toEqual([{ max: 2000, assignment: null }]);
  await page.keyboard.press('Control+z');
  await expect(page.getByTestId('homework-grade')).toBeVisible();
  expect(kept()).toEqual([]);
  await page.keyboard.press('Control+Shift+z');
  await expect(page.getByTestId('graded-missing')).toBeVisible();
  expect(waiting()).toBe(before);
});

test('an assignment of its class can be chosen by the keyboard; it leads to grading, and from there to the lesson', async () => {
  const { page } = cartable;
  const choice = page.getByTestId('graded-choice');
  await choice.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('graded-open')).toBeVisible();
  await expect(page.getByTestId('graded-missing')).toHaveCount(0);
  expect(kept()).toEqual([{ max: 2000, assignment: expect.any(String) }]);
  await page.getByTestId('homework-graded').scrollIntoViewIfNeeded();
  await shoot('chosen');
  await page.getByTestId('graded-open').press('Enter');
  await expect(page.locator('[data-screen="grading"]')).toBeVisible();
  await expect(page.getByTestId('assignment-lesson')).toHaveAccessibleName(/Dioptres/);
  await shoot('grading');
  await page.getByTestId('assignment-lesson').press('Enter');
  await expect(page.getByTestId('lesson-title')).toHaveValue('Dioptres');
  await page.getByTestId('graded-stop').press('Enter');
  await expect(page.getByTestId('homework-grade')).toBeVisible();
  expect(kept()).toEqual([]);
});
