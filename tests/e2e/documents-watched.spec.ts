import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import sharp from 'sharp';
import { axeViolations } from './axe-violations.ts';
import { type DemoWindow, openDemoWindow } from './demo-window.ts';

let demo: DemoWindow;
let scans: string;

test.beforeAll(async () => {
  demo = await openDemoWindow();
  scans = join(demo.folder, 'Numérisations');
  mkdirSync(scans);
  writeFileSync(join(scans, 'déjà là.txt'), 'Il y était avant.');
});

test.afterAll(() => demo.close());

/** A student of the demonstration who has something to be given back. */
function aStudent(): { name: string; submissionId: string } {
  return demo.local((db) =>
    db
      .prepare(
        `SELECT first_name || ' ' || last_name AS name, submission.id AS submissionId FROM submission
         JOIN student ON student.id = student_id JOIN assignment ON assignment.id = assignment_id
         WHERE due_at > ? ORDER BY due_at DESC LIMIT 1`,
      )
      .get(Date.now() - 40 * 86_400_000),
  ) as { name: string; submissionId: string };
}

/** Nothing on screen that a screen reader or a weak eye would miss. */
async function isAccessible(): Promise<void> {
  expect(await axeViolations(demo.cartable.page)).toEqual([]);
}

const feedbackCount = () =>
  demo.local((db) => db.prepare('SELECT COUNT(*) FROM feedback WHERE removed_at IS NULL').pluck().get());

test('a folder is watched from the settings; a scan that comes into it is put with its copy by one key, and taken back', async () => {
  const { page, application } = demo.cartable;
  await application.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] });
  }, scans);
  await page.keyboard.press('Control+7');
  const inSettings = page.getByTestId('watched-folders');
  await inSettings.getByRole('button', { name: 'Suivre un dossier' }).click();
  await expect(inSettings).toContainText('rien n’y est modifié');
  await expect(inSettings).toContainText('Prendre aussi le fichier');

  const { name } = aStudent();
  writeFileSync(join(scans, `${name} devoir.txt`), 'La copie annotée.');
  writeFileSync(join(scans, 'Scan_0001.txt'), 'Une page sans nom.');
  await page.keyboard.press('Control+5');
  await page.getByText('À ranger (2)').click();
  const rows = page.getByTestId('arrival');
  await expect(rows).toHaveCount(2);

  const before = feedbackCount();
  const scan = rows.filter({ hasText: `${name} devoir.txt` });
  await expect(scan).toContainText(`Copie de ${name}`);
  await scan.focus();
  await scan.click();
  await page.keyboard.press('Enter');
  await expect(rows).toHaveCount(1);
  expect(feedbackCount()).toBe(Number(before) + 1);
  await expect(rows.first()).toBeFocused();
  await page.keyboard.press('Delete');
  await expect(rows).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(rows).toHaveCount(1);
  await page.keyboard.press('Control+z');
  await expect(rows).toHaveCount(2);
  expect(feedbackCount()).toBe(before);
});

test('where a file goes can be searched among all lessons and copies', async () => {
  const { page } = demo.cartable;
  await page.getByTestId('arrival').filter({ hasText: 'Scan_0001' }).click();
  await isAccessible();
  const { name } = aStudent();
  await page.getByLabel('Chercher une séance, un élève, un devoir').fill(name);
  await page
    .getByRole('button', { name: `Ranger dans Copie de ${name}` })
    .first()
    .click();
  await expect(page.getByTestId('arrival')).toHaveCount(1);
});

test('a picture can be compared with its original by a line over both, moved and enlarged by the keyboard', async () => {
  const { page } = demo.cartable;
  const noise = { type: 'gaussian', mean: 140, sigma: 30 } as const;
  const photo = sharp({ create: { width: 3000, height: 2250, channels: 3, background: 'white', noise } });
  await photo.jpeg({ quality: 98 }).toFile(join(scans, 'Tableau.jpg'));
  const { name } = aStudent();
  await page.getByTestId('arrival').filter({ hasText: 'Tableau.jpg' }).click();
  await page.getByLabel('Chercher une séance, un élève, un devoir').fill(name);
  await page
    .getByRole('button', { name: `Ranger dans Copie de ${name}` })
    .first()
    .click();
  await page.getByText('Bibliothèque').click();
  await page.getByRole('link', { name: 'Tableau.jpg' }).click();
  await expect(page.getByTestId('document-budget')).toContainText('de ce que l’ENT accepte par fichier');
  await page.getByText('Comparer').click();
  const slider = page.getByLabel('Limite entre l’original');
  await slider.focus();
  await page.keyboard.press('Home');
  await expect(slider).toHaveValue('0');
  await page.keyboard.press('ArrowRight');
  await expect(slider).toHaveValue('1');
  const box = page.getByTestId('compare-box');
  const before = (await box.boundingBox())?.width ?? 0;
  await page.keyboard.press('+');
  await expect.poll(async () => ((await box.boundingBox())?.width ?? 0) / before).toBeCloseTo(1.5, 1);
  await isAccessible();
});

test('what a document is made for is changed for it alone: given up half way, done, and taken back', async () => {
  const { page } = demo.cartable;
  const preset = page.getByLabel('Qualité de ce document');
  await expect(preset).toHaveValue('screen');
  const size = () => page.getByRole('row', { name: 'Tableau.jpg' }).locator('td').nth(2).textContent();
  const onScreen = await size();
  await preset.selectOption('print');
  await page
    .getByRole('region', { name: 'Document choisi' })
    .getByRole('button', { name: 'Annuler' })
    .click();
  await expect(preset).toHaveValue('screen');
  await preset.selectOption('print');
  await expect(page.getByText('« Tableau.jpg » refait')).toBeVisible();
  await expect(page.getByText('Choisie pour ce document')).toBeVisible();
  await expect.poll(size).not.toBe(onScreen);
  await isAccessible();
  await page.keyboard.press('Control+z');
  await expect(page.getByText('Comme dans les réglages.')).toBeVisible();
  await expect.poll(size).toBe(onScreen);
});
