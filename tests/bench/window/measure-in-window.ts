import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resolveElectron } from '../../../build/electron-runtime.ts';

/**
 * Measures something of the real window, built first, with a folder that is gone afterwards.
 *
 * Without a display the same program is run again on a virtual one. Without an Electron it ends with exit code 1.
 */
export async function measureInWindow(
  folderPrefix: string,
  bundle: () => Promise<unknown>,
  measure: (electron: string, folder: string) => Promise<void>,
): Promise<void> {
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
    const again = ['-a', process.execPath, ...process.argv.slice(1)];
    process.exitCode = spawnSync('xvfb-run', again, { stdio: 'inherit' }).status ?? 1;
    return;
  }
  const runtime = await resolveElectron();
  if (runtime === undefined) process.exit(1);
  await bundle();
  const folder = mkdtempSync(join(tmpdir(), folderPrefix));
  try {
    await measure(runtime.executablePath, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
