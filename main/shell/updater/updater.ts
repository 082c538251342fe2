import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { app } from 'electron';
import { autoUpdater } from 'electron-updater';
import { areFilesBelowFeed, canUpdateItself, isTrustworthyFeed } from './update-rules.ts';

/** Where updates come from, and who is told of a failure. */
export interface UpdaterSettings {
  /** The address of a generic provider; null or empty: updates are off, and nobody is asked anything. */
  readonly feedUrl: string | null;
  /** A failed check changes nothing for the teacher: it is for the log. */
  onFailure(error: Error): void;
  /** A newer version is downloaded, and is installed when Cartable is next closed. */
  onDownloaded?(): void;
}

/** Once a day is enough for a program that a teacher opens each evening, and polite to whoever serves the feed. */
const CHECK_EVERY_MS = 24 * 60 * 60 * 1000;

/**
 * Looks for a newer version now and once a day, downloads it, and installs it when Cartable is closed: never in the
 * middle of an evening of grading.
 *
 * Does nothing without a feed, when run from the sources, or where an administrator installed Cartable. A feed that is
 * not HTTPS (loopback excepted), or that names files outside itself, is told to `onFailure` and nothing is downloaded.
 */
export function startUpdater({ feedUrl, onFailure, onDownloaded }: UpdaterSettings): void {
  if (feedUrl === null || feedUrl === '' || !app.isPackaged || !canUpdateItself(thisInstallation())) return;
  if (!isTrustworthyFeed(feedUrl)) {
    onFailure(new Error('The address of the updates is not HTTPS.'));
    return;
  }
  autoUpdater.setFeedURL({ provider: 'generic', url: feedUrl });
  // What the feed offers is checked first: `update-available` below starts the download.
  autoUpdater.autoDownload = false;
  autoUpdater.autoInstallOnAppQuit = true;
  autoUpdater.allowDowngrade = false;
  // Its own log would write paths, which hold the teacher's name.
  autoUpdater.logger = null;
  autoUpdater.on('error', onFailure);
  autoUpdater.on('update-downloaded', () => onDownloaded?.());
  autoUpdater.on('update-available', ({ files }) => {
    if (areFilesBelowFeed(feedUrl, files)) autoUpdater.downloadUpdate().catch(alreadyTold);
    else onFailure(new Error('The feed of updates names a file outside itself.'));
  });
  const check = () => {
    autoUpdater.checkForUpdates().catch(alreadyTold);
  };
  check();
  setInterval(check, CHECK_EVERY_MS).unref();
}

/** The `error` event tells the same failure: it is reported once, from there. */
function alreadyTold(): void {}

function thisInstallation() {
  return {
    platform: process.platform,
    appImage: process.env.APPIMAGE,
    hasUninstaller: existsSync(join(dirname(process.execPath), `Uninstall ${app.name}.exe`)),
  };
}
