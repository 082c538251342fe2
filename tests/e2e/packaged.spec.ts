import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, expect, test } from '@playwright/test';
import { packageCartable } from '../../build/package.ts';
import { temporaryData } from './cartable-window.ts';
import { rootSwitches } from './fixture-app.ts';

const UNPACKED = join(import.meta.dirname, '../../dist/linux-unpacked');
/** Debian's `nobody`: an ordinary user that every system has. */
const NOBODY = 65_534;

let data: ReturnType<typeof temporaryData>;

test.beforeAll(async () => {
  test.setTimeout(300_000);
  expect(await packageCartable(['--linux', 'dir'])).toBe(0);
});
test.beforeEach(() => {
  data = temporaryData();
});
test.afterEach(() => data.remove());

/** The environment without what points to the development tree: nothing of that may be needed. */
function environment(): Record<string, string> {
  const {
    CARTABLE_NODE: _node,
    CARTABLE_ELECTRON: _electronPath,
    ...env
  } = process.env as Record<string, string>;
  return env;
}

/** The package's own Node, engine, database and demonstration server do the rest. */
async function receiveDemonstration(application: ElectronApplication): Promise<void> {
  const window = await application.firstWindow();
  await expect(window.locator('[data-screen]').first()).toBeVisible();
  expect(await application.evaluate(({ app }) => app.isPackaged)).toBe(true);
  await window.getByTestId('connect-demo').click();
  await expect(window.locator('[data-screen="today"]')).toBeVisible({ timeout: 120_000 });
}

test('the packaged application receives the demonstration by its own Node, engine and database', async () => {
  test.setTimeout(180_000);
  const isFallback = readFileSync(join(UNPACKED, 'version'), 'utf8').startsWith('25.');
  expect(existsSync(join(UNPACKED, 'resources/TEST-PACKAGE.txt'))).toBe(isFallback);
  expect(existsSync(join(UNPACKED, 'resources/node/LICENSE'))).toBe(true);
  const application = await _electron.launch({
    executablePath: join(UNPACKED, 'cartable'),
    args: [`--data=${data.directory}`, ...rootSwitches()],
    cwd: tmpdir(),
    env: environment(),
  });
  try {
    await receiveDemonstration(application);
  } finally {
    await application.close();
  }
});

/**
 * A copy of the package that an ordinary user starts: Chromium has no sandbox for root.
 *
 * Without root, the package itself.
 */
function startedByOrdinaryUser(): { executablePath: string; home: string; env: Record<string, string> } {
  const home = join(data.directory, 'home');
  mkdirSync(home);
  if (process.getuid?.() !== 0)
    return { executablePath: join(UNPACKED, 'cartable'), home, env: environment() };
  chmodSync(data.directory, 0o755);
  cpSync(UNPACKED, join(data.directory, 'package'), { recursive: true });
  const env: Record<string, string> = { ...environment(), HOME: home, TMPDIR: home };
  // Whose display it is, in a file that root keeps for itself.
  if (env.XAUTHORITY !== undefined) {
    cpSync(env.XAUTHORITY, join(home, 'Xauthority'));
    chownSync(join(home, 'Xauthority'), NOBODY, NOBODY);
    env.XAUTHORITY = join(home, 'Xauthority');
  }
  chownSync(home, NOBODY, NOBODY);
  const executablePath = join(data.directory, 'as-nobody');
  const started = join(data.directory, 'package/cartable');
  const script = `#!/bin/sh\nexec setpriv --reuid=${NOBODY} --regid=${NOBODY} --clear-groups '${started}' "$@"\n`;
  writeFileSync(executablePath, script, { mode: 0o755 });
  return { executablePath, home, env };
}

/** What the kernel says of a process: `Seccomp` 2 is a filter of system calls, `NoNewPrivs` 1 forbids gaining rights. */
function kernelFacts(pid: number): Record<string, string> {
  const lines = readFileSync(`/proc/${pid}/status`, 'utf8').split('\n');
  return Object.fromEntries(lines.map((line) => line.split(/:\s*/, 2) as [string, string]));
}

test('an ordinary user’s window works within Chromium’s sandbox: its page’s system calls are filtered', async () => {
  test.setTimeout(180_000);
  const { executablePath, home, env } = startedByOrdinaryUser();
  const application = await _electron.launch({
    executablePath,
    // Without this Playwright adds --no-sandbox by itself, and the page would still call itself sandboxed.
    chromiumSandbox: true,
    args: [`--data=${join(home, 'cartable')}`],
    cwd: tmpdir(),
    env,
  });
  try {
    await receiveDemonstration(application);
    const pages = await application.evaluate(({ webContents }) =>
      webContents.getAllWebContents().map((page) => page.getOSProcessId()),
    );
    expect(pages).toHaveLength(1);
    for (const pid of pages) {
      expect(kernelFacts(pid)).toMatchObject({ Seccomp: '2', NoNewPrivs: '1', CapEff: '0000000000000000' });
      expect(readFileSync(`/proc/${pid}/cmdline`, 'utf8')).not.toContain('--no-sandbox');
    }
    const shell = application.process().pid ?? 0;
    expect(execFileSync('ps', ['-o', 'uid=', '-p', String(shell)], { encoding: 'utf8' }).trim()).not.toBe(
      '0',
    );
  } finally {
    await application.close();
  }
});
