import { app, type Session, shell } from 'electron';
import { APP_ORIGIN } from './app-protocol.ts';

/** What a page of ours may ask of the system: to put text on the clipboard, after a click. */
const ALLOWED = new Set(['clipboard-sanitized-write']);

/** Denies every permission but the allowed ones, whoever asks. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, decide) => decide(ALLOWED.has(permission)));
  session.setPermissionCheckHandler((_contents, permission) => ALLOWED.has(permission));
  session.setDevicePermissionHandler(() => false);
}

/** No page leaves the app, opens a window or embeds another; a link to the web opens in the browser. */
export function confinePages(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event, url) => {
      if (!isOwnPage(url)) event.preventDefault();
    });
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url }) => {
      openOutside(url);
      return { action: 'deny' };
    });
  });
}

function isOwnPage(url: string): boolean {
  return url === `${APP_ORIGIN}/` || url === `${APP_ORIGIN}/index.html`;
}

/** The one way out: addresses of the web and of mail, in the system's own programs. */
export function openOutside(url: string): void {
  if (!URL.canParse(url)) return;
  const { protocol, username, password } = new URL(url);
  if (!['https:', 'mailto:'].includes(protocol) || username !== '' || password !== '') return;
  void shell.openExternal(url);
}
