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
});

test.afterAll(() => demo?.close());

/** For eyes, where somebody asks for pictures. */
async function shoot(name: string): Promise<void> {
  const folder = process.env.CARTABLE_SHOTS;
  if (folder !== undefined) await cartable.page.screenshot({ path: join(folder, `publication-${name}.png`) });
}

/** The lessons of this title on disk, soonest first. */
const saved = (title = 'Ondes') =>
  demo.local((db) =>
    db
      .prepare(
        `SELECT class_group_id AS classGroupId, is_published AS isPublished, publish_at - starts_at AS afterStart
         FROM lesson WHERE title = ? AND removed_at IS NULL ORDER BY rowid`,
      )
      .all(title),
  ) as { classGroupId: string; isPublished: number; afterStart: number | null }[];

const places = () => cartable.page.getByTestId('lesson-place');

async function openDialog(): Promise<void> {
  await cartable.page.getByTestId('lesson-publish').press('Enter');
  await expect(places().first().getByTestId('place-when')).toBeFocused();
}

test('a lesson is previewed as students see it, and goes to two classes, now and at the lesson’s hour', async () => {
  const { page } = cartable;
  await page.keyboard.press('n');
  await expect(page.getByTestId('lesson-title')).toBeFocused();
  await page.keyboard.type('Ondes');
  await page.keyboard.press('Enter');
  await page.keyboard.type('La célérité d’une onde.');
  // No pause: what is previewed is what has just been typed.
  await openDialog();
  const preview = page.getByTestId('lesson-preview');
  await expect(preview).toContainText('Ondes');
  await expect(preview).toContainText('La célérité d’une onde.');
  await expect(preview.getByRole('toolbar')).toHaveCount(0);
  await expect(places().first().getByTestId('place-when')).toHaveValue('now');
  await places().nth(1).getByTestId('place-when').selectOption('hour');
  await expect(places().nth(1).getByTestId('place-starts')).toBeVisible();
  expect(await axeViolationsWithin(page, '.mantine-Modal-content')).toEqual([]);
  await shoot('dialog');
  await page.getByTestId('publication-confirm').press('Enter');
  await expect(page.getByTestId('lesson-preview')).toHaveCount(0);
  await expect(page.getByTestId('lesson-published')).toBeChecked();
  expect(saved()).toMatchObject([
    { isPublished: 1, afterStart: null },
    { isPublished: 0, afterStart: 0 },
  ]);
});

test('the copy shows its state, and one Ctrl+Z takes the publication and the copy back', async () => {
  const { page } = cartable;
  await openDialog();
  await expect(places().nth(1).getByTestId('place-when')).toHaveValue('keep');
  await expect(places().nth(1).locator('option').first()).toContainText('Visible le');
  await page.keyboard.press('Escape');
  await page.getByTestId('lesson-published').focus();
  await page.keyboard.press('Control+z');
  await expect(page.getByTestId('lesson-published')).not.toBeChecked();
  expect(saved()).toMatchObject([{ isPublished: 0, afterStart: null }]);
  await page.keyboard.press('Control+Shift+z');
  await expect(page.getByTestId('lesson-published')).toBeChecked();
  expect(saved()).toHaveLength(2);
});

test('a text that was corrected since is taken over by the copy, which stays planned', async () => {
  const { page } = cartable;
  await page.locator('.rich-text-body').first().press('Control+End');
  await page.keyboard.type(' Et sa période.');
  await openDialog();
  await places().nth(1).getByTestId('place-correct').check();
  await shoot('correct');
  await page.getByTestId('publication-confirm').press('Enter');
  await expect(page.getByTestId('lesson-preview')).toHaveCount(0);
  const texts = demo.local((db) =>
    db.prepare("SELECT blocks FROM lesson WHERE title = 'Ondes'").pluck().all(),
  );
  expect(texts).toEqual([expect.stringContaining('Et sa période'), expect.stringContaining('Et sa période')]);
  expect(saved()[1]).toMatchObject({ isPublished: 0, afterStart: 0 });
});

test('a date of one’s own, in the small window: the lesson is planned, and withdrawn by its switch', async () => {
  const { page, application } = cartable;
  await application.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.setContentSize(800, 600),
  );
  await expect.poll(() => page.evaluate(() => window.innerWidth)).toBe(800);
  await openDialog();
  await places().first().getByTestId('place-when').selectOption('draft');
  await page.getByTestId('publication-confirm').press('Enter');
  await expect(page.getByTestId('lesson-published')).not.toBeChecked();
  await openDialog();
  await places().first().getByTestId('place-when').selectOption('date');
  await places().first().getByTestId('place-date').fill('2096-01-09T08:00');
  await expect(page.getByTestId('publication-confirm')).toBeEnabled();
  await shoot('small');
  await page.getByTestId('publication-confirm').press('Enter');
  await expect(page.getByRole('complementary')).toContainText('Visible le 9 janv. 2096');
  await page.getByTestId('lesson-published').check({ force: true });
  await expect.poll(() => saved()[0]).toMatchObject({ isPublished: 1, afterStart: null });
  await page.getByTestId('lesson-published').uncheck({ force: true });
  await expect.poll(() => saved()[0]).toMatchObject({ isPublished: 0, afterStart: null });
});
