/** What tells how Cartable was installed. */
export interface Installation {
  readonly platform: NodeJS.Platform;
  /** The AppImage that is running, as its own runtime says in APPIMAGE. */
  readonly appImage: string | undefined;
  /** Whether the NSIS installer's uninstaller lies beside the program; an MSI leaves none. */
  readonly hasUninstaller: boolean;
}

/**
 * Whether this installation may replace itself.
 *
 * What an administrator installed (MSI, deb, rpm) is the administrator's to update: electron-updater would otherwise
 * run the wrong installer over an MSI, or ask a teacher for a root password.
 */
export function canUpdateItself({ platform, appImage, hasUninstaller }: Installation): boolean {
  if (platform === 'linux') return appImage !== undefined && appImage !== '';
  return platform === 'win32' ? hasUninstaller : platform === 'darwin';
}

/** Whether a feed's address can be trusted: HTTPS, or plain HTTP on this machine (a school's mirror, a test). */
export function isTrustworthyFeed(address: string): boolean {
  const url = parsed(address);
  if (url === null) return false;
  const { protocol, hostname } = url;
  const isLoopback = ['127.0.0.1', '[::1]', 'localhost'].includes(hostname);
  return protocol === 'https:' || (protocol === 'http:' && isLoopback);
}

/**
 * Whether every file that a feed names lies below the feed.
 *
 * electron-updater resolves the names against the feed's address, so that `../../x`, `/x` or a whole address would
 * fetch from somewhere that nobody vouched for.
 */
export function areFilesBelowFeed(feedUrl: string, files: readonly { readonly url: string }[]): boolean {
  const base = new URL(feedUrl.endsWith('/') ? feedUrl : `${feedUrl}/`);
  return files.length > 0 && files.every(({ url }) => parsed(url, base)?.href.startsWith(base.href) === true);
}

function parsed(address: string, base?: URL): URL | null {
  try {
    return new URL(address, base);
  } catch {
    return null;
  }
}
