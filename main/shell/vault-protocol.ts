import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Protocol } from 'electron';
import { APP_ORIGIN } from './app-protocol.ts';
import { type ByteRange, parseRange } from './byte-range.ts';
import { resolveVaultUrl, SIGNATURE_BYTES, sniffMediaType } from './vault-path.ts';

/** 1 MiB: a copy of an ordinary size in one or two reads, a long one without holding it whole. */
const CHUNK_BYTES = 1 << 20;

/** A link in a blob's place would lead out of the vault. Windows has no such flag, and no links without privileges. */
const READ_NO_LINK = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0);

const HEADERS = {
  // A document is what a student has sent: wherever it is opened, nothing in it runs.
  'content-security-policy': "default-src 'none'; sandbox",
  'x-content-type-options': 'nosniff',
  'access-control-allow-origin': APP_ORIGIN,
  'access-control-expose-headers': 'accept-ranges, content-length, content-range',
  'accept-ranges': 'bytes',
  // Students' work is not to be copied into a cache beside the vault.
  'cache-control': 'no-store',
} as const;

/** Serves the open account's documents, read-only: `vault://<sha256>`, Range requests, `?type=` for the media type. */
export function serveVault(
  session: { readonly protocol: Protocol },
  workspaceDirectory: () => string | null,
): void {
  session.protocol.handle('vault', async (request) => {
    const directory = workspaceDirectory();
    const address = resolveVaultUrl(request.url);
    if (directory === null || address === null) return empty(404);
    if (request.method !== 'GET' && request.method !== 'HEAD') return empty(405);
    const file = await open(join(directory, address.path), READ_NO_LINK).catch(() => null);
    if (file === null) return empty(404);
    try {
      return await respond(file, request, address.mediaType);
    } catch {
      await file.close();
      return empty(404);
    }
  });
}

async function respond(file: FileHandle, request: Request, mediaType: string | null): Promise<Response> {
  const { size } = await file.stat();
  // Reading a folder throws: it is answered as a document that is not there.
  const headers = new Headers({ ...HEADERS, 'content-type': mediaType ?? (await sniff(file)) });
  const range = parseRange(request.headers.get('range'), size);
  if (range === null) {
    await file.close();
    return empty(416, { 'content-range': `bytes */${size}` });
  }
  const { start, end } = range === 'whole' ? { start: 0, end: size - 1 } : range;
  headers.set('content-length', String(end - start + 1));
  if (range !== 'whole') headers.set('content-range', `bytes ${start}-${end}/${size}`);
  const status = range === 'whole' ? 200 : 206;
  if (request.method === 'GET' && end >= start)
    return new Response(streamOf(file, { start, end }), { status, headers });
  await file.close();
  return new Response(null, { status, headers });
}

async function sniff(file: FileHandle): Promise<string> {
  const { buffer, bytesRead } = await file.read(new Uint8Array(SIGNATURE_BYTES), 0, SIGNATURE_BYTES, 0);
  return sniffMediaType(buffer.subarray(0, bytesRead));
}

/** Read as it is asked for, and closed whether the reader goes to the end or leaves. */
function streamOf(file: FileHandle, { start, end }: ByteRange): ReadableStream<Uint8Array> {
  let position = start;
  return new ReadableStream({
    async pull(controller) {
      const length = Math.min(CHUNK_BYTES, end - position + 1);
      const { buffer, bytesRead } = await file.read(new Uint8Array(length), 0, length, position);
      if (bytesRead > 0) controller.enqueue(buffer.subarray(0, bytesRead));
      position += bytesRead;
      if (bytesRead > 0 && position <= end) return;
      await file.close();
      controller.close();
    },
    cancel: () => file.close(),
  });
}

function empty(status: number, headers: Record<string, string> = {}): Response {
  return new Response(null, { status, headers: { ...HEADERS, ...headers } });
}
