import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { type Protocol, protocol } from 'electron';
import { resolveAppPath } from './app-path.ts';

export const APP_ORIGIN = 'app://cartable';

/** Must be said before Electron is ready: `app` is the window's own origin, `vault` serves documents to it. */
export function registerSchemes(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
    {
      scheme: 'vault',
      privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, corsEnabled: true },
    },
  ]);
}

/** Serves the window's files and nothing else. Each page gets a nonce of its own for the styles that libraries add. */
export function serveApp(session: { readonly protocol: Protocol }, root: string): void {
  session.protocol.handle('app', async ({ url }) => {
    const file = new URL(url).host === 'cartable' ? resolveAppPath(root, url) : null;
    if (file === null) return new Response(null, { status: 404 });
    const bytes = await readFile(file.path).catch(() => null);
    if (bytes === null) return new Response(null, { status: 404 });
    const nonce = randomBytes(16).toString('base64');
    const body = file.mediaType.startsWith('text/html')
      ? bytes.toString('utf8').replaceAll('__CSP_NONCE__', nonce)
      : new Uint8Array(bytes);
    return new Response(body, {
      headers: {
        'content-type': file.mediaType,
        'content-security-policy': contentSecurityPolicy(nonce),
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
      },
    });
  });
}

/** Nothing from anywhere but the app and the vault; no eval, no inline script, no inline style without the nonce. */
function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "font-src 'self'",
    "img-src 'self' vault: blob: data:",
    'media-src vault: blob:',
    "connect-src 'self' vault:",
    "worker-src 'self'",
    "object-src 'none'",
    "frame-src 'none'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}
