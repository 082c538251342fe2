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
  if (folder !== undefined) await cartable.page.screenshot({ path: join(folder, `teacher-${name}.png`) });
}

const saved = () =>
  demo.local((db) =>
    db.prepare("SELECT blocks, teacher_blocks AS kept FROM lesson WHERE title = 'Ondes'").get(),
  ) as { blocks: string; kept: string } | undefined;

test('a note and a correction are written by the keyboard alone, and lie apart from what is sent', async () => {
  const { page } = cartable;
  await page.keyboard.press('n');
  await expect(page.getByTestId('lesson-title')).toBeFocused();
  await page.keyboard.type('Ondes');
  await page.keyboard.press('Enter');
  await page.keyboard.type('Exercice 3 page 12.');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+Alt+n');
  await expect(page.getByTestId('teacher-bar')).toContainText('ne quitte pas cet ordinateur');
  await page.keyboard.type('Penser au diapason.');
  // Twice Enter goes on below the note.
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('teacher-bar')).toHaveCount(0);
  await page.keyboard.press('Control+Alt+r');
  await page.keyboard.type('La fréquence est de 440 Hz.');
  await expect(page.locator('.rich-text-teacher')).toHaveCount(2);
  expect(await axeViolationsWithin(page, '.rich-text')).toEqual([]);
  await expect.poll(() => saved()?.kept ?? '').toContain('440 Hz');
  expect(saved()?.kept).toContain('diapason');
  expect(saved()?.blocks).toContain('Exercice 3');
  expect(saved()?.blocks).not.toMatch(/diapason|440 Hz/);
  await shoot('written');
});

test('the preview shows neither, and says that they stay', async () => {
  const { page } = cartable;
  await page.getByTestId('lesson-publish').press('Enter');
  const preview = page.getByTestId('lesson-preview');
  await expect(preview).toContainText('Exercice 3');
  await expect(preview).not.toContainText(/diapason|440 Hz/);
  await expect(page.getByTestId('preview-kept')).toContainText('2');
  await shoot('preview');
  await page.keyboard.press('Escape');
  await expect(preview).toHaveCount(0);
});

test('a correction gets its date when it is confirmed, never a past one, and the text says so', async () => {
  const { page } = cartable;
  await page.locator('.rich-text-teacher').last().click();
  const when = page.getByTestId('correction-when');
  await expect(when).toHaveValue('never');
  await when.selectOption('at');
  await page.getByTestId('correction-date').fill('2020-01-06T10:00');
  await page.getByTestId('correction-set').press('Enter');
  await expect(page.getByTestId('teacher-bar')).toContainText('Choisissez une date à venir.');
  expect(saved()?.blocks).not.toContain('440 Hz');
  await page.getByTestId('correction-date').fill('2099-01-06T10:00');
  await page.getByTestId('correction-set').press('Enter');
  await expect(page.locator('.rich-text-teacher').last()).toHaveAttribute('data-words', /6 janv. 2099/);
  await expect.poll(() => saved()?.kept ?? '').toContain('"at":');
  await shoot('dated');
});

test('given to students it is part of the text, and Ctrl+Z takes that back', async () => {
  const { page } = cartable;
  await page.locator('.rich-text-teacher').first().click();
  await page.getByTestId('teacher-give').press('Enter');
  await expect(page.locator('.rich-text-teacher')).toHaveCount(1);
  await expect.poll(() => saved()?.blocks ?? '').toContain('diapason');
  await page.keyboard.press('Control+z');
  await expect(page.locator('.rich-text-teacher')).toHaveCount(2);
  await expect.poll(() => saved()?.blocks ?? '').not.toContain('diapason');
});

test('typed over the edge of a note, the text takes nothing of it in', async () => {
  const { page } = cartable;
  await page.getByText('Exercice 3 page 12.').click();
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('Shift+ArrowDown');
  for (let letter = 0; letter < 3; letter += 1) await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.type('Lire');
  await expect(page.locator('.rich-text-body > p').first()).toHaveText('Lire');
  await expect(page.locator('.rich-text-teacher').first()).toContainText('diapason.');
  await expect.poll(() => saved()?.blocks ?? '').toContain('Lire');
  expect(saved()?.blocks).not.toContain('diapason');
  expect(saved()?.kept).toContain('diapason');
});
