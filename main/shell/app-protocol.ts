import { randomBytes } from 'node:crypto';
import { readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { type Protocol, protocol } from 'electron';
import { resolveAppPath } from './app-path.ts';
import { pagePolicy, WORKER_POLICY } from './content-security-policy.ts';

export const APP_ORIGIN = 'app://cartable';

/** Where the page has `nonce="…"`: replaced at each load. */
const NONCE_PLACE = '__CSP_NONCE__';

const SAFETY_HEADERS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
} as const;

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
export function serveApp(session: { readonly protocol: Protocol }, folder: string): void {
  const root = realpath(folder);
  // Awaited at the first request; an unhandled rejection would end the shell before it can say anything.
  root.catch(() => undefined);
  session.protocol.handle('app', async ({ url, method }) => {
    const file = method === 'GET' ? resolveAppPath(url) : null;
    const bytes = file === null ? null : await readInside(root, file.path).catch(() => null);
    if (file === null || bytes === null) return new Response(null, { status: 404, headers: SAFETY_HEADERS });
    return file.mediaType.startsWith('text/html') ? page(bytes, file.mediaType) : part(bytes, file.mediaType);
  });
}

/** A symbolic link would lead elsewhere, so what is read must lie where it is looked for. */
async function readInside(root: Promise<string>, path: string): Promise<Buffer> {
  const expected = join(await root, path);
  if ((await realpath(expected)) !== expected) throw new Error('a link leads out of the window’s folder');
  return readFile(expected);
}

function page(bytes: Buffer, mediaType: string): Response {
  const nonce = randomBytes(16).toString('base64');
  return new Response(bytes.toString('utf8').replaceAll(NONCE_PLACE, nonce), {
    headers: {
      ...SAFETY_HEADERS,
      'content-type': mediaType,
      'content-security-policy': pagePolicy(nonce),
      'cache-control': 'no-store',
    },
  });
}

function part(bytes: Buffer, mediaType: string): Response {
  return new Response(new Uint8Array(bytes), {
    headers: { ...SAFETY_HEADERS, 'content-type': mediaType, 'content-security-policy': WORKER_POLICY },
  });
}
