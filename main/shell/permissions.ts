import { app, type Session, type WebContents } from 'electron';
import { APP_ORIGIN } from './app-protocol.ts';
import { openOutside } from './external-links.ts';

/** What our page may ask of the system: to put text on the clipboard, after a click. */
const ALLOWED = new Set(['clipboard-sanitized-write']);
/** Everything that would reach a network or the disk. The page has `app:` and `vault:`; the engine does the rest. */
const OUTSIDE = ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*', 'ftp://*/*', 'file://*/*'];

/** Denies every permission but the allowed ones, every device, every download and every request that leaves the app. */
export function confineSession(session: Session): void {
  const isAllowed = (contents: WebContents | null, permission: string) =>
    ALLOWED.has(permission) && contents !== null && isOwnPage(contents.getURL());
  session.setPermissionRequestHandler((contents, permission, decide) =>
    decide(isAllowed(contents, permission)),
  );
  session.setPermissionCheckHandler((contents, permission) => isAllowed(contents, permission));
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
  session.webRequest.onBeforeRequest({ urls: OUTSIDE }, (_details, decide) => decide({ cancel: true }));
}

/** No page leaves the app, opens a window or embeds another; a link to the web opens in the browser. */
export function confinePages(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event, url) => {
      if (!isOwnPage(url)) event.preventDefault();
    });
    // Frames too; the page has none, and its policy allows none.
    contents.on('will-frame-navigate', (event) => {
      if (!event.isMainFrame) event.preventDefault();
    });
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url }) => {
      openOutside(url);
      return { action: 'deny' };
    });
  });
}

/** The page itself, at any of its screens. */
export function isOwnPage(url: string): boolean {
  const [address] = url.split('#');
  return address === `${APP_ORIGIN}/` || address === `${APP_ORIGIN}/index.html`;
}
