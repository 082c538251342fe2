import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { MoodleBrowser } from '../engine/moodle-browser.ts';
import { type FakeMoodle, startFakeMoodle } from '../fake-moodle/fake-moodle.ts';
import { axeViolations } from './axe-violations.ts';
import { type CartableWindow, openCartable, readDatabase, temporaryData } from './cartable-window.ts';
import { takeInBothLanguages } from './pictures.ts';

/** Signing in to a Moodle with a CAS in front, with `fetch` in the place of the teacher's own browser. */

let data: ReturnType<typeof temporaryData>;
let fake: FakeMoodle;
let cartable: CartableWindow;
let page: Page;

test.beforeAll(async () => {
  data = temporaryData();
  fake = await startFakeMoodle({ students: 2, config: { typeoflogin: 2, auth: 'cas' } });
  cartable = await openCartable(join(data.directory, 'data'));
  ({ page } = cartable);
  await cartable.application.evaluate(({ shell }) => {
    const opened: string[] = [];
    Object.assign(globalThis, { opened });
    shell.openExternal = async (address) => {
      opened.push(address);
    };
  });
});
test.afterAll(async () => {
  await cartable.close();
  await fake.close();
  data.remove();
});

const opened = () =>
  cartable.application.evaluate(() => (globalThis as unknown as { opened: string[] }).opened);

async function linkOf(count: number): Promise<string> {
  await expect.poll(async () => (await opened()).length).toBe(count);
  const { link } = await new MoodleBrowser().open((await opened()).at(-1) ?? '', fake);
  return link ?? '';
}

async function look(name: string): Promise<void> {
  expect(await axeViolations(page)).toEqual([]);
  await takeInBothLanguages(page, name);
}

test('a site’s providers are buttons of their own, which go straight to their pages', async () => {
  const other = await startFakeMoodle({ students: 1, config: { typeoflogin: 1, oauth2Issuers: [4] } });
  try {
    const address = page.getByRole('textbox', { name: /^Adresse de l’ENT/ });
    await address.fill(other.url);
    await address.press('Tab');
    await expect(page.getByTestId('browser-provider')).toHaveText('Se connecter avec Fournisseur 4');
    await look('moodle-provider');
    await page.getByTestId('browser-provider').click();
    await expect.poll(async () => (await opened()).at(-1) ?? '').toContain('oauthsso=4');
    await page.getByRole('button', { name: 'Annuler' }).click();
    await expect(page.getByTestId('browser-provider')).toBeVisible();
  } finally {
    await other.close();
    await cartable.application.evaluate(() =>
      (globalThis as unknown as { opened: string[] }).opened.splice(0),
    );
  }
});

test('where no link opens Cartable, the address that the page gives is pasted; another one is said to be another', async () => {
  const address = page.getByRole('textbox', { name: /^Adresse de l’ENT/ });
  await address.fill(fake.url);
  await address.press('Tab');
  const button = page.getByRole('button', { name: 'Se connecter par le navigateur' });
  await button.click();
  const old = await linkOf(1);
  await page.getByRole('button', { name: 'Annuler' }).click();
  await button.click();
  const link = await linkOf(2);
  const paste = page.getByRole('textbox', { name: /Cartable ne s’ouvre pas/ });
  await look('moodle-waiting');
  await paste.fill(old);
  await page.getByRole('button', { name: 'Continuer' }).click();
  await expect(page.getByRole('alert')).toContainText('répond à une autre connexion');
  await look('moodle-other-answer');
  await paste.fill(link);
  await page.getByRole('button', { name: 'Continuer' }).click();
  await expect(page.locator('[data-screen="today"]')).toBeVisible();
  const account = readDatabase(join(data.directory, 'data'), (db) =>
    db.prepare('SELECT kind, login FROM account').get(),
  );
  expect(account).toEqual({ kind: 'moodle', login: 'prof' });
});

test('a link that the system hands over signs in again by itself, and a stray one does nothing', async () => {
  const sessions = () =>
    readDatabase(join(data.directory, 'data'), (db) =>
      db.prepare("SELECT count(*) FROM sync_session WHERE outcome = 'done'").pluck().get(),
    );
  await expect.poll(sessions).toBe(1);
  fake.site.tokens.length = 0;
  await page.keyboard.press('F9');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Se connecter par le navigateur' }).click();
  const link = await linkOf(3);
  const follow = (address: string) =>
    cartable.application.evaluate(({ app }, given) => {
      app.emit('second-instance', {}, [], '', { argv: [given] });
    }, address);
  await follow('moodlemobile://token=YWJj');
  await expect(dialog.getByTestId('browser-waiting')).toBeVisible();
  await look('moodle-again');
  await follow(link);
  await expect(dialog).toHaveCount(0);
  await expect.poll(sessions).toBe(2);
});
