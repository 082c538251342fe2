import { expect, test } from '@playwright/test';
import { axeViolations, TAGGED_PDF } from './axe-violations.ts';
import type { CartableWindow } from './cartable-window.ts';
import { type DemoWindow, enterField, leaveField, openAssignment, openDemoWindow } from './demo-window.ts';

/** One data directory for the whole file: each test starts where the one before it ended, with the ENT gone. */
test.describe.configure({ mode: 'serial' });

const OTHER_WORK = 'bilan radiatif';

let demo: DemoWindow;
let cartable: CartableWindow;

test.beforeAll(async () => {
  demo = await openDemoWindow();
  ({ cartable } = demo);
  await demo.ent.close();
  await openAssignment(cartable);
});

test.afterAll(() => demo?.close());

/** The head of the first group: those further down are drawn when they come into view. */
const firstHead = () => cartable.page.getByTestId('copy-group').first();

/** How many copies each filter says that it keeps. */
const counts = () => cartable.page.getByTestId('copies-filter').locator('option').allTextContents();

test('H groups the copies by where they stand, counted; a copy changes groups once the teacher has left it', async () => {
  const { page } = cartable;
  await page.getByTestId('copies').press('Home');
  await page.getByTestId('copies').blur();
  await page.keyboard.press('h');
  await expect(firstHead()).toHaveText('À corriger32');
  await expect.poll(counts).toContain('Non rendues (3)');
  const first = await page.getByTestId('copy-name').textContent();
  await enterField(cartable, 'g');
  await page.keyboard.type('14');
  await page.keyboard.press('Enter');
  await expect(firstHead()).toHaveText('À corriger31');
  await expect.poll(counts).toContain('Notées, à envoyer (1)');
  await leaveField(cartable);
  await enterField(cartable, 'c');
  await page.keyboard.type('Reprenez la question 2.');
  await page.keyboard.press('Control+Enter');
  await expect(firstHead()).toHaveText('À corriger30');
  await expect.poll(counts).toContain('Commencées (1)');
  await leaveField(cartable);
  expect(await axeViolations(page, TAGGED_PDF)).toEqual([]);
  await page.getByTestId('copies-filter').selectOption('done');
  await expect(page.getByTestId('copy').filter({ hasText: first ?? '' })).toBeVisible();
  // The one that was given a grade, and the one in hand.
  await expect(page.getByTestId('copy')).toHaveCount(2);
});

test('filter, order and groups are kept for this assignment alone, also when the window begins again', async () => {
  const { page } = cartable;
  await page.getByTestId('copies-order').selectOption('handed-in');
  await openAssignment(cartable, OTHER_WORK);
  await expect(page.getByTestId('copies-filter')).toHaveValue('all');
  await expect(page.getByTestId('copies-order')).toHaveValue('name');
  await expect(page.getByTestId('copies-group')).toHaveAttribute('aria-pressed', 'false');
  await page.reload();
  await expect(page.getByTestId('grade-field')).toBeVisible();
  await openAssignment(cartable);
  await expect(page.getByTestId('copies-filter')).toHaveValue('done');
  await expect(page.getByTestId('copies-order')).toHaveValue('handed-in');
  await expect(page.getByTestId('copies-group')).toHaveAttribute('aria-pressed', 'true');
  await page.getByTestId('copies-filter').selectOption('all');
  await page.getByTestId('copies-filter').blur();
  await page.keyboard.press('i');
  await expect(page.getByTestId('copies-filter')).toHaveValue('to-grade');
  await page.keyboard.press('Shift+I');
  await expect(page.getByTestId('copies-order')).toHaveValue('grade');
});

test('Ctrl+Shift+F searches words that students typed, without accents; without names, in the answers alone', async () => {
  const { page } = cartable;
  await openAssignment(cartable, OTHER_WORK);
  const answers = demo.local((db) =>
    db
      .prepare(
        "SELECT text FROM submission JOIN assignment ON assignment.id = assignment_id WHERE title LIKE '%bilan radiatif%'",
      )
      .pluck()
      .all(),
  ) as string[];
  const holding = answers.filter((text) => /réfléchie/i.test(text)).length;
  expect(holding).toBeGreaterThan(1);
  expect(holding).toBeLessThan(answers.length);
  await page.keyboard.press('Control+Shift+F');
  await expect(page.getByTestId('copies-search')).toBeFocused();
  await page.keyboard.type('REFLECHIE');
  const listed = async () =>
    Number(
      await page
        .getByTestId('copy')
        .first()
        .getAttribute('aria-setsize')
        .catch(() => '0'),
    );
  // With the copy in hand, which stays whatever is searched.
  await expect.poll(listed).toBeGreaterThanOrEqual(holding);
  await expect.poll(listed).toBeLessThanOrEqual(holding + 1);
  const before = await page.getByTestId('copy-name').textContent();
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('copy-name')).not.toHaveText(before ?? '');
  const name = (await page.getByTestId('copy-name').textContent()) ?? '';
  await page.keyboard.press('Control+Shift+F');
  await page.keyboard.type(name.split(' ')[0] ?? '');
  await expect(page.getByTestId('copy').filter({ hasText: name })).toBeVisible();
  await leaveField(cartable);
  await page.keyboard.press('a');
  await expect(page.getByTestId('copies-search')).toHaveAttribute(
    'placeholder',
    'Chercher dans les réponses',
  );
  // A name that was found is found no more: nobody's place in the list tells it.
  await expect(page.getByTestId('copy')).toHaveCount(0);
});
