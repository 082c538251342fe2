import { existsSync, readFileSync } from 'node:fs';
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

test.beforeAll(async () => {
  demo = await openCalendarOffline();
  ({ cartable } = demo);
});

test.afterAll(() => demo?.close());

/** For eyes, where somebody asks for pictures. */
async function shoot(name: string): Promise<void> {
  const folder = process.env.CARTABLE_SHOTS;
  if (folder !== undefined) await cartable.page.screenshot({ path: join(folder, `columns-${name}.png`) });
}

const text = () => cartable.page.locator('[data-testid="lesson-editor"] .rich-text-body');
const blocks = () =>
  demo.local((db) => db.prepare("SELECT blocks FROM lesson WHERE title = 'Miroirs'").pluck().get()) as string;
const columnTexts = () => text().locator('.rich-text-column').allTextContents();

test('columns are written by the keyboard alone: set, gone through and left', async () => {
  const { page } = cartable;
  await page.keyboard.press('n');
  await expect(page.getByTestId('lesson-title')).toBeFocused();
  await page.keyboard.type('Miroirs');
  await page.keyboard.press('Enter');
  await page.keyboard.type('Le miroir plan');
  await page.keyboard.press('Control+Alt+k');
  await expect(page.getByTestId('columns-bar')).toBeVisible();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await page.keyboard.type('Image virtuelle.');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Le miroir sphérique');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('End');
  await page.keyboard.type(' (rappel)');
  await page.keyboard.press('Control+Enter');
  await page.keyboard.type('Exercice 4.');
  await expect(page.getByTestId('columns-bar')).toHaveCount(0);
  expect(await columnTexts()).toEqual(['Le miroir plan (rappel)Image virtuelle.', 'Le miroir sphérique']);
  await expect(text().locator('> p')).toHaveText('Exercice 4.');
  await expect.poll(() => blocks() ?? '').toContain('"columns"');
  const [left, right] = await Promise.all(
    [0, 1].map((index) => text().locator('.rich-text-column').nth(index).boundingBox()),
  );
  expect(left?.y).toBe(right?.y);
  expect((left?.x ?? 0) + (left?.width ?? 0)).toBeLessThan(right?.x ?? 0);
});

test('a third column comes and goes by the bar; what stands in one that goes is kept; Ctrl+Z takes each back', async () => {
  const { page } = cartable;
  // The bar comes up under a mouse that is still pressed, and the text moves away below it.
  await text().locator('.rich-text-column').last().hover();
  await page.mouse.down();
  await expect(page.getByTestId('columns-bar')).toBeVisible();
  await page.mouse.up();
  await page.getByTestId('columns-addColumn').press('Enter');
  await page.keyboard.type('La lentille');
  expect(await columnTexts()).toHaveLength(3);
  await expect(page.getByTestId('columns-addColumn')).toHaveAttribute('aria-disabled', 'true');
  expect(await axeViolationsWithin(page, '.rich-text')).toEqual([]);
  await shoot('three');
  await page.getByTestId('columns-removeColumn').press('Enter');
  expect((await columnTexts()).at(-1)).toBe('Le miroir sphériqueLa lentille');
  await page.keyboard.press('Control+z');
  expect(await columnTexts()).toHaveLength(3);
  await page.getByTestId('columns-dissolve').press('Enter');
  await expect(text().locator('.rich-text-columns')).toHaveCount(0);
  await expect(text()).toContainText('Image virtuelle.');
  await page.keyboard.press('Control+z');
  expect(await columnTexts()).toHaveLength(3);
});

test('students see them side by side, and files have them: PDF as drawn, DOCX beside one another, Markdown one below the other', async () => {
  const { page } = cartable;
  await page.getByTestId('lesson-publish').press('Enter');
  await expect(page.getByTestId('lesson-preview').locator('.rich-text-column')).toHaveCount(3);
  await shoot('preview');
  await page.keyboard.press('Escape');
  for (const ending of ['docx', 'md', 'pdf']) {
    const path = join(demo.folder, `miroirs.${ending}`);
    await answerDialogs(cartable, { open: path, save: path });
    await chooseInLessonMenu(page, `lesson-export-${ending}`);
    await expect.poll(() => existsSync(path)).toBe(true);
  }
  const read = (name: string) => readText(name, readFileSync(join(demo.folder, name))).nodes;
  const columns = read('miroirs.docx').find(({ type }) => type === 'columns');
  expect(columns?.content).toHaveLength(3);
  expect(JSON.stringify(read('miroirs.md'))).toMatch(/plan.*sphérique.*lentille.*Exercice/);
});

test('a DOCX with columns comes in with them', async () => {
  const { page } = cartable;
  const path = join(demo.folder, 'miroirs.docx');
  await answerDialogs(cartable, { open: path, save: path });
  await chooseInLessonMenu(page, 'lesson-import');
  await expect(text().locator('.rich-text-columns')).toHaveCount(2);
  expect((await columnTexts()).at(-1)).toBe('La lentille');
});
