import { app } from 'electron';
import { autoUpdater } from 'electron-updater';

/** Where updates come from, and who is told of a failure. */
export interface UpdaterSettings {
  /** The address of a generic provider; null or empty: updates are off, and nobody is asked anything. */
  readonly feedUrl: string | null;
  /** A failed check changes nothing for the teacher: it is for the log. */
  onFailure(error: Error): void;
  /** A newer version is downloaded, and is installed when Cartable is next closed. */
  onDownloaded?(version: string): void;
}

/** Once a day is enough for a program that a teacher opens each evening, and polite to whoever serves the feed. */
const CHECK_EVERY_MS = 24 * 60 * 60 * 1000;

/**
 * Looks for a newer version now and once a day, downloads it, and installs it when Cartable is closed: never in the
 * middle of an evening of grading.
 *
 * Does nothing without a feed, when run from the sources, or if the feed is not HTTPS (loopback excepted, for a school's
 * own mirror on the machine and for tests).
 */
export function startUpdater({ feedUrl, onFailure, onDownloaded }: UpdaterSettings): void {
  if (feedUrl === null || feedUrl === '' || !app.isPackaged) return;
  if (!isTrustworthyFeed(feedUrl)) {
    onFailure(new Error('The address of the updates is not HTTPS.'));
    return;
  }
  autoUpdater.setFeedURL({ provider: 'generic', url: feedUrl });
  autoUpdater.autoDownload = true;
  autoUpdater.autoInstallOnAppQuit = true;
  autoUpdater.allowDowngrade = false;
  autoUpdater.logger = null;
  autoUpdater.on('error', onFailure);
  autoUpdater.on('update-downloaded', ({ version }) => onDownloaded?.(version));
  const check = () => {
    // The 'error' event tells the same failure: it is reported once, from there.
    autoUpdater.checkForUpdates().catch(() => undefined);
  };
  check();
  setInterval(check, CHECK_EVERY_MS).unref();
}

function isTrustworthyFeed(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return (
    protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', '[::1]', 'localhost'].includes(hostname))
  );
}
