import { spawn } from 'node:child_process';

/** What opens an address in each system's own browser. */
const OPENERS: Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>> = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
  linux: ['xdg-open'],
};

/**
 * Opens a web page in the browser, where there is one: on Linux, where there is a screen to show it on.
 *
 * Nothing is said of a browser that does not open: the address was told.
 */
export function openInBrowser(address: string): void {
  const opener = OPENERS[process.platform];
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  const hasScreen = process.platform !== 'linux' || Boolean(DISPLAY || WAYLAND_DISPLAY);
  if (opener === undefined || !hasScreen || !/^https?:\/\//.test(address)) return;
  const [program, ...parameters] = opener;
  const browser = spawn(program, [...parameters, address], { stdio: 'ignore', detached: true });
  browser.on('error', () => undefined);
  browser.unref();
}
