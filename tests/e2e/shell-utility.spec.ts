import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type ElectronApplication, expect, type Page, test } from '@playwright/test';
import { temporaryData } from './cartable-window.ts';
import { buildFixtureApp, call, type FixtureApp, startFixture } from './fixture-app.ts';

// The shell as it is bundled for Windows and macOS: the engine is a utility process, and the window's port is its own.

let fixture: FixtureApp;
let data: ReturnType<typeof temporaryData>;
let application: ElectronApplication;
let page: Page;

test.beforeAll(async () => {
  fixture = await buildFixtureApp('windows');
});
test.afterAll(() => fixture.remove());
test.beforeEach(async () => {
  data = temporaryData();
  ({ application, page } = await startFixture(fixture, data.directory));
});
test.afterEach(async () => {
  await application.close();
  data.remove();
});

test('the engine runs in a utility process and serves the page', async () => {
  const environment = (await call(page, 'environment')) as { nodeVersion: string; isUtilityProcess: boolean };
  expect(environment.isUtilityProcess).toBe(true);
  expect(environment.nodeVersion).toBe(await application.evaluate(() => process.versions.node));
  const value = { text: 'é'.repeat(200_000), grades: [0, 2000, null] };
  expect(await call(page, 'echo', value)).toEqual(value);
  expect(await call(page, 'keepSecret', 'canary')).toMatch(/^(?:memory|keyring)$/);
  expect(await call(page, 'readSecret')).toBe('canary');
});

test('a killed utility process is restarted: the pending call fails, the next one works', async () => {
  const before = (await call(page, 'processId')) as number;
  const pending = call(page, 'wait');
  await expect.poll(() => call(page, 'waitingCount')).toBe(1);
  process.kill(before, 'SIGKILL');
  expect(await pending).toEqual({ failed: 'engine/restarted' });
  expect(await call(page, 'processId')).not.toBe(before);
});

test('the engine’s children are started by the shell, and end when it says so', async () => {
  expect(await call(page, 'askChild', 'word')).toEqual({
    answer: { word: 'word', isLoud: true, fromTheEngine: 'from-the-engine' },
    hasPid: true,
  });
});

test('closing the app lets the engine finish', async () => {
  await application.close();
  expect(existsSync(join(data.directory, 'engine-stopped'))).toBe(true);
});
