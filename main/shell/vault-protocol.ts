import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { Protocol } from 'electron';
import { APP_ORIGIN } from './app-protocol.ts';
import { parseRange } from './byte-range.ts';

/** What a document of the vault may be served as: nothing that could run. */
const MEDIA_TYPES =
  /^(image\/(jpeg|png|gif|webp|avif|bmp)|application\/pdf|text\/plain|audio\/[\w.+-]+|video\/[\w.+-]+)$/;

/**
 * Serves the open workspace's documents, read-only: `vault://<sha256>`, Range requests, `?type=` for its media type.
 *
 * Nothing but 64 hexadecimal digits is looked up, so that no address can leave the vault.
 */
export function serveVault(
  session: { readonly protocol: Protocol },
  workspaceDirectory: () => string | null,
): void {
  session.protocol.handle('vault', async (request) => {
    const url = new URL(request.url);
    const directory = workspaceDirectory();
    if (directory === null || !/^[0-9a-f]{64}$/.test(url.host) || !['GET', 'HEAD'].includes(request.method))
      return notFound();
    const path = join(directory, 'vault', url.host.slice(0, 2), url.host.slice(2));
    const status = await stat(path).catch(() => null);
    if (status === null || !status.isFile()) return notFound();
    return respond(path, status.size, request.headers.get('range'), url.searchParams.get('type') ?? '');
  });
}

function respond(path: string, sizeBytes: number, rangeHeader: string | null, type: string): Response {
  const range = parseRange(rangeHeader, sizeBytes);
  const headers = new Headers({
    'content-type': MEDIA_TYPES.test(type) ? type : 'application/octet-stream',
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'accept-ranges': 'bytes',
    'access-control-allow-origin': APP_ORIGIN,
    'access-control-expose-headers': 'accept-ranges, content-length, content-range',
    // A blob never changes.
    'cache-control': 'private, max-age=31536000, immutable',
  });
  if (range === null)
    return new Response(null, { status: 416, headers: { 'content-range': `bytes */${sizeBytes}` } });
  if (range === 'whole') {
    headers.set('content-length', String(sizeBytes));
    return new Response(sizeBytes === 0 ? null : streamOf(path), { headers });
  }
  headers.set('content-length', String(range.end - range.start + 1));
  headers.set('content-range', `bytes ${range.start}-${range.end}/${sizeBytes}`);
  return new Response(streamOf(path, range), { status: 206, headers });
}

function streamOf(path: string, range?: { start: number; end: number }): ReadableStream {
  return Readable.toWeb(createReadStream(path, range)) as ReadableStream;
}

function notFound(): Response {
  return new Response(null, { status: 404, headers: { 'access-control-allow-origin': APP_ORIGIN } });
}
