import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { axeViolations } from './axe-violations.ts';
import type { CartableWindow } from './cartable-window.ts';
import { type DemoWindow, openCalendarOffline, takeProposedTimetable } from './demo-window.ts';

/** One data directory for the whole file: each test starts where the one before it ended, with the ENT gone. */
test.describe.configure({ mode: 'serial' });

let demo: DemoWindow;
let cartable: CartableWindow;

test.beforeAll(async () => {
  demo = await openCalendarOffline();
  ({ cartable } = demo);
  const { page } = cartable;
  await takeProposedTimetable(page);
  await page.getByTestId('lessons-mode').getByText('Progression').click();
  await page.getByTestId('lessons-filter').click();
  await page.getByRole('option').nth(1).click();
});

test.afterAll(() => demo?.close());

async function shoot(name: string): Promise<void> {
  const folder = process.env.CARTABLE_SHOTS;
  if (folder !== undefined) await cartable.page.screenshot({ path: join(folder, `progression-${name}.png`) });
}

const section = (title: string) => cartable.page.getByRole('region', { name: title, exact: true });
const titlesIn = async (title: string) =>
  section(title).getByTestId('tile').locator('.progression-name').allTextContents();
const whenOf = (title: string) =>
  cartable.page.getByTestId('tile').filter({ hasText: title }).locator('.progression-when').first();

/** What is on disk, in the order of dates: what was saved, not what is drawn. */
const saved = (sequence: string) =>
  demo.local((db) =>
    db
      .prepare(
        `SELECT lesson.title FROM lesson JOIN lesson_plan ON lesson_id = lesson.id JOIN sequence ON sequence.id = sequence_id
         WHERE sequence.title = ? AND lesson.removed_at IS NULL ORDER BY starts_at`,
      )
      .pluck()
      .all(sequence),
  );

async function addSequence(title: string, expected: string): Promise<void> {
  const { page } = cartable;
  await page.getByTestId('sequence-new').focus();
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('sequence-title')).toBeFocused();
  await page.keyboard.type(title);
  await page.getByTestId('sequence-expected').fill(expected);
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('sequence-dialog')).toHaveCount(0);
  await expect(section(title)).toBeVisible();
}

async function append(sequence: string, title: string): Promise<void> {
  const { page } = cartable;
  await section(sequence).getByTestId('lesson-append').focus();
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('insert-title')).toBeFocused();
  await page.getByTestId('insert-title').fill(title);
  await expect(page.getByTestId('insert-preview')).toContainText('Elle a lieu le');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('insert-dialog')).toHaveCount(0);
  await expect(section(sequence).getByTestId('tile').filter({ hasText: title })).toBeVisible();
}

test('sequences and their lessons are made by the keyboard, and each lesson is told its date before it is made', async () => {
  const { page } = cartable;
  await expect(page.getByTestId('progression')).toBeVisible();
  await shoot('empty');
  await addSequence('Ondes', '6');
  await addSequence('Énergie', '40');
  for (const title of ['O1', 'O2', 'O3']) await append('Ondes', title);
  for (const title of ['E1', 'E2']) await append('Énergie', title);
  expect(saved('Ondes')).toEqual(['O1', 'O2', 'O3']);
  expect(saved('Énergie')).toEqual(['E1', 'E2']);
  await shoot('board');
  expect(await axeViolations(page)).toEqual([]);
});

test('Alt and the arrows move a lesson within and between sequences; what follows shifts, it is said, and Ctrl+Z takes all back', async () => {
  const { page } = cartable;
  const [first, second] = [await whenOf('O1').textContent(), await whenOf('O2').textContent()];
  await section('Ondes').getByRole('link', { name: 'O1' }).focus();
  await page.keyboard.press('Alt+ArrowDown');
  await expect(page.getByText('Déplacement : O1')).toContainText('1 autre séance se décale');
  await expect.poll(() => titlesIn('Ondes')).toEqual(['O2', 'O1', 'O3']);
  await expect(whenOf('O2')).toHaveText(first ?? '');
  await expect(whenOf('O1')).toHaveText(second ?? '');
  await expect(section('Ondes').getByRole('link', { name: 'O1' })).toBeFocused();
  await page.keyboard.press('Alt+ArrowRight');
  await expect.poll(() => titlesIn('Énergie')).toEqual(['O1', 'E1', 'E2']);
  await expect(section('Énergie').getByRole('link', { name: 'O1' })).toBeFocused();
  expect(saved('Énergie')).toEqual(['O1', 'E1', 'E2']);
  for (let times = 0; times < 2; times += 1) await page.keyboard.press('Control+z');
  await expect.poll(() => titlesIn('Ondes')).toEqual(['O1', 'O2', 'O3']);
  await expect(whenOf('O1')).toHaveText(first ?? '');
  expect(saved('Ondes')).toEqual(['O1', 'O2', 'O3']);
});

test('a lesson that is dragged says what would shift before it is let go, and goes where it is let go', async () => {
  const { page } = cartable;
  const tile = (title: string) => page.getByTestId('tile').filter({ hasText: title });
  await tile('O1').hover();
  await page.mouse.down();
  const box = await tile('E2').boundingBox();
  if (box === null) throw new Error('no card');
  await page.mouse.move(box.x + 40, box.y + 4, { steps: 8 });
  // A hand is never still: the first move onto a card only enters it, the next ones are over it.
  for (let px = 1; px <= 3; px += 1) await page.mouse.move(box.x + 40 + px, box.y + 4);
  await expect(tile('E2')).toHaveAttribute('data-target');
  await expect(page.getByTestId('progression-preview')).toContainText('3 autres séances se décalent');
  await shoot('dragging');
  expect(saved('Énergie')).toEqual(['E1', 'E2']);
  await page.mouse.up();
  await expect.poll(() => titlesIn('Énergie')).toEqual(['E1', 'O1', 'E2']);
  expect(saved('Énergie')).toEqual(['E1', 'O1', 'E2']);
  await page.keyboard.press('Control+z');
  await expect.poll(() => titlesIn('Ondes')).toEqual(['O1', 'O2', 'O3']);
});

test('a lesson that is inserted shifts the rest and one that is taken out lets it come up; both are one undo', async () => {
  const { page } = cartable;
  const when = await whenOf('O2').textContent();
  const tile = page.getByTestId('tile').filter({ hasText: 'O2' });
  await tile.getByTestId('tile-menu').click();
  await page.getByTestId('lesson-insert').click();
  await page.getByTestId('insert-title').fill('Imprévu');
  await expect(page.getByTestId('insert-preview')).toContainText('se décale');
  await shoot('insert');
  expect(await axeViolations(page)).toEqual([]);
  await page.getByTestId('insert-save').click();
  await expect.poll(() => titlesIn('Ondes')).toEqual(['O1', 'Imprévu', 'O2', 'O3']);
  await expect(whenOf('Imprévu')).toHaveText(when ?? '');
  await page.getByTestId('tile').filter({ hasText: 'Imprévu' }).getByTestId('tile-menu').click();
  await page.getByTestId('lesson-take').click();
  await expect.poll(() => titlesIn('Ondes')).toEqual(['O1', 'O2', 'O3']);
  await expect(whenOf('O2')).toHaveText(when ?? '');
  await page.keyboard.press('Control+z');
  await expect.poll(() => titlesIn('Ondes')).toEqual(['O1', 'Imprévu', 'O2', 'O3']);
  await page.keyboard.press('Control+z');
  await expect.poll(() => titlesIn('Ondes')).toEqual(['O1', 'O2', 'O3']);
  await expect(whenOf('O2')).toHaveText(when ?? '');
});

test('a published lesson has no handle to move it, and stays where the keys would take it', async () => {
  const { page } = cartable;
  const link = section('Ondes').getByRole('link', { name: 'O3' });
  await link.press('Enter');
  await page.getByTestId('lesson-published').check({ force: true });
  await expect(page.getByTestId('save-state')).toHaveAttribute('data-status', 'saved');
  await page.getByTestId('lesson-objectives').fill('Mesurer une longueur d’onde');
  await page.getByTestId('lesson-minutes').fill('110');
  await expect
    .poll(() =>
      demo.local((db) => db.prepare('SELECT minutes, objectives FROM lesson_plan WHERE minutes = 110').all()),
    )
    .toEqual([{ minutes: 110, objectives: 'Mesurer une longueur d’onde' }]);
  await shoot('lesson');
  expect(await axeViolations(page)).toEqual([]);
  await page.getByRole('link', { name: 'Revenir au calendrier' }).click();
  const tile = page.getByTestId('tile').filter({ hasText: 'O3' });
  await expect(tile).toContainText('Publiée');
  await expect(tile.getByTestId('tile-menu')).toHaveCount(0);
  await link.focus();
  await page.keyboard.press('Alt+ArrowUp');
  await section('Ondes').getByRole('link', { name: 'O2' }).focus();
  await page.keyboard.press('Alt+ArrowUp');
  await expect.poll(() => titlesIn('Ondes')).toEqual(['O2', 'O1', 'O3']);
  await page.keyboard.press('Control+z');
  await expect.poll(() => titlesIn('Ondes')).toEqual(['O1', 'O2', 'O3']);
});

test('another class takes the sequence up on its own hours, and all classes stand side by side', async () => {
  const { page } = cartable;
  await page.getByTestId('sequence-give').click();
  await page.getByTestId('give-sequence').selectOption({ label: 'Ondes' });
  const name = (await page.getByTestId('give-class').locator('option').first().textContent()) ?? '';
  await shoot('give');
  expect(await axeViolations(page)).toEqual([]);
  await page.getByTestId('give-save').click();
  await expect(page.getByTestId('give-dialog')).toHaveCount(0);
  await page.getByTestId('lessons-filter').click();
  await page.getByRole('option', { name: 'Toutes les classes' }).click();
  await expect(
    page.getByRole('region', { name, exact: true }).getByTestId('tile').filter({ hasText: /O\d/ }),
  ).toHaveCount(3);
  await shoot('classes');
  expect(await axeViolations(page)).toEqual([]);
});

test('the year shows each sequence at its dates, what is foreseen and what has no room, and leads to the board', async () => {
  const { page } = cartable;
  await page.getByTestId('lessons-mode').getByText('Année').click();
  await expect(page.getByTestId('year')).toBeVisible();
  const bar = page.getByTestId('year-bar').filter({ hasText: 'Énergie' });
  await expect(bar).toHaveAccessibleName(/^Énergie, du .+ au .+\s: 40\sséances prévues, faites\s: 0\./);
  await shoot('year');
  expect(await axeViolations(page)).toEqual([]);
  await bar.focus();
  await page.keyboard.press('Enter');
  await expect(section('Énergie')).toBeFocused();
});
