import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { textOfPages } from '../engine/pdf-pages-text.ts';
import { answerDialogs } from './answer-dialogs.ts';
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

/** For eyes, where somebody asks for pictures. */
async function shoot(name: string): Promise<void> {
  const folder = process.env.CARTABLE_SHOTS;
  if (folder !== undefined) await cartable.page.screenshot({ path: join(folder, `editor-${name}.png`) });
}

/** A click in the room below the text goes on behind its last block. */
const writeBelow = () => cartable.page.locator('.rich-text-page').click({ position: { x: 60, y: 450 } });

const saved = () =>
  String(
    demo.local((db) => db.prepare("SELECT blocks FROM lesson WHERE title = 'Trinôme'").pluck().get()) ?? '',
  );

test('a formula is typed between two signs, and « 5 $ » stays money', async () => {
  const { page } = cartable;
  await page.keyboard.press('n');
  await expect(page.getByTestId('lesson-title')).toBeFocused();
  await page.keyboard.type('Trinôme');
  await page.keyboard.press('Enter');
  await page.keyboard.type('Cela coûte 5 $ ou 6 $, et $x^2+1$ est positif.');
  await expect(page.locator('.rich-text-body math')).toHaveCount(1);
  await expect(page.locator('.rich-text-body')).toContainText('5 $ ou 6 $');
  await expect.poll(saved).toContain('<msup><mi>x</mi><mn>2</mn></msup>');
});

test('a formula is written by the keyboard with the palette, and what is wrong is told and kept', async () => {
  const { page } = cartable;
  await page.keyboard.press('End');
  await page.keyboard.press('Control+Alt+f');
  const field = page.getByTestId('formula-field');
  await expect(field).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByTestId('formula-fraction')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(field).toBeFocused();
  await expect(field).toHaveValue('\\frac{}{}');
  await field.fill('\\fraction{1}{2}');
  await page.keyboard.press('Enter');
  await expect(page.locator('.rich-text-formula-form')).toContainText('« \\fraction »');
  await expect(field).toHaveValue('\\fraction{1}{2}');
  await field.fill('\\frac{1}{2}');
  await expect(page.getByTestId('formula-preview').locator('mfrac')).toHaveCount(1);
  // What is wrong is told while it is typed, beside the last picture that was good.
  await field.fill('\\frac{1}{');
  await expect(page.getByTestId('formula-fault')).toHaveText('« { » n’est pas refermé.');
  await expect(page.getByTestId('formula-preview').locator('[data-stale] mfrac')).toHaveCount(1);
  await shoot('formula-fault');
  await field.fill('');
  await expect(page.getByTestId('formula-preview')).toBeEmpty();
  await field.fill('\\frac{1}{2}');
  await expect(page.getByTestId('formula-fault')).toHaveCount(0);
  await expect(page.locator('[data-stale]')).toHaveCount(0);
  expect(await axeViolationsWithin(page, '.rich-text-formula-form')).toEqual([]);
  await shoot('formula');
  await page.keyboard.press('Enter');
  await expect(page.locator('.rich-text-body math')).toHaveCount(2);
  await page.keyboard.type(' fin');
  await expect.poll(saved).toContain('<mfrac><mn>1</mn><mn>2</mn></mfrac>');
});

test('a formula that is there is changed in its place', async () => {
  const { page } = cartable;
  for (let step = 0; step < 5; step += 1) await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('formula-field')).toHaveValue('\\frac{1}{2}');
  await page.getByTestId('formula-field').fill('\\frac{1}{3}');
  await page.keyboard.press('Enter');
  await expect(page.locator('.rich-text-body math')).toHaveCount(2);
  await expect.poll(saved).toContain('<mfrac><mn>1</mn><mn>3</mn></mfrac>');
});

test('a table is made, and gets a row and a column by the keyboard', async () => {
  const { page } = cartable;
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+Alt+t');
  const cells = page.locator('.rich-text-body').locator('td, th');
  await expect(cells).toHaveCount(6);
  await expect(page.locator('.rich-text-body th')).toHaveCount(3);
  await page.keyboard.type('x');
  await page.keyboard.press('Alt+Shift+ArrowDown');
  await expect(cells).toHaveCount(9);
  await page.keyboard.press('Alt+Shift+ArrowRight');
  await expect(cells).toHaveCount(12);
  await page.getByTestId('table-headerRow').click();
  await expect(page.locator('.rich-text-body th')).toHaveCount(0);
  await page.keyboard.press('Alt+Shift+Delete');
  await expect(cells).toHaveCount(9);
  expect(await axeViolationsWithin(page, '.rich-text')).toEqual([]);
  await shoot('table');
});

test('a checklist is ticked by the keyboard, and a frame holds what is to be kept in mind', async () => {
  const { page } = cartable;
  await writeBelow();
  await page.keyboard.press('Control+Shift+9');
  await page.keyboard.type('Mesurer');
  await page.keyboard.press('Control+Enter');
  await page.keyboard.press('Enter');
  await page.keyboard.type('Conclure');
  const boxes = page.locator('.rich-text-body').getByRole('checkbox');
  await expect(boxes).toHaveCount(2);
  await expect(boxes.first()).toBeChecked();
  await boxes.last().click();
  await expect.poll(() => saved().match(/"checked":true/g)?.length).toBe(2);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+Alt+b');
  await page.keyboard.type('À retenir');
  await expect(page.locator('.rich-text-callout')).toHaveText('À retenir');
  expect(await axeViolationsWithin(page, '.rich-text')).toEqual([]);
  await shoot('checklist');
});

test('the lesson is printed as a PDF as students read it: letters, formulas and a page more at each break', async () => {
  const { page } = cartable;
  const path = join(demo.folder, 'trinome.pdf');
  // From within the frame too, the new page begins behind it.
  await page.keyboard.press('Control+Alt+p');
  await page.keyboard.type('Seconde page');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+Alt+n');
  await page.keyboard.type('Rappel secret');
  await answerDialogs(cartable, { open: '', save: path });
  await chooseInLessonMenu(page, 'lesson-export-pdf');
  await expect.poll(() => existsSync(path)).toBe(true);
  const pages = await textOfPages(readFileSync(path));
  expect(pages).toHaveLength(2);
  expect(pages[0]).toContain('Trinôme');
  expect(pages[0]).toContain('Cela coûte 5 $ ou 6 $, et');
  expect(pages[0]).toContain('est positif.');
  expect(pages[1]).toContain('Seconde page');
  expect(pages.join()).not.toMatch(/secret|Préparer/);
  // A formula is letters of a font, not a picture.
  expect(readFileSync(path).toString('latin1')).not.toContain('/Subtype /Image');
  await expect(page.getByTestId('printed')).toHaveCount(0);
});
