import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { type ReferenceEnt, startReferenceEnt } from '../../main/reference-ent/server.ts';
import { fillIn } from '../engine/teachers-browser.ts';
import { axeViolations } from './axe-violations.ts';
import { type CartableWindow, openCartable, readDatabase, temporaryData } from './cartable-window.ts';

/** Signing in by the browser, with `fetch` in the place of the teacher's own. */

let data: ReturnType<typeof temporaryData>;
let ent: ReferenceEnt;
let cartable: CartableWindow;
let page: Page;

test.beforeAll(async () => {
  data = temporaryData();
  ent = await startReferenceEnt({ directory: join(data.directory, 'ent'), seed: 'empty' });
  cartable = await openCartable(join(data.directory, 'data'));
  ({ page } = cartable);
  // Nothing is really opened on the machine that runs the tests; what would have been is written down.
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
  await ent.close();
  data.remove();
});

const opened = () =>
  cartable.application.evaluate(() => (globalThis as unknown as { opened: string[] }).opened);

async function openedPage(count: number): Promise<string> {
  await expect.poll(async () => (await opened()).length).toBe(count);
  return (await opened()).at(-1) ?? '';
}

async function look(name: string): Promise<void> {
  expect(await axeViolations(page)).toEqual([]);
  if (process.env.CARTABLE_SHOTS === undefined) return;
  for (const [theme, label] of [
    ['light', 'fr-light'],
    ['dark', 'fr-dark'],
  ] as const) {
    await page.evaluate((chosen) => window.cartable.savePreferences({ theme: chosen }), theme);
    await expect(page.locator(`[data-mantine-color-scheme="${theme}"]`)).toHaveCount(1);
    await page.screenshot({ path: join(process.env.CARTABLE_SHOTS, `${name}-${label}.png`) });
  }
}

test('the way by the browser is shown once the address offers it; calling it off leaves the form as it was', async () => {
  const address = page.getByRole('textbox', { name: 'Adresse de l’ENT' });
  await address.fill(ent.url);
  await expect(page.getByTestId('browser-offer')).toHaveCount(0);
  await address.press('Tab');
  await page.getByRole('button', { name: 'Se connecter par le navigateur' }).waitFor();
  await look('offer');
  await page.getByRole('button', { name: 'Se connecter par le navigateur' }).click();
  const first = await openedPage(1);
  expect(first.startsWith(`${ent.url}/`)).toBe(true);
  await look('waiting');
  await page.getByRole('button', { name: 'Ouvrir à nouveau' }).click();
  expect(await openedPage(2)).toBe(first);
  await page.getByRole('button', { name: 'Annuler' }).click();
  await expect(address).toHaveValue(ent.url);
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('a teacher who says no is told so, and one who signs in there is connected here', async () => {
  const button = page.getByRole('button', { name: 'Se connecter par le navigateur' });
  await button.click();
  await fetch(await fillIn(await openedPage(3), { choice: 'cancel' }));
  await expect(page.getByRole('alert')).toContainText('Vous avez refusé l’accès');
  await look('denied');
  await button.click();
  const shown = await fetch(await fillIn(await openedPage(4), ent));
  expect(await shown.text()).toContain('Vous pouvez fermer cette page et revenir à Cartable');
  await expect(page.locator('[data-screen="today"]')).toBeVisible();
  const login = readDatabase(join(data.directory, 'data'), (db) =>
    db.prepare('SELECT login FROM account').pluck().get(),
  );
  expect(login).toBe(ent.login);
});
