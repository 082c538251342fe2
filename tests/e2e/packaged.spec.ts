import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, expect, test } from '@playwright/test';
import { packageCartable } from '../../build/package.ts';

const UNPACKED = join(import.meta.dirname, '../../dist/linux-unpacked');

test('the packaged application receives the demonstration by its own Node, engine and database', async () => {
  test.setTimeout(300_000);
  expect(await packageCartable(['--linux', 'dir'])).toBe(0);
  const isFallback = readFileSync(join(UNPACKED, 'version'), 'utf8').startsWith('25.');
  expect(existsSync(join(UNPACKED, 'resources/TEST-PACKAGE.txt'))).toBe(isFallback);
  expect(existsSync(join(UNPACKED, 'resources/node/LICENSE'))).toBe(true);
  const dataDirectory = mkdtempSync(join(tmpdir(), 'cartable-packaged-'));
  // Nothing of the development tree may be needed: what points there is taken away.
  const {
    CARTABLE_NODE: _node,
    CARTABLE_ELECTRON: _electronPath,
    ...env
  } = process.env as Record<string, string>;
  const application = await _electron.launch({
    executablePath: join(UNPACKED, 'cartable'),
    args: [`--data=${dataDirectory}`, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
    cwd: tmpdir(),
    env,
  });
  try {
    const window = await application.firstWindow();
    await expect(window.locator('[data-screen]').first()).toBeVisible();
    expect(await application.evaluate(({ app }) => app.isPackaged)).toBe(true);
    // The package's own Node, engine, database and demonstration server do the rest.
    await window.getByTestId('connect-demo').click();
    await expect(window.locator('[data-screen="today"]')).toBeVisible({ timeout: 120_000 });
  } finally {
    await application.close();
    rmSync(dataDirectory, { recursive: true, force: true });
  }
});
