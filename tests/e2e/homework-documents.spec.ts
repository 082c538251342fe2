import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { answerDialogs } from './answer-dialogs.ts';
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
  if (folder !== undefined) await cartable.page.screenshot({ path: join(folder, `homework-${name}.png`) });
}

const homework = () => cartable.page.getByTestId('homework');
const documents = () => homework().getByTestId('attachment');

test('a document is joined to homework once it has a word, and stands below it, not among the lesson’s', async () => {
  const { page } = cartable;
  await page.keyboard.press('n');
  await expect(page.getByTestId('lesson-title')).toBeFocused();
  await page.keyboard.type('Dioptres');
  await page.getByTestId('homework-add').press('Enter');
  await expect(page.getByTestId('homework-text')).toBeFocused();
  await expect(homework().getByTestId('attach-button')).toHaveCount(0);
  await page.keyboard.type('Exercice 12');
  await expect(homework().getByTestId('attach-button')).toBeVisible();
  const path = join(demo.folder, 'enonce.txt');
  writeFileSync(path, 'Un énoncé.');
  await answerDialogs(cartable, { open: path, save: '' });
  await homework().getByTestId('attach-button').press('Enter');
  await expect(documents()).toHaveText(/enonce\.txt/);
  await expect(page.getByTestId('attachment')).toHaveCount(1);
  expect(await axeViolationsWithin(page, '[data-testid="homework"]')).toEqual([]);
  const stored = demo.local((db) =>
    db
      .prepare(
        `SELECT homework.text, resource.name FROM homework_document JOIN homework ON homework.id = homework_id
         JOIN resource ON resource.id = resource_id`,
      )
      .all(),
  );
  expect(stored).toEqual([{ text: 'Exercice 12', name: 'enonce.txt' }]);
  await documents().scrollIntoViewIfNeeded();
  await shoot('document');
});

test('it can be opened, taken off and put back by Ctrl+Z, below its homework again', async () => {
  const { page } = cartable;
  await documents().getByRole('button').first().press('Enter');
  await expect(page.getByRole('dialog')).toContainText('enonce.txt');
  await page.keyboard.press('Escape');
  await documents().getByRole('button').last().press('Enter');
  await expect(documents()).toHaveCount(0);
  await page.locator('.lesson-back').focus();
  await page.keyboard.press('Control+z');
  await expect(documents()).toHaveText(/enonce\.txt/);
});
