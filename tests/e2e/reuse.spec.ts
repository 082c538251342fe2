import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { answerDialogs } from './answer-dialogs.ts';
import { axeViolationsWithin } from './axe-violations.ts';
import type { CartableWindow } from './cartable-window.ts';
import { type DemoWindow, openDemoWindow } from './demo-window.ts';
import { chooseInLessonMenu } from './lesson-menu.ts';

/** One window for the whole file: each test starts where the one before it ended, with the ENT gone. */
test.describe.configure({ mode: 'serial' });

let demo: DemoWindow;
let cartable: CartableWindow;

test.beforeAll(async () => {
  demo = await openDemoWindow();
  ({ cartable } = demo);
  await demo.ent.close();
  const { page } = cartable;
  await page.keyboard.press('Control+4');
  await page.getByTestId('lessons-mode').getByText('Emploi du temps').click();
  await page.getByTestId('timetable-propose').click();
  await expect(page.getByTestId('timetable-propose')).toHaveCount(0);
});

test.afterAll(() => demo?.close());

async function shoot(name: string): Promise<void> {
  const folder = process.env.CARTABLE_SHOTS;
  if (folder !== undefined) await cartable.page.screenshot({ path: join(folder, `reuse-${name}.png`) });
}

const count = () =>
  demo.local((db) =>
    db.prepare('SELECT COUNT(*) FROM lesson WHERE removed_at IS NULL').pluck().get(),
  ) as number;
const landings = () => cartable.page.getByTestId('reuse-landing');
const classes = () => cartable.page.getByTestId('reuse-classes').getByRole('checkbox');

test('a year goes to two classes from the next school year on, by the keyboard; its dates are shown before, and Ctrl+Z takes it back', async () => {
  const { page } = cartable;
  const before = count();
  await page.getByTestId('lessons-mode').getByText('Progression').click();
  await page.getByTestId('reuse-open').focus();
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('reuse-source')).toBeFocused();
  await expect(page.getByTestId('reuse-do')).toBeDisabled();
  await page.getByTestId('reuse-from').selectOption('nextYear');
  for (const at of [0, 1]) {
    await classes().nth(at).focus();
    await page.keyboard.press('Space');
  }
  await expect(landings()).toHaveCount(2);
  await expect(landings().first()).toContainText('sept.');
  expect(count()).toBe(before);
  await shoot('year');
  expect(await axeViolationsWithin(page, '[role="dialog"]')).toEqual([]);
  const shown = await landings().locator('li').count();
  expect(shown).toBeGreaterThan(1);
  await page.getByTestId('reuse-do').press('Enter');
  await expect(page.getByTestId('reuse-dialog')).toHaveCount(0);
  await expect.poll(count).toBe(before + shown);
  await page.keyboard.press('Control+z');
  await expect.poll(count).toBe(before);
  await page.keyboard.press('Control+Shift+z');
  await expect.poll(count).toBe(before + shown);
  await page.keyboard.press('Control+z');
  await expect.poll(count).toBe(before);
});

test('a lesson is kept as a template, and another class gets one made of it; the template is removed and comes back', async () => {
  const { page } = cartable;
  const before = count();
  await page.getByTestId('lessons-mode').getByText('Semaine').click();
  await page.keyboard.press('n');
  await expect(page.getByTestId('lesson-title')).toBeFocused();
  await page.keyboard.type('Le rayon vert');
  await page.keyboard.press('Enter');
  await page.keyboard.type('Un texte qui vient d’être tapé.');
  await chooseInLessonMenu(page, 'lesson-keep');
  await expect(page.getByText('Modèle gardé')).toBeVisible();
  await chooseInLessonMenu(page, 'lesson-duplicate');
  await expect(classes().first()).toBeFocused();
  await shoot('lesson');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.getByTestId('lessons-mode').getByText('Progression').click();
  await page.getByTestId('reuse-open').press('Enter');
  await page.getByTestId('reuse-source').selectOption({ label: 'Le rayon vert\u00a0: 1\u00a0séance' });
  await classes().nth(1).check();
  await page.getByTestId('reuse-do').press('Enter');
  await expect.poll(count).toBe(before + 2);
  const texts = demo.local((db) =>
    db.prepare("SELECT blocks FROM lesson WHERE title = 'Le rayon vert'").pluck().all(),
  ) as string[];
  for (const text of texts) expect(text).toContain('Un texte qui vient d’être tapé.');
  await page.getByTestId('reuse-open').press('Enter');
  await page.getByTestId('reuse-source').selectOption({ label: 'Le rayon vert\u00a0: 1\u00a0séance' });
  await page.getByTestId('template-remove').press('Enter');
  const kept = page.getByTestId('reuse-source').locator('option', { hasText: 'Le rayon vert' });
  await expect(kept).toHaveCount(0);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+z');
  await page.getByTestId('reuse-open').press('Enter');
  await expect(kept).toHaveCount(1);
});

test('a sequence is saved as a file for a colleague, whose file opens as a template here', async () => {
  const { page } = cartable;
  await page.keyboard.press('Escape');
  await page.getByTestId('sequence-new').press('Enter');
  await page.keyboard.type('Ondes');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('sequence-dialog')).toHaveCount(0);
  await page.getByTestId('lessons-filter').click();
  await page.getByRole('option').nth(1).click();
  const section = page.getByRole('region', { name: 'Ondes', exact: true });
  if ((await section.count()) === 0) {
    await page.getByTestId('sequence-give').press('Enter');
    await page.getByTestId('give-save').press('Enter');
  }
  await section.getByTestId('lesson-append').press('Enter');
  await expect(page.getByTestId('insert-preview')).toContainText('Elle a lieu le');
  await page.keyboard.press('Enter');
  await expect(section.getByTestId('tile')).toHaveCount(1);
  const path = join(demo.folder, 'Ondes.cartable-sequence');
  await answerDialogs(cartable, { open: path, save: path });
  await section.getByTestId('section-menu').press('Enter');
  await page.getByTestId('sequence-write').press('Enter');
  await expect.poll(() => existsSync(path)).toBe(true);
  await page.getByTestId('reuse-open').press('Enter');
  await page.getByTestId('sequence-open').press('Enter');
  await expect(page.getByTestId('reuse-source').locator('option:checked')).toHaveText(/^Ondes/);
  await classes().first().check();
  await expect(landings()).toHaveCount(1);
  await shoot('colleague');
});
