import { once } from 'node:events';
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { endpoints } from '../../engine/connectors/ent/api.ts';
import type { EntSession } from '../accounts.ts';
import { compose } from '../compositions.ts';
import type { EntParts } from '../parts.ts';
import { EntProblem, tooLarge } from '../problem.ts';
import { Bundles } from './bundles.ts';
import { parseRange } from './byte-range.ts';
import { expectedBlob } from './expected-blob.ts';
import { FRAME_HEAD_BYTES, frameHead } from './frames.ts';
import { hasCurrent, sendJson } from './replies.ts';
import { streamBody } from './request-body.ts';
import { serve } from './serve.ts';

/** The endpoints below /blobs. What an account may not know of is everywhere the same as what does not exist. */
export function addBlobRoutes(app: FastifyInstance, parts: EntParts): void {
  const { blobs, dial } = parts;
  const bundles = new Bundles(parts);
  serve(app, parts, endpoints.blobsCheck, async ({ session, value, request, reply }) => {
    const { account } = session;
    await bundles.settled(session);
    const isMissing = (blob: { sha256: string; bytes: number }) =>
      blobs.sizeFor(account.account_id, blob.sha256) !== blob.bytes;
    return sendJson(request, reply, { missing: value.blobs.filter(isMissing).map((blob) => blob.sha256) });
  });
  serve(app, parts, endpoints.blobsBundle, async ({ session, request, reply }) =>
    sendJson(request, reply, await bundles.take(session, request)),
  );
  serve(app, parts, endpoints.blobsFetch, async ({ session, value, reply }) =>
    sendFrames(parts, session, value.blobs, reply),
  );
  serve(app, parts, endpoints.blobsCompose, async ({ session, value, request, reply }) => {
    const made = await compose(blobs, value.blobs, (sha256) => expectedBlob(parts, session, sha256));
    return sendJson(request, reply, made);
  });
  serve(app, parts, endpoints.blobGet, async ({ session, request, reply }) =>
    sendBlob(parts, session, request, reply),
  );
  serve(app, parts, endpoints.blobPut, async ({ session, request, reply }) => {
    const expected = expectedBlob(parts, session, hashParameter(request));
    const announced = Number(request.headers['content-length'] ?? 0);
    if (announced > dial.settings.limits.blob_bytes)
      throw tooLarge('The file is too large', dial.settings.limits.blob_bytes);
    await blobs.receive(streamBody(request), expected);
    return reply.status(201).send();
  });
}

async function sendFrames(
  parts: EntParts,
  session: EntSession,
  hashes: readonly string[],
  reply: FastifyReply,
): Promise<FastifyReply> {
  const found = hashes.flatMap((sha256) => {
    const sizeBytes = parts.blobs.sizeFor(session.account.account_id, sha256);
    return sizeBytes === null || !parts.blobs.isThere(sha256) ? [] : [{ sha256, sizeBytes }];
  });
  async function* frames() {
    for (const { sha256, sizeBytes } of found) {
      yield frameHead(sha256, sizeBytes);
      yield* parts.blobs.read(sha256) as AsyncIterable<Buffer>;
    }
  }
  // Announced, so that a reply cut short is known for one.
  const lengthBytes = found.reduce((sum, blob) => sum + FRAME_HEAD_BYTES + blob.sizeBytes, 0);
  reply.header('content-type', 'application/octet-stream').header('content-length', lengthBytes);
  return reply.send(Readable.from(frames(), { objectMode: false }));
}

async function sendBlob(
  parts: EntParts,
  session: EntSession,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const sha256 = hashParameter(request);
  const sizeBytes = parts.blobs.sizeFor(session.account.account_id, sha256);
  if (sizeBytes === null) throw new EntProblem(404, 'not-found', 'No such blob');
  const etag = `"${sha256}"`;
  reply
    .header('etag', etag)
    .header('accept-ranges', 'bytes')
    .header('cache-control', 'private, max-age=31536000, immutable');
  if (hasCurrent(request, etag)) return reply.status(304).send();
  const ifRange = request.headers['if-range'];
  const range =
    ifRange === undefined || ifRange === etag ? parseRange(request.headers.range, sizeBytes) : null;
  if (range === 'beyond') {
    throw new EntProblem(416, 'bad-request', 'The range begins after the end', {
      headers: { 'content-range': `bytes */${sizeBytes}` },
    });
  }
  const { from, to } = range ?? { from: 0, to: sizeBytes };
  if (range !== null) reply.status(206).header('content-range', `bytes ${from}-${to - 1}/${sizeBytes}`);
  reply.header('content-type', 'application/octet-stream').header('content-length', to - from);
  if (sizeBytes === 0) return reply.send(Buffer.alloc(0));
  const bytes = parts.blobs.read(sha256, from, to);
  await once(bytes, 'open');
  return reply.send(bytes);
}

function hashParameter(request: FastifyRequest): string {
  const { sha256 } = request.params as { sha256: string };
  if (!/^[0-9a-f]{64}$/.test(sha256))
    throw new EntProblem(400, 'bad-request', 'A blob is named by its SHA-256 in lower-case hex');
  return sha256;
}
