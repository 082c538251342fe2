import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import Database from 'better-sqlite3';
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
import { openAssignment } from './demo-window.ts';
import { type Disk, makeDisk } from './full-disk.ts';

const PASSPHRASE = 'cheval agrafe pile';

/** A teacher with a class of three, on data that end with the test. */
async function openTeacher(): Promise<{ cartable: CartableWindow; dataDirectory: string }> {
  const dataDirectory = join(disk.directory, 'data');
  ent = await startReferenceEnt({ directory: join(elsewhere.directory, 'ent'), seed: 'empty' });
  writeClass(ent, 3);
  cartable = await openCartable(dataDirectory);
  await connectByForm(cartable.page, ent);
  await expect(cartable.page.locator('[data-screen="today"]')).toBeVisible();
  return { cartable, dataDirectory };
}

let disk: Disk;
/** The ENT's disk is another one. */
let elsewhere: ReturnType<typeof temporaryData>;
let ent: ReferenceEnt;
let cartable: CartableWindow;

test.beforeEach(() => {
  disk = makeDisk();
  elsewhere = temporaryData();
});

test.afterEach(async () => {
  await cartable.close();
  await ent.close();
  disk.remove();
  elsewhere.remove();
});

async function chooseLock(page: Page): Promise<void> {
  await page.keyboard.press('Control+7');
  await page.getByTestId('choose-lock').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Phrase secrète' }).fill(PASSPHRASE);
  await dialog.getByRole('textbox', { name: 'La même phrase' }).fill(PASSPHRASE);
  await page.keyboard.press('Enter');
  await expect(dialog).toHaveCount(0);
}

async function unlock(page: Page, passphrase = PASSPHRASE): Promise<void> {
  await page.getByRole('textbox', { name: 'Phrase secrète' }).fill(passphrase);
  await page.keyboard.press('Enter');
}

test('a window whose text cannot be saved locks all the same, says so, and saves it once it is open and there is room', async () => {
  const { dataDirectory } = await openTeacher();
  const { page } = cartable;
  const locked = page.locator('[data-screen="locked"]');
  await chooseLock(page);
  await openAssignment(cartable, 'Devoir n° 1');
  // So that the next edit needs room of its own.
  const db = new Database(databaseOf(dataDirectory));
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
  disk.fill(cartable.enginePid());
  await page.getByTestId('comment-field').fill('À garder.');
  await expect(page.getByTestId('save-state')).toContainText('Le disque est plein');
  await page.keyboard.press('Control+L');
  await expect(locked).toBeVisible();
  await expect(locked).toContainText('Un texte attend d’être enregistré');
  expect(await page.content()).not.toContain('À garder.');
  expect(await axeViolations(page)).toEqual([]);
  await unlock(page);
  await expect(page.getByTestId('comment-field')).toHaveValue(/^À garder\./);
  disk.free(cartable.enginePid());
  await expect(page.getByTestId('save-state')).toHaveAttribute('data-status', 'saved', { timeout: 60_000 });
  const comments = readDatabase(dataDirectory, (db) =>
    db.prepare("SELECT COUNT(*) FROM outbox_op WHERE entity = 'comment'").pluck().get(),
  );
  expect(comments).toBe(1);
});

test('when the computer’s session is locked a page that hears nothing is locked too, and a laxer lock asks for its passphrase', async () => {
  await openTeacher();
  const { page, application } = cartable;
  const locked = page.locator('[data-screen="locked"]');
  await chooseLock(page);
  const minutes = page.getByRole('combobox', { name: 'Verrouiller après' });
  const dialog = page.getByRole('dialog');
  await minutes.selectOption('5');
  await expect(minutes).toHaveValue('5');
  await minutes.selectOption('60');
  await dialog.getByRole('textbox').fill('une autre phrase');
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('alert')).toContainText('Ce n’est pas la phrase secrète');
  await page.keyboard.press('Escape');
  await expect(minutes).toHaveValue('5');
  await minutes.selectOption('60');
  await dialog.getByRole('textbox').fill(PASSPHRASE);
  await page.keyboard.press('Enter');
  await expect(dialog).toHaveCount(0);
  await expect(minutes).toHaveValue('60');

  await application.evaluate(({ BrowserWindow, powerMonitor }) => {
    for (const { webContents } of BrowserWindow.getAllWindows()) webContents.send = () => undefined;
    powerMonitor.emit('lock-screen');
  });
  await expect(locked).toBeVisible();
  await unlock(page);
  await expect(page.locator('[data-screen="settings"]')).toBeVisible();
});
