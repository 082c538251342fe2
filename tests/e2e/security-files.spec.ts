import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ElectronApplication, expect, type Page, test } from '@playwright/test';
import { temporaryData } from './cartable-window.ts';
import { buildFixtureApp, type FixtureApp, startFixture } from './fixture-app.ts';

let fixture: FixtureApp;
let data: ReturnType<typeof temporaryData>;
let application: ElectronApplication;
let page: Page;

test.beforeAll(async () => {
  fixture = await buildFixtureApp();
  data = temporaryData();
  ({ application, page } = await startFixture(fixture, data.directory));
});
test.afterAll(async () => {
  await application.close();
  data.remove();
  fixture.remove();
});

test('a link among the window’s files leads nowhere', async () => {
  const renderer = join(fixture.folder, 'out/renderer');
  writeFileSync(join(fixture.folder, 'secret.js'), 'secret');
  symlinkSync(join(fixture.folder, 'secret.js'), join(renderer, 'link.js'));
  symlinkSync(fixture.folder, join(renderer, 'folder'));
  const statuses = await page.evaluate(async () => {
    const paths = ['link.js', 'folder/secret.js', 'page.js'];
    return Promise.all(paths.map(async (path) => (await fetch(`app://cartable/${path}`)).status));
  });
  expect(statuses).toEqual([404, 404, 200]);
});

test('a worker may decode by WebAssembly, and make no code of a string', async () => {
  const outcomes = await page.evaluate(
    () =>
      new Promise((resolve) => {
        const worker = new Worker('app://cartable/worker.js', { type: 'module' });
        worker.onmessage = ({ data: told }) => resolve(told);
        worker.onerror = () => resolve('the worker did not start');
      }),
  );
  expect(outcomes).toEqual({
    webAssembly: 'done',
    eval: 'refused',
    function: 'refused',
    remoteScript: 'refused',
    network: 'refused',
    ownFile: 'done',
  });
});

test('the page itself compiles no WebAssembly', async () => {
  const isRefused = await page.evaluate(async () => {
    await new Promise((resolve) => setTimeout(resolve, 50));
    try {
      new WebAssembly.Module(new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]));
      return false;
    } catch {
      return true;
    }
  });
  expect(isRefused).toBe(true);
});

test('a file dropped on the page is not opened in the app’s place', async () => {
  const path = join(data.directory, 'dropped.html');
  writeFileSync(path, '<title>dropped</title>');
  const devtools = await page.context().newCDPSession(page);
  const drag = { items: [], files: [path], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await devtools.send('Input.dispatchDragEvent', { type, x: 40, y: 200, data: drag });
  await expect.poll(() => page.evaluate(() => location.href)).toBe('app://cartable/');
  const urls = await application.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map((one) => one.getURL()),
  );
  expect(urls).toEqual(['app://cartable/']);
});

test('what the page would download is not', async () => {
  const started = await application.evaluate(({ session }) => {
    const downloads: string[] = [];
    Object.assign(globalThis, { downloads });
    session.defaultSession.on('will-download', (event, download) => {
      if (!event.defaultPrevented) downloads.push(download.getURL());
    });
    return downloads.length;
  });
  expect(started).toBe(0);
  await page.evaluate(() => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob(['x']));
    link.download = 'x.exe';
    link.click();
  });
  const downloads = () =>
    application.evaluate(() => (globalThis as unknown as { downloads: string[] }).downloads);
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300)));
  expect(await downloads()).toEqual([]);
});
