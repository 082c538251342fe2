import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import sharp from 'sharp';
import { axeViolations } from './axe-violations.ts';
import { childOf } from './cartable-window.ts';
import { type DemoWindow, openAssignment, openDemoWindow } from './demo-window.ts';
import { takePictures } from './pictures.ts';

/** One window for the whole file: each test starts where the one before it ended. */
test.describe.configure({ mode: 'serial' });

let demo: DemoWindow;

test.beforeAll(async () => {
  demo = await openDemoWindow();
});

test.afterAll(() => demo?.close());

const count = (query: string) => demo.local((db) => db.prepare(query).pluck().get()) as number;
const feedbackCount = () => count('SELECT COUNT(*) FROM feedback WHERE removed_at IS NULL');
const documentCount = () => count('SELECT COUNT(*) FROM document');

/** Nothing on screen that a screen reader or a weak eye would miss. */
async function isAccessible(): Promise<void> {
  expect(await axeViolations(demo.cartable.page)).toEqual([]);
}

/** What the system's dialog will answer. */
async function choose(path: string): Promise<void> {
  await demo.cartable.application.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] });
  }, path);
}

/** Drops files and folders on a place, as the system's file manager does. */
async function drop(selector: string, paths: string[]): Promise<void> {
  const { page } = demo.cartable;
  const box = await page.locator(selector).first().boundingBox();
  if (box === null) throw new Error(`${selector} is not on screen`);
  const session = await page.context().newCDPSession(page);
  const at = { x: box.x + box.width / 2, y: box.y + 40 };
  const data = { items: [], files: paths, dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await session.send('Input.dispatchDragEvent', { type, ...at, data });
  await session.detach();
}

/** Photos that take a while, none like another, in two folders; a note that cannot be made lighter; a broken one. */
async function writeFolder(name: string, photos: number): Promise<string> {
  const folder = join(demo.folder, name);
  mkdirSync(join(folder, 'Suite'), { recursive: true });
  for (let index = 0; index < photos; index += 1) {
    const noise = { type: 'gaussian', mean: 90 + index * 7, sigma: 30 } as const;
    const photo = sharp({ create: { width: 1600, height: 1200, channels: 3, background: 'white', noise } });
    await photo
      .blur(1.2)
      .jpeg({ quality: 98 })
      .toFile(join(folder, index % 2 === 0 ? '' : 'Suite', `${name} ${index + 1}.jpg`));
  }
  writeFileSync(join(folder, `${name}.txt`), `Notes de ${name}.`);
  writeFileSync(join(folder, `${name} abîmé.pdf`), 'no pdf at all');
  writeFileSync(join(folder, '.caché'), 'hidden');
  return folder;
}

test('a folder is taken whole after a yes; one line tells how far it is, and a report what came of each file', async () => {
  const { page } = demo.cartable;
  await openAssignment(demo.cartable);
  const before = { feedback: feedbackCount(), documents: documentCount() };
  await choose(await writeFolder('Lot', 4));
  await page.getByTestId('attach-folder-button').click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('6\u00a0fichiers, ');
  await expect(dialog).toContainText('1\u00a0autre reste de côté');
  await isAccessible();
  await takePictures(demo.cartable, 'folder-dialog');
  await page.keyboard.press('Enter');
  const batch = page.getByTestId('batch');
  await expect(batch).toContainText('sur 6');
  await expect(batch).toContainText('5\u00a0fichiers ajoutés sur 6', { timeout: 60_000 });
  await expect(page.getByTestId('batch-saved')).toContainText('de moins');
  await expect(batch).toContainText('1\u00a0refusé');
  await batch.getByText('1\u00a0gardé tel quel').click();
  await expect(batch).toContainText('Lot.txt\u00a0: Cartable ne modifie pas ce genre de fichier.');
  const refused = page.getByTestId('incoming-file');
  await expect(refused).toHaveCount(1);
  await expect(refused).toContainText('Il n’est pas ce que son nom annonce.');
  expect(feedbackCount()).toBe(before.feedback + 5);
  expect(documentCount()).toBe(before.documents + 5);
  await isAccessible();
  await takePictures(demo.cartable, 'batch-report');
  await batch.getByRole('button', { name: 'Tout retirer' }).click();
  await expect(batch).toHaveCount(0);
  await expect.poll(feedbackCount).toBe(before.feedback);
  await expect(refused).toHaveCount(0);
});

test('stopped half way, what is through stays, and every other file is as if it had never been given', async () => {
  const { page } = demo.cartable;
  const before = { feedback: feedbackCount(), documents: documentCount() };
  await choose(await writeFolder('Pile', 12));
  await page.getByTestId('attach-folder-button').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Prendre ces' }).click();
  const batch = page.getByTestId('batch');
  await expect.poll(feedbackCount, { timeout: 60_000 }).toBeGreaterThan(before.feedback);
  // The next one never ends by itself, however fast the machine is.
  process.kill(childOf(demo.cartable.enginePid(), 'optimiser.mjs'), 'SIGSTOP');
  await isAccessible();
  await takePictures(demo.cartable, 'batch-running');
  const stop = batch.getByRole('button', { name: 'Arrêter' });
  await stop.focus();
  await page.keyboard.press('Enter');
  await expect(batch).toContainText('Arrêté');
  await expect(batch.getByRole('button', { name: 'Fermer' })).toBeFocused();
  const added = Number(/Arrêté\s: (\d+)/.exec((await batch.textContent()) ?? '')?.[1]);
  expect(added).toBeGreaterThan(0);
  expect(added).toBeLessThan(14);
  expect(feedbackCount()).toBe(before.feedback + added);
  expect(documentCount()).toBe(before.documents + added);
  await page.keyboard.press('Enter');
  await expect(batch).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect.poll(feedbackCount).toBe(before.feedback);
});

test('a folder dropped on the list of what waits comes into it; several are chosen by keyboard and put in their places together', async () => {
  const { page } = demo.cartable;
  await page.keyboard.press('Control+5');
  await page.getByText('À ranger').click();
  const folder = join(demo.folder, 'Scans');
  mkdirSync(folder);
  for (const name of ['Scan 2', 'Scan 10', 'Scan 1'])
    writeFileSync(join(folder, `${name}.txt`), `${name}, une page.`);
  await drop('.arrivals-pane', [folder]);
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('3\u00a0fichiers');
  await dialog.getByRole('button', { name: 'Annuler' }).click();
  await expect(dialog).toHaveCount(0);
  await drop('.arrivals-pane', [folder]);
  await dialog.getByRole('button', { name: 'Prendre ces' }).click();
  await expect(page.getByTestId('batch')).toContainText('3\u00a0fichiers ajoutés sur 3');
  const rows = page.getByTestId('arrival');
  await expect(rows).toHaveCount(3);
  await page.getByTestId('batch').getByRole('button', { name: 'Fermer' }).click();
  await rows.first().click();
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  const chosen = page.getByRole('region', { name: 'Fichiers choisis' });
  await expect(chosen).toContainText('3\u00a0fichiers choisis');
  await isAccessible();
  await takePictures(demo.cartable, 'arrivals-chosen');
  const before = feedbackCount();
  const { name } = demo.local((db) =>
    db
      .prepare(
        `SELECT first_name || ' ' || last_name AS name FROM submission JOIN student ON student.id = student_id
         JOIN assignment ON assignment.id = assignment_id WHERE due_at > ? ORDER BY due_at DESC LIMIT 1`,
      )
      .get(Date.now() - 40 * 86_400_000),
  ) as { name: string };
  await chosen.getByLabel('Chercher une séance, un élève, un devoir').fill(name);
  await chosen
    .getByRole('button', { name: `Ranger dans Copie de ${name}` })
    .first()
    .click();
  await expect(rows).toHaveCount(0);
  expect(feedbackCount()).toBe(before + 3);
  await page.keyboard.press('Control+z');
  await expect(rows).toHaveCount(3);
  expect(feedbackCount()).toBe(before);
});

test('a folder dropped on a lesson hangs its files on it; what was saved this week is told on the first screen', async () => {
  const { page } = demo.cartable;
  await page.keyboard.press('Control+4');
  await page.getByTestId('lesson').first().press('Enter');
  await expect(page.getByTestId('lesson-title')).toBeVisible();
  const resources = () => count('SELECT COUNT(*) FROM resource WHERE removed_at IS NULL');
  const before = resources();
  await drop('.lesson', [join(demo.folder, 'Lot')]);
  await page.getByRole('dialog').getByRole('button', { name: 'Prendre ces' }).click();
  await expect(page.getByTestId('batch')).toContainText('5\u00a0fichiers ajoutés sur 6', { timeout: 60_000 });
  expect(resources()).toBe(before + 5);
  await takePictures(demo.cartable, 'lesson-batch');
  await page.keyboard.press('Control+1');
  await expect(page.getByTestId('savings-week')).toContainText('de moins sur les documents de cette semaine');
  await takePictures(demo.cartable, 'today-savings');
  await page.keyboard.press('Control+5');
  await expect(page.locator('[data-screen="documents"]')).toContainText('cette semaine, ');
  await takePictures(demo.cartable, 'documents');
});
