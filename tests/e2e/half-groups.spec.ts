import { expect, test } from '@playwright/test';
import Database from 'better-sqlite3';
import { axeViolations } from './axe-violations.ts';
import type { CartableWindow } from './cartable-window.ts';
import { type DemoWindow, openDemoWindow } from './demo-window.ts';
import { takeInBothLanguages } from './pictures.ts';

const DAY_MS = 86_400_000;

/** One window for the whole file: each test starts where the one before it ended, with the ENT gone. */
test.describe.configure({ mode: 'serial' });

let demo: DemoWindow;
let cartable: CartableWindow;

/** Two halves of a class, Thursday at seven and Saturday at nine, in weeks of school whatever the day of the test. */
function addHalves(path: string): void {
  const db = new Database(path);
  const slot = db.prepare(
    `INSERT INTO timetable_slot (id, class_group_id, weekday, from_minute, to_minute, weeks, room, part, updated_at)
     SELECT ?, id, ?, ?, ?, 'every', '', ?, 0 FROM class_group ORDER BY name LIMIT 1`,
  );
  slot.run('half-1', 4, 420, 475, 'Groupe 1');
  slot.run('half-2', 6, 540, 595, 'Groupe 2');
  const day = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);
  db.prepare(
    "INSERT INTO calendar_exception (id, name, first_day, last_day, is_school) VALUES ('all', 'Cours', ?, ?, 1)",
  ).run(day(-30), day(30));
  db.close();
}

test.beforeAll(async () => {
  demo = await openDemoWindow();
  ({ cartable } = demo);
  await demo.ent.close();
  addHalves(demo.local(({ name }) => name));
  await cartable.page.reload();
  await expect(cartable.page.locator('[data-screen="today"]')).toBeVisible();
  await cartable.page.keyboard.press('Control+4');
  await expect(cartable.page.getByTestId('week')).toBeVisible();
});

test.afterAll(() => demo?.close());

test('a lesson that is prepared for one half is shown at the hour of each, and says when each has it', async () => {
  const { page } = cartable;
  const title = (await page.getByTestId('week-title').textContent()) ?? '';
  await page.keyboard.press('PageDown');
  await expect(page.getByTestId('week-title')).not.toHaveText(title);
  const halves = page.getByTestId('session').filter({ hasText: 'Groupe' });
  await expect(halves).toHaveCount(2);
  await halves.first().click();
  await expect(page.getByTestId('lesson-title')).toBeFocused();
  await page.keyboard.type('Réfraction en demi-groupes');
  await expect(page.getByTestId('save-state')).toHaveAttribute('data-status', 'saved');
  const hours = page.getByTestId('lesson-groups').getByRole('listitem');
  await expect(hours).toHaveText([
    /^Groupe 1\u00a0: jeudi .* à 07:00$/,
    /^Groupe 2\u00a0: samedi .* à 09:00$/,
  ]);
  await takeInBothLanguages(page, 'half-groups-lesson');
  await page.locator('.lesson-back').click();
  const cards = page.getByTestId('lesson').filter({ hasText: 'Réfraction en demi-groupes' });
  await expect(cards).toHaveCount(2);
  await expect(cards.nth(0)).toContainText(', Groupe 1, ');
  await expect(cards.nth(1)).toContainText(', Groupe 2, ');
  await expect(halves).toHaveCount(0);
  expect(await axeViolations(page)).toEqual([]);
  await takeInBothLanguages(page, 'half-groups-week');
});

test('the board and the year show the next school year, where a year that is duplicated leads, and steps stay in it', async () => {
  const { page } = cartable;
  await page.getByTestId('lessons-mode').getByText('Progression').click();
  const choice = page.getByTestId('year-choice');
  await expect(choice.locator('label')).toHaveCount(2);
  const [running, next] = (await choice.locator('label').allTextContents()) as [string, string];
  await page.getByTestId('reuse-open').click();
  await page.getByTestId('reuse-from').selectOption('nextYear');
  await page.getByTestId('reuse-classes').getByRole('checkbox').first().check();
  await expect(page.getByTestId('reuse-landing')).toHaveCount(1);
  await expect(page.getByTestId('reuse-dialog')).not.toContainText('vacances sautées');
  await takeInBothLanguages(page, 'reuse-next-year');
  await page.getByTestId('reuse-do').press('Enter');
  await expect(page.getByTestId('reuse-dialog')).toHaveCount(0);
  await expect(choice.getByRole('radio', { name: next })).toBeChecked();
  const tiles = page.getByTestId('tile');
  await expect(tiles.first()).toContainText('sept.');
  await takeInBothLanguages(page, 'next-year-board');
  const firstOf = () => tiles.first().locator('.progression-name').textContent();
  const name = await firstOf();
  await page.getByTestId('sequence-new').click();
  await page.getByTestId('sequence-title').fill('Rentrée');
  await page.keyboard.press('Enter');
  const section = page.getByRole('region', { name: 'Rentrée', exact: true });
  await section.getByTestId('lesson-append').click();
  await page.getByTestId('insert-title').fill('Accueil');
  await expect(page.getByTestId('insert-preview')).toContainText(next.slice(0, 4));
  await page.keyboard.press('Enter');
  await expect(section.getByTestId('tile')).toHaveCount(1);
  await page.getByTestId('lessons-mode').getByText('Année', { exact: true }).click();
  await expect(page.getByTestId('year-bar').filter({ hasText: 'Rentrée' })).toBeVisible();
  expect(await axeViolations(page)).toEqual([]);
  await takeInBothLanguages(page, 'next-year-year');
  await choice.getByText(running).click();
  await expect(page.getByTestId('year-bar').filter({ hasText: 'Rentrée' })).toHaveCount(0);
  await page.getByTestId('lessons-mode').getByText('Progression').click();
  await expect(page.getByRole('region', { name: 'Rentrée', exact: true })).toHaveCount(0);
  await choice.getByText(next).click();
  await expect(section.getByTestId('tile')).toHaveCount(1);
  await page.keyboard.press('Control+z');
  await expect(section.getByTestId('tile')).toHaveCount(0);
  expect(await firstOf()).toBe(name);
});
