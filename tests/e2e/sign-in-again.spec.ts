import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import Database from 'better-sqlite3';
import { databasePath } from '../../main/reference-ent/ent-store.ts';
import { type ReferenceEnt, startReferenceEnt } from '../../main/reference-ent/server.ts';
import { fillIn } from '../engine/teachers-browser.ts';
import { axeViolationsWithin } from './axe-violations.ts';
import {
  type CartableWindow,
  connectByForm,
  openCartable,
  readDatabase,
  temporaryData,
} from './cartable-window.ts';
import { takePictures } from './pictures.ts';

/** One ENT and one window for the whole file: each test starts where the one before it ended. */
test.describe.configure({ mode: 'serial' });

const data = temporaryData();
const dataDirectory = join(data.directory, 'data');
let ent: ReferenceEnt;
let cartable: CartableWindow;
let page: Page;

test.beforeAll(async () => {
  ent = await startReferenceEnt({ directory: join(data.directory, 'ent'), seed: 'empty' });
  cartable = await openCartable(dataDirectory);
  ({ page } = cartable);
  // Nothing is really opened on the machine that runs the tests; what would have been is written down.
  await cartable.application.evaluate(({ shell }) => {
    const opened: string[] = [];
    Object.assign(globalThis, { opened });
    shell.openExternal = async (address) => {
      opened.push(address);
    };
  });
  await connectByForm(page, ent);
  await expect(page.locator('[data-screen="today"]')).toBeVisible();
  await expect.poll(() => sessions('done')).toBe(1);
});

test.afterAll(async () => {
  await cartable?.close();
  await ent?.close();
  data.remove();
});

function sessions(outcome: 'done' | 'failed'): number {
  return readDatabase(
    dataDirectory,
    (db) => db.prepare('SELECT COUNT(*) FROM sync_session WHERE outcome = ?').pluck().get(outcome) as number,
  );
}

/** The ENT ends every session, as it does after a password was changed there. */
async function loseSession(): Promise<void> {
  const db = new Database(databasePath(ent.directory));
  db.exec('DELETE FROM token');
  db.close();
  await page.keyboard.press('F9');
  await expect(page.getByRole('dialog')).toBeVisible();
}

async function isAccessible(): Promise<void> {
  expect(await axeViolationsWithin(page, '[role="dialog"]')).toEqual([]);
}

test('a session that the ENT has ended is begun again by the password, and the sync that was asked for goes on', async () => {
  await loseSession();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('Votre session a pris fin');
  await expect(dialog.getByLabel('Mot de passe', { exact: true })).toBeFocused();
  await dialog.getByRole('button', { name: 'Se connecter par le navigateur' }).waitFor();
  await takePictures(cartable, 'sign-in-again');
  await isAccessible();
  await page.keyboard.type('pas le bon');
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('alert')).toContainText('Identifiant ou mot de passe refusé');
  await takePictures(cartable, 'sign-in-refused');
  const before = sessions('done');
  await dialog.getByLabel('Mot de passe', { exact: true }).fill(ent.password);
  await page.keyboard.press('Enter');
  await expect(dialog).toHaveCount(0);
  await expect.poll(() => sessions('done')).toBe(before + 1);
  await expect(page.getByTestId('sync-news')).toHaveText('Synchronisation terminée.');
});

test('put off, it can be begun from the sync screen; by the browser no password is typed', async () => {
  await loseSession();
  await page.getByRole('dialog').getByRole('button', { name: 'Plus tard' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  const failed = page.locator('[data-screen="sync"]');
  await expect(failed).toContainText('L’ENT ne reconnaît plus cette session');
  await takePictures(cartable, 'sign-in-later');
  await failed.getByRole('button', { name: 'Se reconnecter' }).press('Enter');
  await page.getByRole('button', { name: 'Se connecter par le navigateur' }).click();
  await expect(page.getByTestId('browser-waiting')).toBeVisible();
  await takePictures(cartable, 'sign-in-browser');
  await isAccessible();
  const before = sessions('done');
  const opened = () =>
    cartable.application.evaluate(() => (globalThis as unknown as { opened: string[] }).opened);
  await expect.poll(async () => (await opened()).length).toBe(1);
  await fetch(await fillIn((await opened())[0] ?? '', ent));
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect.poll(() => sessions('done')).toBe(before + 1);
});

test('in English it says the same', async () => {
  await page.evaluate(() => window.cartable.savePreferences({ language: 'en' }));
  await page.reload();
  await expect(page.locator('[data-screen]')).toBeVisible();
  await loseSession();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('Your session has ended');
  await expect(dialog.getByLabel('Password', { exact: true })).toBeFocused();
  await dialog.getByRole('button', { name: 'Sign in with the browser' }).waitFor();
  await takePictures(cartable, 'sign-in-again-en');
  await dialog.getByRole('button', { name: 'Sign in with the browser' }).click();
  await expect(page.getByTestId('browser-waiting')).toBeVisible();
  await takePictures(cartable, 'sign-in-browser-en');
  await page.getByTestId('browser-waiting').getByRole('button', { name: 'Cancel' }).click();
  await dialog.getByLabel('Password', { exact: true }).fill(ent.password);
  await page.keyboard.press('Enter');
  await expect(dialog).toHaveCount(0);
  await expect(page.getByTestId('sync-news')).toHaveText('Synchronisation done.');
});
