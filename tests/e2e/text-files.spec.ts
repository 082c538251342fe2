import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { readText } from '../../main/engine/writing/read-text.ts';
import { answerDialogs } from './answer-dialogs.ts';
import { axeViolationsWithin } from './axe-violations.ts';
import type { CartableWindow } from './cartable-window.ts';
import { type DemoWindow, openCalendarOffline } from './demo-window.ts';
import { chooseInLessonMenu } from './lesson-menu.ts';

/** One window for the whole file: each test starts where the one before it ended, with the ENT gone. */
test.describe.configure({ mode: 'serial' });

let demo: DemoWindow;
let cartable: CartableWindow;
const DOCX = join(import.meta.dirname, '../fixtures/texts/libreoffice.docx');

test.beforeAll(async () => {
  demo = await openCalendarOffline();
  ({ cartable } = demo);
});

test.afterAll(() => demo?.close());

const text = () => cartable.page.locator('.rich-text-body');
const blocks = () =>
  demo.local((db) =>
    db.prepare("SELECT blocks FROM lesson WHERE title = 'Optique' AND removed_at IS NULL").pluck().get(),
  ) as string;

async function choose(testId: string): Promise<void> {
  await chooseInLessonMenu(cartable.page, testId);
}

test('a DOCX comes into the lesson after what has just been typed, with its table, formulas and picture; Ctrl+Z takes it back', async () => {
  const { page } = cartable;
  await page.keyboard.press('n');
  await expect(page.getByTestId('lesson-title')).toBeFocused();
  await page.keyboard.type('Optique');
  await page.keyboard.press('Enter');
  await page.keyboard.type('Déjà tapé.');
  await answerDialogs(cartable, { open: DOCX, save: '' });
  await choose('lesson-import');
  await expect(text().locator('table th')).toHaveCount(3);
  await expect(text().locator('math')).toHaveCount(2);
  await expect(text().locator('math mfrac')).toHaveCount(1);
  await expect(text().getByRole('img', { name: 'Un point' })).toBeVisible();
  const isDrawn = () =>
    text()
      .locator('img[alt="Un point"]')
      .evaluate((image) => (image as HTMLImageElement).naturalWidth);
  await expect.poll(isDrawn).toBe(1);
  expect(await text().textContent()).toMatch(/^Déjà tapé\./);
  expect(await axeViolationsWithin(page, '.rich-text')).toEqual([]);
  const folder = process.env.CARTABLE_SHOTS;
  if (folder !== undefined) {
    await text().locator('table').scrollIntoViewIfNeeded();
    await page.screenshot({ path: join(folder, 'text-files.png') });
  }
  expect(blocks()).toContain('Le rayon vert');
  await page.getByTestId('lesson-menu').focus();
  await page.keyboard.press('Control+z');
  await expect(text().locator('table')).toHaveCount(0);
  await expect.poll(blocks).not.toContain('Le rayon vert');
  await page.keyboard.press('Control+Shift+z');
  await expect(text().locator('table')).toHaveCount(1);
});

test('in a table one writes cell by cell, and a file has what has just been written', async () => {
  const { page } = cartable;
  await text().locator('th').first().click();
  await page.keyboard.press('Tab');
  await page.keyboard.type('deuxième ');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.type('première ');
  const path = join(demo.folder, 'sortie.docx');
  await answerDialogs(cartable, { open: path, save: path });
  await choose('lesson-export-docx');
  await expect.poll(() => existsSync(path)).toBe(true);
  const { nodes, pictures } = readText(path, readFileSync(path));
  const words = JSON.stringify(nodes);
  for (const word of ['deuxième B', 'première A', 'Déjà tapé.']) expect(words).toContain(word);
  expect(pictures.size).toBe(1);
});

test('a file that is no text is told to be none, and the lesson stays as it is', async () => {
  const { page } = cartable;
  const before = blocks();
  const path = join(demo.folder, 'faux.docx');
  writeFileSync(path, 'PK not a text');
  await answerDialogs(cartable, { open: path, save: path });
  await choose('lesson-import');
  await expect(page.getByText('Ce fichier n’est pas un texte qui peut être lu')).toBeVisible();
  expect(blocks()).toBe(before);
});
