import { expect, test } from '@playwright/test';
import Database from 'better-sqlite3';
import { axeViolationsWithin } from './axe-violations.ts';
import type { CartableWindow } from './cartable-window.ts';
import { type DemoWindow, openCalendarOffline } from './demo-window.ts';
import { chooseInLessonMenu } from './lesson-menu.ts';

/** One window for the whole file: each test starts where the one before it ended, with the ENT gone. */
test.describe.configure({ mode: 'serial' });

let demo: DemoWindow;
let cartable: CartableWindow;

test.beforeAll(async () => {
  demo = await openCalendarOffline();
  ({ cartable } = demo);
});

test.afterAll(() => demo?.close());

const saved = () =>
  demo.local((db) =>
    db.prepare("SELECT blocks, teacher_blocks AS kept FROM lesson WHERE title = 'Réfraction'").get(),
  ) as { blocks: string; kept: string } | undefined;
const keptCount = () =>
  demo.local((db) =>
    db
      .prepare(
        `SELECT COUNT(*) FROM lesson_version JOIN lesson ON lesson.id = lesson_id WHERE lesson.title = 'Réfraction'`,
      )
      .pluck()
      .get(),
  ) as number;
const text = () => cartable.page.locator('[data-testid="lesson-editor"] .rich-text-body');
const compared = (state: string) => cartable.page.locator(`[data-testid="compared"][data-state="${state}"]`);

/** Typing is saved each second: what was kept of its middle is not the text of before. */
function forgetVersions(): void {
  const db = new Database(demo.local(({ name }) => name));
  db.prepare('DELETE FROM lesson_version').run();
  db.close();
}

test('a lesson without an earlier text says what will be there', async () => {
  const { page } = cartable;
  await page.keyboard.press('n');
  await expect(page.getByTestId('lesson-title')).toBeFocused();
  await page.keyboard.type('Réfraction');
  await page.keyboard.press('Enter');
  await expect.poll(() => saved()?.blocks).toBe('[]');
  await chooseInLessonMenu(page, 'lesson-versions');
  await expect(page.getByTestId('versions-dialog')).toContainText('une à chaque publication');
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('versions-dialog')).toHaveCount(0);
  await expect(page.getByTestId('lesson-title')).toHaveValue('Réfraction');
});

test('the text of before is listed by its date, and compared by blocks and words', async () => {
  const { page } = cartable;
  await text().click();
  await page.keyboard.type('Un rayon change de direction.');
  await page.keyboard.press('Enter');
  await page.keyboard.type('À retenir.');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+Alt+n');
  await page.keyboard.type('Apporter le laser.');
  await expect.poll(() => saved()?.kept ?? '').toContain('laser.');
  forgetVersions();
  await text().locator('p').first().click();
  await page.keyboard.press('End');
  await page.keyboard.press('Backspace');
  await page.keyboard.type(' et de vitesse.');
  await expect.poll(() => saved()?.blocks ?? '').toContain('vitesse');
  await expect.poll(keptCount).toBe(1);
  await chooseInLessonMenu(page, 'lesson-versions');
  await expect(page.getByTestId('version-list')).toBeFocused();
  await expect(page.getByTestId('version')).toHaveCount(1);
  await expect(compared('changed').locator('ins')).toHaveText(/et de vitesse/);
  expect(await axeViolationsWithin(page, '[data-testid="versions-dialog"]')).toEqual([]);
  await page.getByTestId('versions-layout').getByText('À la suite').click();
  await expect(compared('changed').locator('.compared-node')).toHaveCount(1);
});

test('Enter puts the whole text back with the note still a note; Ctrl+Z takes that back', async () => {
  const { page } = cartable;
  await page.getByTestId('version-list').focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => saved()?.blocks ?? '').not.toContain('vitesse');
  await expect(page.getByTestId('version')).toHaveCount(2);
  await expect(page.getByTestId('version').last()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('ArrowUp');
  await expect(page.getByTestId('version').first()).toHaveAttribute('aria-selected', 'true');
  await expect(compared('changed').locator('del')).toHaveText(/et de vitesse/);
  await page.keyboard.press('Control+z');
  await expect.poll(() => saved()?.blocks ?? '').toContain('vitesse');
  await page.keyboard.press('Escape');
  await expect(text()).toContainText('et de vitesse.');
  await expect(text().locator('.rich-text-teacher')).toContainText('laser');
  expect(saved()?.blocks).not.toContain('laser');
});

test('a single passage is put back where it stood, and the rest of the text stays', async () => {
  const { page } = cartable;
  await text().locator('p', { hasText: 'À retenir.' }).click({ clickCount: 3 });
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Backspace');
  await expect.poll(() => saved()?.blocks ?? '').not.toContain('À retenir');
  await chooseInLessonMenu(page, 'lesson-versions');
  await expect(page.getByTestId('version').first()).toHaveAttribute('aria-selected', 'true');
  await compared('removed').getByTestId('restore-block').press('Enter');
  await expect.poll(() => saved()?.blocks ?? '').toContain('À retenir');
  await expect(compared('removed')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(text().locator('p').nth(1)).toHaveText('À retenir.');
  await expect(text()).toContainText('et de vitesse.');
});

test('a text that is going to be replaced while something is typed has that in it', async () => {
  const { page } = cartable;
  await text().locator('p').first().click();
  await page.keyboard.press('Home');
  await page.keyboard.type('Tout juste tapé. ');
  await chooseInLessonMenu(page, 'lesson-versions');
  await expect(compared('changed').locator('ins').first()).toHaveText(/Tout juste tapé/);
  await page.getByTestId('restore-version').press('Enter');
  await expect.poll(() => saved()?.blocks ?? '').not.toContain('Tout juste');
  await expect(page.getByText('Séance remise à sa version')).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect.poll(() => saved()?.blocks ?? '').toContain('Tout juste');
  await page.keyboard.press('Escape');
  await expect(text()).toContainText('Tout juste tapé.');
});
