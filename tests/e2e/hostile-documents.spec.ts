import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { hostileFiles } from '../engine/hostile-files.ts';
import { type DemoWindow, openDemoWindow } from './demo-window.ts';

let demo: DemoWindow;
let site: Server;
let home = '';
const visits: string[] = [];

test.beforeAll(async () => {
  site = createServer((request, response) => {
    visits.push(request.url ?? '');
    response.end('globalThis.ranFromOutside = true');
  });
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  home = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
  demo = await openDemoWindow();
});
test.afterAll(async () => {
  await demo?.close();
  site.close();
});

test('files made to harm are joined and looked at: none runs, calls home, opens a window or stops the others', async () => {
  const { page, application } = demo.cartable;
  await application.evaluate(({ shell }) => {
    const opened: string[] = [];
    Object.assign(globalThis, { opened });
    shell.openExternal = async (address) => {
      opened.push(address);
    };
  });
  const paths = hostileFiles(home).map(({ name, bytes }) => {
    const path = join(demo.folder, name);
    writeFileSync(path, bytes);
    return path;
  });
  await application.evaluate(({ dialog }, filePaths) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths });
  }, paths);
  await page.keyboard.press('Control+4');
  await expect(page.getByTestId('week')).toBeVisible();
  await page.keyboard.press('n');
  await expect(page.getByTestId('lesson-title')).toBeFocused();
  await page.keyboard.type('Documents douteux');
  await page.keyboard.press('Enter');
  await page.getByTestId('attach-button').click();
  await expect(page.getByTestId('attachment')).toHaveCount(paths.length, { timeout: 60_000 });

  await page.keyboard.press('Control+5');
  for (const name of ['scripts.pdf', 'page.html', 'dessin.svg', 'entites.svg', 'modele.docx']) {
    await page.locator('.documents-table').getByText(name, { exact: false }).first().click();
    const view = page.locator('[data-testid="document-view"], .file-notice').first();
    await expect(view).toBeVisible();
    await page.waitForLoadState('networkidle');
    const box = await view.boundingBox();
    // All over the page: its links start programs, open files and call home.
    if (box !== null)
      for (const share of [0.2, 0.4, 0.6, 0.8])
        await page.mouse.click(box.x + box.width / 2, box.y + box.height * share);
  }
  const inTheEnd = await application.evaluate(({ webContents }) => ({
    urls: webContents.getAllWebContents().map((one) => one.getURL().split('#')[0]),
    opened: (globalThis as unknown as { opened: string[] }).opened,
  }));
  expect(inTheEnd).toEqual({ urls: ['app://cartable/'], opened: [] });
  expect(visits).toEqual([]);
  expect(await page.evaluate(() => 'ranFromOutside' in globalThis)).toBe(false);
  // The engine and the page still do their work.
  await page.keyboard.press('Control+1');
  await expect(page.locator('[data-screen="today"]')).toBeVisible();
});
