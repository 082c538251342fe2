import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { type ReferenceEnt, startReferenceEnt } from '../../main/reference-ent/server.ts';
import { writeClass } from '../engine/write-class.ts';
import { axeViolations } from './axe-violations.ts';
import {
  type CartableWindow,
  connectByForm,
  databaseOf,
  openCartable,
  readDatabase,
  temporaryData,
} from './cartable-window.ts';
import { setView, takePictures } from './pictures.ts';

/** One ENT and one window for the whole file: each test starts where the one before it ended. */
test.describe.configure({ mode: 'serial' });

const data = temporaryData();
const dataDirectory = join(data.directory, 'data');
let ent: ReferenceEnt;
let cartable: CartableWindow;
let page: Page;

test.beforeAll(async () => {
  ent = await startReferenceEnt({ directory: join(data.directory, 'ent'), seed: 'empty' });
  writeClass(ent, 3, { studentOf: (number) => ({ first_name: `Élève ${number}`, last_name: 'Martin' }) });
  cartable = await openCartable(dataDirectory);
  ({ page } = cartable);
  await connectByForm(page, ent);
  await expect(page.locator('[data-screen="today"]')).toBeVisible();
  await expect.poll(() => count('SELECT COUNT(*) FROM sync_session WHERE ended_at IS NOT NULL')).toBe(1);
});

test.afterAll(async () => {
  await cartable?.close();
  await ent?.close().catch(() => undefined);
  data.remove();
});

function count(sql: string): number {
  return readDatabase(dataDirectory, (db) => db.prepare(sql).pluck().get() as number);
}

const news = () => page.getByTestId('sync-news');

async function isAccessible(): Promise<void> {
  expect(await axeViolations(page)).toEqual([]);
}

/** What the file dialog answers from now on. */
async function choose(name: string, text: string): Promise<void> {
  const path = join(data.directory, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  await cartable.application.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] });
  }, path);
}

async function openCopy(index: number): Promise<void> {
  await page.keyboard.press('Control+3');
  await page.getByTestId('assignment').filter({ hasText: 'Devoir n° 1' }).click();
  await page.getByTestId('copy').nth(index).click();
}

/** Buttons, links and fields that a toast lies over; what is scrolled out of its pane lies under nothing. */
function covered(): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('button, a, input, summary')]
      .filter((element) => element.closest('.app-toasts') === null)
      .filter((element) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        const there = document.elementsFromPoint(x + width / 2, y + height / 2);
        return there.includes(element) && there.some((one) => one.closest('.app-toasts') !== null);
      })
      .map((element) => element.textContent ?? ''),
  );
}

test('a document whose file vanished is attached again from the sync screen, and leaves', async () => {
  await openCopy(0);
  await choose('corrige.txt', 'Voir la question 2. '.repeat(40));
  await page.getByTestId('attach-button').first().click();
  await expect(page.getByTestId('attachment')).toContainText('corrige.txt');
  rmSync(join(dirname(databaseOf(dataDirectory)), 'vault'), { recursive: true });
  await page.keyboard.press('F9');
  const problem = page.locator('.sync-problem');
  await expect(problem).toContainText('Le document manque ou est abîmé sur cet ordinateur');
  await takePictures(cartable, 'attach-again');
  await isAccessible();
  await choose('corrige-2.txt', 'Voir la question 3. '.repeat(40));
  await problem.getByRole('button', { name: 'Joindre à nouveau' }).press('Enter');
  await expect(problem).toHaveCount(0);
  await expect(page.locator('.app-toasts')).toContainText('Partira au prochain échange');
  expect(count("SELECT COUNT(*) FROM outbox_op WHERE state = 'pending'")).toBe(1);
  await page.keyboard.press('F9');
  await expect.poll(() => ent.store.entities('feedback').length).toBe(1);
  expect(ent.store.entities('feedback')[0]?.body.file).toMatchObject({ name: 'corrige-2.txt' });
});

test('a screen reader is told the end of a sync, new conflicts and a failure, and none of the steps', async () => {
  await expect(news()).toHaveText('Synchronisation terminée.');
  const said: string[] = [];
  await page.exposeFunction('heard', (words: string) => said.push(words));
  await page.evaluate(() => {
    const region = document.querySelector('[data-testid="sync-news"]');
    const listener = new MutationObserver(() => {
      (window as unknown as { heard(words: string): void }).heard(region?.textContent ?? '');
    });
    listener.observe(region as Element, { childList: true, subtree: true, characterData: true });
  });
  await openCopy(1);
  await page.getByTestId('grade-field').fill('12');
  await page.getByTestId('grade-field').press('Enter');
  await expect.poll(() => count('SELECT COUNT(*) FROM outbox_op')).toBe(1);
  ent.editOnTheWeb(
    [{ entity: 'grade', id: 'submission-2', body: { submission_id: 'submission-2', points_x100: 700 } }],
    { by: 'Paul Collègue' },
  );
  await page.keyboard.press('F9');
  await expect(news()).toHaveText(/^Synchronisation terminée\s: 1\smodification à départager/);
  await expect(page.getByRole('group', { name: /^Note\s: Élève 2 Martin · Devoir n° 1/ })).toBeVisible();
  await ent.close();
  await page.keyboard.press('F9');
  await expect(news()).toContainText('Synchronisation interrompue. L’ENT ne répond pas.');
  // The end of the sync before may be told late.
  expect(said.filter((words) => words !== 'Synchronisation terminée.')).toHaveLength(2);
});

test('“?” shows the keys of the sync screen, which are those that it obeys', async () => {
  await page.keyboard.press('?');
  const keys = page.getByTestId('keys-dialog');
  await expect(keys).toContainText('À départager : garder ma version');
  await takePictures(cartable, 'keys');
  await isAccessible();
  await page.keyboard.press('Escape');
  await expect(keys).toHaveCount(0);
  await page.getByRole('button', { name: 'Raccourcis clavier' }).click();
  await expect(keys).toBeVisible();
  await page.keyboard.press('Escape');
});

test('the last days are drawn with what the web would have asked, and told in a sentence and in figures', async () => {
  const traffic = page.getByTestId('sync-traffic');
  const summary = traffic.locator('figcaption p').first();
  await expect(summary).toContainText(
    /requêtes à l’ENT, .* envoyés, .* reçus\. Rendre les copies en a demandé \d+, environ 15 par le web\./,
  );
  await expect(traffic.getByRole('img')).toHaveAttribute('aria-label', (await summary.textContent()) ?? '');
  await traffic.locator('summary').press('Enter');
  await expect(traffic.locator('tbody tr')).toHaveCount(1);
  await traffic.scrollIntoViewIfNeeded();
  await takePictures(cartable, 'traffic');
  await isAccessible();
});

test('toasts lie beside the page and over none of its buttons, also in the smallest window and over a dialog', async () => {
  await setView(cartable, { width: 800, height: 600, zoom: 1 });
  const strip = page.locator('.app-toasts');
  await page.locator('.sync-conflict').getByRole('button').first().press('m');
  await expect(strip).toContainText('Votre version est gardée');
  expect(await covered()).toEqual([]);
  await openCopy(2);
  await page.keyboard.press('Control+z');
  await expect(strip).toContainText('Annulé');
  await expect(page.getByTestId('next-copy')).toBeInViewport({ ratio: 1 });
  expect(await covered()).toEqual([]);
  await takePictures(cartable, 'toast-grading');
  await setView(cartable, { width: 800, height: 600, zoom: 1 });
  await page.keyboard.press('Control+z');
  await page.keyboard.press('?');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toBeVisible();
  await expect(strip).toBeInViewport();
  const [over, under] = [await dialog.boundingBox(), await strip.boundingBox()];
  expect((over?.y ?? 0) + (over?.height ?? 0)).toBeLessThanOrEqual(under?.y ?? 0);
  expect(await covered()).toEqual([]);
});
