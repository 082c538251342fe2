import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { strToU8, zipSync } from 'fflate';
import { answerDialogs } from './answer-dialogs.ts';
import { axeViolationsWithin } from './axe-violations.ts';
import type { CartableWindow } from './cartable-window.ts';
import { type DemoWindow, openCalendarOffline, takeProposedTimetable } from './demo-window.ts';
import { chooseInLessonMenu } from './lesson-menu.ts';

/** One window for the whole file: each test starts where the one before it ended, with the ENT gone. */
test.describe.configure({ mode: 'serial' });

let demo: DemoWindow;
let cartable: CartableWindow;

test.beforeAll(async () => {
  demo = await openCalendarOffline();
  ({ cartable } = demo);
  const { page } = cartable;
  await takeProposedTimetable(page);
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

test('weeks that were left without a lesson are kept, or closed by a tick: the dates say so before anything is made', async () => {
  const { page } = cartable;
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('reuse-dialog')).toHaveCount(0);
  const path = join(demo.folder, 'Trois semaines plus tard.cartable-sequence');
  writeFileSync(path, sequenceWithGap(3));
  await answerDialogs(cartable, { open: path, save: path });
  await page.getByTestId('reuse-open').press('Enter');
  await page.getByTestId('sequence-open').press('Enter');
  await expect(page.getByTestId('reuse-source').locator('option:checked')).toHaveText(/^Mécanique/);
  await page.getByTestId('reuse-from').selectOption('nextYear');
  await classes().first().check();
  const gaps = page.getByTestId('reuse-gaps');
  await expect(page.getByText('En gardant les 3\u00a0semaines laissées sans séance')).toBeVisible();
  await expect(gaps).toBeChecked();
  const times = landings().first().locator('li time');
  await expect(times).toHaveCount(2);
  const startOf = async (at: number) => Date.parse((await times.nth(at).getAttribute('datetime')) ?? '');
  const [first, kept] = [await startOf(0), await startOf(1)];
  await shoot('gaps');
  expect(await axeViolationsWithin(page, '[role="dialog"]')).toEqual([]);
  await gaps.press('Space');
  await expect.poll(async () => kept - (await startOf(1))).toBeGreaterThanOrEqual(3 * 7 * 86_400_000);
  const closed = [first, await startOf(1)];
  await page.getByTestId('reuse-do').press('Enter');
  await expect(page.getByTestId('reuse-dialog')).toHaveCount(0);
  expect(
    demo.local((db) =>
      db
        .prepare("SELECT starts_at FROM lesson WHERE title IN ('Chute', 'Frottements') ORDER BY starts_at")
        .pluck()
        .all(),
    ),
  ).toEqual(closed);
});

/** A colleague's sequence of two lessons, the second some weeks of school after the first. */
function sequenceWithGap(weeks: number): Uint8Array {
  const words = { subject: '', objectives: '', programme: '', competencies: '', notes: '' };
  const fields = { title: 'Mécanique', ...words, expectedSessions: null };
  const lesson = (title: string, emptyWeeksBefore: number) => ({
    title,
    blocks: [],
    minutes: null,
    objectives: '',
    sequence: 0,
    emptyWeeksBefore,
    documents: [],
    homework: [],
  });
  const lessons = [lesson('Chute', 0), lesson('Frottements', weeks)];
  const said = { format: 'cartable-sequence', version: 1, sequences: [{ fields }], lessons };
  return zipSync({ 'sequence.json': strToU8(JSON.stringify(said)) });
}
