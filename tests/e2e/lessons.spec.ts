import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { axeViolations } from './axe-violations.ts';
import type { CartableWindow } from './cartable-window.ts';
import { type DemoWindow, openCalendarOffline } from './demo-window.ts';

/** One data directory for the whole file: each test starts where the one before it ended, with the ENT gone. */
test.describe.configure({ mode: 'serial' });

let demo: DemoWindow;
let cartable: CartableWindow;

test.beforeAll(async () => {
  demo = await openCalendarOffline();
  ({ cartable } = demo);
});

test.afterAll(() => demo?.close());

const local: DemoWindow['local'] = (read) => demo.local(read);

interface StoredLesson {
  readonly title: string;
  readonly blocks: string;
  readonly is_published: number;
}

function stored(title: string): StoredLesson[] {
  return local((db) =>
    db
      .prepare('SELECT title, blocks, is_published FROM lesson WHERE title = ? AND removed_at IS NULL')
      .all(title),
  ) as StoredLesson[];
}

const text = () => cartable.page.locator('.rich-text-body');
const saved = () => expect(cartable.page.getByTestId('save-state')).toHaveAttribute('data-status', 'saved');

test('a lesson is prepared by the keyboard alone, and is on disk when the screen says so', async () => {
  const { page } = cartable;
  await expect(page.getByTestId('week')).toBeVisible();
  await page.keyboard.press('n');
  await expect(page.getByTestId('lesson-title')).toBeFocused();
  // A pause between two words saves what is there, and keeps the space.
  await page.keyboard.type('La ');
  await saved();
  await page.keyboard.type('réfraction');
  await page.keyboard.press('Enter');
  await page.keyboard.type('## Objectif');
  await page.keyboard.press('Enter');
  await page.keyboard.type('Énoncer la loi de Descartes.');
  await saved();
  const [lesson] = stored('La réfraction');
  const blocks = JSON.parse(lesson?.blocks ?? '[]') as { id: string; content: { type: string } }[];
  expect(blocks.map(({ content }) => content.type)).toEqual(['heading', 'paragraph']);
  expect(new Set(blocks.map(({ id }) => id)).size).toBe(2);
  expect(lesson?.blocks).toContain('Énoncer la loi de Descartes.');
});

test('a lesson that is left and opened again shows what was typed last', async () => {
  const { page } = cartable;
  await text().press('Control+End');
  await page.keyboard.type(' Et l’appliquer.');
  // No pause: leaving must save by itself.
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('week')).toBeVisible();
  await page.getByTestId('lesson').filter({ hasText: 'La réfraction' }).click();
  await expect(text()).toContainText('Énoncer la loi de Descartes. Et l’appliquer.');
  await expect.poll(() => stored('La réfraction')[0]?.blocks).toContain('Et l’appliquer.');
});

test('a document is joined with its sizes, and a file that is not one is refused in words', async () => {
  const { page, application } = cartable;
  const good = join(demo.folder, 'consignes.txt');
  const bad = join(demo.folder, 'faux.pdf');
  writeFileSync(good, 'Apporter une calculatrice.');
  writeFileSync(bad, 'ceci n’est pas un PDF');
  await application.evaluate(
    ({ dialog }, filePaths) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths });
    },
    [good, bad],
  );
  await page.getByTestId('attach-button').click();
  await expect(page.getByTestId('attachment')).toContainText('consignes.txt');
  await expect(page.getByTestId('incoming-file')).toHaveAttribute('data-state', 'failed');
  await expect(page.getByTestId('incoming-file')).toContainText('faux.pdf');
});

test('homework and publication are saved with the lesson', async () => {
  const { page } = cartable;
  await page.getByTestId('homework-add').click();
  await page.keyboard.type('Refaire le schéma.');
  await saved();
  await page.getByRole('switch', { name: 'Publiée' }).click();
  await expect.poll(() => stored('La réfraction')[0]?.is_published).toBe(1);
  const homework = local((db) => db.prepare("SELECT text FROM homework WHERE text LIKE 'Refaire%'").all());
  expect(homework).toEqual([{ text: 'Refaire le schéma.' }]);
});

test('an engine that dies while a lesson is being created leaves one lesson, with all of its text', async () => {
  const { page } = cartable;
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('week')).toBeVisible();
  await page.keyboard.press('n');
  await expect(page.getByTestId('lesson-title')).toBeFocused();
  await page.keyboard.type('Née deux fois ?');
  await page.keyboard.press('Enter');
  await expect(text()).toBeFocused();
  process.kill(cartable.enginePid(), 'SIGKILL');
  await page.keyboard.type('Rien ne se perd.');
  await expect(page.getByTestId('save-state')).toHaveAttribute('data-status', 'saved', { timeout: 60_000 });
  await expect.poll(() => stored('Née deux fois ?').length).toBe(1);
  expect(stored('Née deux fois ?')[0]?.blocks).toContain('Rien ne se perd.');
});

test('a deleted lesson comes back whole by Ctrl+Z', async () => {
  const { page } = cartable;
  await page.getByTestId('lesson-remove').click();
  await expect(page.getByTestId('week')).toBeVisible();
  await expect.poll(() => stored('Née deux fois ?').length).toBe(0);
  await page.keyboard.press('Control+z');
  await expect.poll(() => stored('Née deux fois ?').length).toBe(1);
  await expect(page.getByTestId('lesson').filter({ hasText: 'Née deux fois ?' })).toBeVisible();
});

test('neither the calendar nor a lesson has a fault that axe can see', async () => {
  const { page } = cartable;
  expect(await axeViolations(cartable.page)).toEqual([]);
  await page.getByTestId('lesson').filter({ hasText: 'La réfraction' }).click();
  await expect(text()).toBeVisible();
  expect(await axeViolations(cartable.page)).toEqual([]);
});
