import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ElectronApplication, expect, type Page, test } from '@playwright/test';
import { temporaryData } from './cartable-window.ts';
import {
  buildFixtureApp,
  call,
  electronPath,
  type FixtureApp,
  frenchEnvironment,
  rootSwitches,
  startFixture,
} from './fixture-app.ts';

let fixture: FixtureApp;
let data: ReturnType<typeof temporaryData>;
let application: ElectronApplication;
let page: Page;

test.beforeAll(async () => {
  fixture = await buildFixtureApp();
});
test.afterAll(() => fixture.remove());
test.beforeEach(async () => {
  data = temporaryData();
  ({ application, page } = await startFixture(fixture, data.directory));
});
test.afterEach(async () => {
  await application.close();
  const log = readFileSync(join(data.directory, 'logs', 'shell.log'), 'utf8');
  data.remove();
  expect(log.split('\n').filter((line) => line.includes('"bug"'))).toEqual([]);
});

test('the engine runs under plain Node 24, without what is Electron’s own', async () => {
  const environment = (await call(page, 'environment')) as { nodeVersion: string; names: string[] };
  expect(environment.nodeVersion).toMatch(/^24\./);
  expect(environment.names.filter((name) => /^ELECTRON_|^NODE_OPTIONS$/.test(name))).toEqual([]);
  expect(environment.names).toContain('NODE_USE_SYSTEM_CA');
});

test('text and structures pass between the page and the engine', async () => {
  const value = { text: 'é'.repeat(200_000), grades: [0, 2000, null], isDone: false };
  expect(await call(page, 'echo', value)).toEqual(value);
  expect(await page.evaluate(() => window.fixture.ports)).toEqual(['app://cartable']);
});

test('a message with bytes in it passes, every byte of it', async () => {
  const bytes = await page.evaluate(async () => {
    const sent = new File([Uint8Array.from({ length: 256 }, (_, byte) => byte)], 'octets.bin');
    const returned = (await window.fixture.call('echo', { sent, text: 'é' })) as { sent: File; text: string };
    return { bytes: [...new Uint8Array(await returned.sent.arrayBuffer())], text: returned.text };
  });
  expect(bytes).toEqual({ bytes: Array.from({ length: 256 }, (_, byte) => byte), text: 'é' });
});

test('a killed engine is restarted: the pending call fails with engine/restarted, the next one works', async () => {
  const before = (await call(page, 'processId')) as number;
  const pending = call(page, 'wait');
  await expect.poll(() => call(page, 'waitingCount')).toBe(1);
  process.kill(before, 'SIGKILL');
  expect(await pending).toEqual({ failed: 'engine/restarted' });
  // Asked while there is no engine: it waits for the next one.
  const after = (await call(page, 'processId')) as number;
  expect(after).not.toBe(before);
  expect(await page.evaluate(() => window.fixture.states)).toEqual(['ready', 'restarting', 'ready']);
  expect(await page.evaluate(() => window.fixture.ports.length)).toBe(2);
});

test('an engine that keeps dying is given up, and starts again when the teacher says so', async () => {
  test.setTimeout(240_000);
  for (let death = 1; death <= 4; death++) {
    process.kill((await call(page, 'processId')) as number, 'SIGKILL');
    await page.waitForFunction(
      (expected) => window.fixture.states.filter((state) => state !== 'ready').length === expected,
      death,
    );
  }
  expect(await page.evaluate(() => window.fixture.states.at(-1))).toBe('failed');
  expect(await call(page, 'processId')).toEqual({ failed: 'engine/unavailable' });
  await page.evaluate(() => window.cartable.restartEngine());
  await page.waitForFunction(() => window.fixture.states.at(-1) === 'ready');
  expect(await call(page, 'echo', 'again')).toBe('again');
});

test('a page that dies is drawn again, and the engine has not noticed', async () => {
  const engine = await call(page, 'processId');
  const oldPage = await application.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    const processId = contents?.getOSProcessId();
    contents?.forcefullyCrashRenderer();
    return processId;
  });
  const isDrawnAgain = () =>
    application.evaluate(({ BrowserWindow }, old) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      const processId = contents?.getOSProcessId();
      return processId !== undefined && processId > 0 && processId !== old && contents?.isLoading() === false;
    }, oldPage);
  await expect.poll(isDrawnAgain).toBe(true);
  const answer = await application.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript('window.fixture.call("processId")'),
  );
  expect(answer).toBe(engine);
});

test('the app can be closed while its engine is being restarted', async () => {
  process.kill((await call(page, 'processId')) as number, 'SIGKILL');
  await page.waitForFunction(() => window.fixture.states.includes('restarting'));
  await application.close();
});

test('closing the app lets the engine finish', async () => {
  await application.close();
  expect(existsSync(join(data.directory, 'engine-stopped'))).toBe(true);
});

test('a second start brings the first window forward and leaves', async () => {
  await application.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
  const second = spawn(electronPath(), [...rootSwitches(), fixture.folder, `--data=${data.directory}`], {
    env: frenchEnvironment(),
    stdio: 'ignore',
  });
  const [code] = await once(second, 'exit');
  expect(code).toBe(0);
  const windows = () =>
    application.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((one) => one.isVisible()));
  await expect.poll(windows).toEqual([true]);
});

test('a link shows a screen in the window that is open, without loading it anew; what is no link of ours shows none', async () => {
  const follow = async (link: string) => {
    const second = spawn(
      electronPath(),
      [...rootSwitches(), fixture.folder, link, `--data=${data.directory}`],
      { env: frenchEnvironment(), stdio: 'ignore' },
    );
    await once(second, 'exit');
  };
  const place = () => page.evaluate(() => location.hash);
  await page.evaluate(() => Object.assign(globalThis, { stayed: true }));
  await follow('cartable://grading/assignment-1');
  await expect.poll(place).toBe('#/grading/assignment-1');
  for (const link of [
    'cartable:settings',
    'cartable:lessons/new',
    'cartable:grading/../x',
    'https://x.example/',
  ])
    await follow(link);
  // Each start has ended after the first one was told: what it brings comes after this.
  await follow('cartable:grading/assignment-1');
  expect(await place()).toBe('#/grading/assignment-1');
  await follow('cartable:sync');
  await expect.poll(place).toBe('#/sync');
  expect(await page.evaluate(() => 'stayed' in globalThis)).toBe(true);
});

test('a link that starts Cartable shows its screen first', async () => {
  await application.close();
  ({ application, page } = await startFixture(fixture, data.directory, ['cartable:lessons/lesson-1']));
  expect(await page.evaluate(() => location.hash)).toBe('#/lessons/lesson-1');
});

test('the window opens where it was', async () => {
  const bounds = { x: 60, y: 40, width: 1010, height: 655 };
  await application.evaluate(({ BrowserWindow }, wanted) => {
    BrowserWindow.getAllWindows()[0]?.setBounds(wanted);
  }, bounds);
  const place = () =>
    application.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds());
  await expect.poll(place).toEqual(bounds);
  await application.close();
  ({ application, page } = await startFixture(fixture, data.directory));
  expect(await place()).toEqual(bounds);
});

test('a damaged window file or preferences file is as if it had never been', async () => {
  await application.close();
  writeFileSync(join(data.directory, 'window.json'), '{"bounds":{"x":1e99}');
  writeFileSync(join(data.directory, 'preferences.json'), '\0\0\0');
  ({ application, page } = await startFixture(fixture, data.directory));
  expect(await page.evaluate(() => window.cartable.getPreferences())).toEqual({
    language: 'system',
    theme: 'system',
  });
});

test('language and theme are kept, obeyed by the menus, and readable by this user only', async () => {
  const menu = () =>
    application.evaluate(({ Menu, nativeTheme }) => ({
      first: Menu.getApplicationMenu()?.items[0]?.label,
      isDarkTicked: Menu.getApplicationMenu()?.getMenuItemById('theme-dark')?.checked,
      theme: nativeTheme.themeSource,
    }));
  expect(await menu()).toEqual({ first: 'Fichier', isDarkTicked: false, theme: 'system' });
  await page.evaluate(() => window.cartable.savePreferences({ language: 'en', theme: 'dark' }));
  expect(await menu()).toEqual({ first: 'File', isDarkTicked: true, theme: 'dark' });
  const path = join(data.directory, 'preferences.json');
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ language: 'en', theme: 'dark' });
  expect(statSync(path).mode & 0o077).toBe(0);
  await application.close();
  ({ application, page } = await startFixture(fixture, data.directory));
  expect(await menu()).toEqual({ first: 'File', isDarkTicked: true, theme: 'dark' });
});

test('the menu sends its commands to the page, and tells it of a new theme', async () => {
  await page.evaluate(() => {
    const heard: unknown[] = [];
    Object.assign(window, { heard });
    window.cartable.onMenuCommand((command) => heard.push(command));
    window.cartable.onPreferencesChanged(({ theme }) => heard.push(theme));
  });
  await application.evaluate(({ Menu }) => {
    for (const id of ['undo', 'sync-now', 'go-grading', 'theme-light'])
      Menu.getApplicationMenu()?.getMenuItemById(id)?.click();
  });
  await expect
    .poll(() => page.evaluate(() => (window as unknown as { heard: unknown[] }).heard))
    .toEqual(['undo', 'sync-now', 'go-grading', 'light']);
});

test('the title bar names the document', async () => {
  await page.evaluate(() => window.cartable.setDocumentTitle('Réfraction — Corriger'));
  const title = () =>
    application.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle());
  await expect.poll(title).toBe('Réfraction — Corriger — Cartable');
});

test('a file that the teacher gives is known by its path', async () => {
  const path = join(data.directory, 'énoncé.pdf');
  writeFileSync(path, '%PDF-1.4');
  await page.setInputFiles('#file', path);
  const known = await page.evaluate(() => {
    const file = (document.querySelector('#file') as HTMLInputElement).files?.[0];
    return file === undefined ? null : window.cartable.pathForFile(file);
  });
  expect(known).toBe(path);
  expect(await page.evaluate(() => window.cartable.pathForFile(new File(['x'], 'x.txt')))).toBe('');
});

test('without a keyring a secret lasts as long as the app and never lies on the disk', async () => {
  const hasKeyring = await application.evaluate(({ safeStorage }) => safeStorage.isEncryptionAvailable());
  expect(await call(page, 'keepSecret', 'canary-token')).toBe(hasKeyring ? 'keyring' : 'memory');
  process.kill((await call(page, 'processId')) as number, 'SIGKILL');
  await page.waitForFunction(() => window.fixture.states.includes('restarting'));
  expect(await call(page, 'readSecret')).toBe('canary-token');
  const path = join(data.directory, 'secrets.json');
  expect(existsSync(path) && readFileSync(path, 'latin1').includes('canary-token')).toBe(false);
  await application.close();
  ({ application, page } = await startFixture(fixture, data.directory));
  expect(await call(page, 'readSecret')).toBe(hasKeyring ? 'canary-token' : null);
});
