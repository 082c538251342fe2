import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { app } from 'electron';
import type { ShellLog } from './log.ts';

/** Starts looking for newer versions, if this package was made with an address to ask. */
export async function startUpdates(log: ShellLog): Promise<void> {
  const feedUrl = app.isPackaged ? packagedFeed() : null;
  if (feedUrl === null) return;
  // Loaded only now: without an address none of it is needed.
  const { startUpdater } = await import('./updater/updater.ts');
  startUpdater({
    feedUrl,
    onFailure: (error) => log.warn('update-failed', {}, error),
    onDownloaded: () => log.info('update-downloaded'),
  });
}

/** The address that electron-builder writes beside the application. */
function packagedFeed(): string | null {
  try {
    const text = readFileSync(join(process.resourcesPath, 'app-update.yml'), 'utf8');
    return /^url: *(?<quote>['"]?)(?<url>.+?)\k<quote> *$/m.exec(text)?.groups?.url ?? null;
  } catch {
    return null;
  }
}
