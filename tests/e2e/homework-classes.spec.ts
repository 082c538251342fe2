import { expect, test } from '@playwright/test';
import { axeViolations, axeViolationsWithin } from './axe-violations.ts';
import type { CartableWindow } from './cartable-window.ts';
import { type DemoWindow, openCalendarOffline, takeProposedTimetable } from './demo-window.ts';
import { takeInBothLanguages } from './pictures.ts';

/** One window for the whole file: each test starts where the one before it ended, with the ENT gone. */
test.describe.configure({ mode: 'serial' });

let demo: DemoWindow;
let cartable: CartableWindow;

test.beforeAll(async () => {
  demo = await openCalendarOffline();
  ({ cartable } = demo);
  const { page } = cartable;
  // With a timetable a class always has sessions to come, whatever day it is today.
  await takeProposedTimetable(page);
  await page.getByTestId('lessons-mode').getByText('Semaine', { exact: true }).click();
  await expect(page.getByTestId('week')).toBeVisible();
});

test.afterAll(() => demo?.close());

interface SavedHomework {
  readonly classGroupId: string;
  readonly dueAt: number;
  readonly handIn: string | null;
}

/** The homework of this text on disk, in the order in which it was given. */
const saved = () =>
  demo.local((db) =>
    db
      .prepare(
        `SELECT class_group_id AS classGroupId, due_at AS dueAt, hand_in AS handIn FROM homework
         WHERE text = 'Exercice 12' AND removed_at IS NULL ORDER BY rowid`,
      )
      .all(),
  ) as SavedHomework[];

test('homework is given for a session of the class that is chosen by the keyboard, to be handed in on paper', async () => {
  const { page } = cartable;
  await page.keyboard.press('n');
  await expect(page.getByTestId('lesson-title')).toBeFocused();
  await page.keyboard.type('Ondes');
  await page.getByTestId('homework-add').press('Enter');
  await expect(page.getByTestId('homework-text')).toBeFocused();
  await page.keyboard.type('Exercice 12');
  await expect.poll(() => saved().length).toBe(1);
  const [{ dueAt: first } = { dueAt: 0 }] = saved();
  await page.getByTestId('homework-due-with').press('Enter');
  await expect(page.getByTestId('homework-due-session').first()).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByTestId('homework-due-session').first()).toBeFocused();
  // The first may be the date that the homework has already; the last is always later.
  await page.keyboard.press('End');
  await expect(page.getByTestId('homework-due-session').last()).toBeFocused();
  await page.keyboard.press('Enter');
  await expect.poll(() => saved()[0]?.dueAt).toBeGreaterThan(first);
  await page.getByTestId('homework-hand-in').click();
  await page.getByRole('option', { name: 'Sur papier' }).click();
  await expect.poll(() => saved()[0]?.handIn).toBe('paper');
  expect(await axeViolations(page)).toEqual([]);
  await takeInBothLanguages(page, 'homework-fields');
});

test('another class gets the lesson with its homework, at a date of its own, and Ctrl+Z takes both back', async () => {
  const { page } = cartable;
  await page.getByTestId('lesson-publish').press('Enter');
  const place = page.getByTestId('lesson-place').nth(1);
  await place.getByTestId('place-when').selectOption('draft');
  await expect(place.getByTestId('place-homework')).toBeChecked();
  await expect(page.getByTestId('lesson-preview')).toContainText('à rendre sur papier');
  expect(await axeViolationsWithin(page, '.mantine-Modal-content')).toEqual([]);
  await takeInBothLanguages(page, 'homework-classes');
  await page.getByTestId('publication-confirm').press('Enter');
  await expect(page.getByTestId('lesson-preview')).toHaveCount(0);
  const [own, given] = saved();
  expect(given).toMatchObject({ handIn: 'paper' });
  expect(given?.classGroupId).not.toBe(own?.classGroupId);
  await page.keyboard.press('Control+z');
  await expect.poll(() => saved().length).toBe(1);
});
