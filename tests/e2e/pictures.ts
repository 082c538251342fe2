import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import type { CartableWindow } from './cartable-window.ts';

const FOLDER = process.env.CARTABLE_SHOTS;

/** The usual window, the smallest that is promised, and the usual one at 200 % zoom. */
const VIEWS = [
  { name: '1280', width: 1280, height: 800, zoom: 1 },
  { name: '800', width: 800, height: 600, zoom: 1 },
  { name: 'zoom', width: 1280, height: 800, zoom: 2 },
] as const;

/** Gives the window's page so many CSS pixels, at 100 % zoom or another. */
export async function setView(
  { page, application }: CartableWindow,
  { width, height, zoom }: { width: number; height: number; zoom: number },
): Promise<void> {
  await application.evaluate(
    ({ BrowserWindow }, [w = 0, h = 0, factor = 1]) => {
      const [window] = BrowserWindow.getAllWindows();
      window?.setContentSize(w, h);
      window?.webContents.setZoomFactor(factor);
    },
    [width, height, zoom],
  );
  await expect.poll(() => page.evaluate(() => window.innerWidth)).toBe(width / zoom);
}

/** As it is drawn: a page's own screenshot does not know of the window's zoom. */
async function capture({ application, page }: CartableWindow): Promise<Buffer> {
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn, 150))));
  const base64 = await application.evaluate(async ({ BrowserWindow }) => {
    const image = await BrowserWindow.getAllWindows()[0]?.webContents.capturePage();
    return image?.toPNG().toString('base64') ?? '';
  });
  return Buffer.from(base64, 'base64');
}

/** Pictures for people, when a folder for them is named: each size, light and dark. */
export async function takePictures(cartable: CartableWindow, name: string): Promise<void> {
  if (FOLDER === undefined) return;
  const { page } = cartable;
  for (const view of VIEWS) {
    await setView(cartable, view);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      writeFileSync(join(FOLDER, `${name}-${view.name}-${colorScheme}.png`), await capture(cartable));
    }
  }
  await page.emulateMedia({ colorScheme: null });
  await setView(cartable, VIEWS[0]);
}

/** The same of one size, in both languages. Each is drawn before it is taken: the words change after the colours. */
export async function takeInBothLanguages(page: Page, name: string): Promise<void> {
  if (FOLDER === undefined) return;
  for (const language of ['fr', 'en'] as const)
    for (const theme of ['light', 'dark'] as const) {
      await page.evaluate((chosen) => window.cartable.savePreferences(chosen), { theme, language });
      await expect(
        page.locator(`html[lang="${language}"][data-mantine-color-scheme="${theme}"]`),
      ).toHaveCount(1);
      await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn, 150))));
      await page.screenshot({ path: join(FOLDER, `${name}-${language}-${theme}.png`) });
    }
  await page.evaluate(() => window.cartable.savePreferences({ theme: 'light', language: 'fr' }));
  await expect(page.locator('html[lang="fr"]')).toHaveCount(1);
}
