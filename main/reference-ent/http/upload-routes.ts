import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { endpoints } from '../../engine/connectors/ent/api.ts';
import { UPLOAD_HEADERS, UPLOAD_MEDIA_TYPES } from '../../engine/connectors/ent/wire.ts';
import type { EntParts } from '../parts.ts';
import { EntProblem } from '../problem.ts';
import type { Upload } from '../upload-store.ts';
import { expectedBlob } from './expected-blob.ts';
import { countHeader, headerOf } from './headers.ts';
import { append, checkPiece, findUpload } from './pieces.ts';
import { serve } from './serve.ts';

/** Documents in pieces, in the shape of the IETF's draft-15. */
export function addUploadRoutes(app: FastifyInstance, parts: EntParts): void {
  const { uploads } = parts;
  serve(app, parts, endpoints.uploadBegin, async ({ session, request, reply }) => {
    const isLast = readComplete(request);
    const sha256 = readDigest(request);
    const lengthBytes = countHeader(request, UPLOAD_HEADERS.length);
    checkPiece(parts, request, { mediaType: UPLOAD_MEDIA_TYPES.resumable, isLast, isFirst: true });
    const begun = uploads.begin(expectedBlob(parts, session, sha256), lengthBytes);
    reply.header('location', `uploads/${begun.id}`).header(UPLOAD_HEADERS.limit, limitsOf(parts, begun));
    const upload = await append(parts, session, { request, upload: begun, offsetBytes: 0 });
    checkEnd(upload, isLast);
    return tellState(reply, upload).status(201).send();
  });
  serve(app, parts, endpoints.uploadState, async ({ session, request, reply }) => {
    const upload = await findUpload(parts, session, request);
    reply.header(UPLOAD_HEADERS.length, upload.lengthBytes).header('cache-control', 'no-store');
    reply.header(UPLOAD_HEADERS.limit, limitsOf(parts, upload));
    return tellState(reply, upload).status(204).send();
  });
  serve(app, parts, endpoints.uploadAppend, async ({ session, request, reply }) => {
    const isLast = readComplete(request);
    const offsetBytes = countHeader(request, UPLOAD_HEADERS.offset);
    checkPiece(parts, request, { mediaType: UPLOAD_MEDIA_TYPES.resumable, isLast, isFirst: false });
    const found = await findUpload(parts, session, request);
    const upload = await append(parts, session, { request, upload: found, offsetBytes });
    checkEnd(upload, isLast);
    return tellState(reply, upload)
      .status(upload.isComplete ? 201 : 204)
      .send();
  });
  serve(app, parts, endpoints.uploadCancel, async ({ session, request, reply }) => {
    await uploads.remove(await findUpload(parts, session, request));
    return reply.status(204).send();
  });
}

function limitsOf({ dial, clock }: EntParts, { expiresAt }: Upload): string {
  const { blob_bytes, chunk_min_bytes, chunk_max_bytes } = dial.settings.limits;
  const maxAgeS = Math.max(0, Math.floor((expiresAt - clock.now()) / 1000));
  return [
    `max-size=${blob_bytes}`,
    ...(chunk_min_bytes === undefined ? [] : [`min-append-size=${chunk_min_bytes}`]),
    ...(chunk_max_bytes === undefined ? [] : [`max-append-size=${chunk_max_bytes}`]),
    `max-age=${maxAgeS}`,
  ].join(', ');
}

function tellState(reply: FastifyReply, upload: Upload): FastifyReply {
  return reply
    .header(UPLOAD_HEADERS.complete, upload.isComplete ? '?1' : '?0')
    .header(UPLOAD_HEADERS.offset, upload.offsetBytes);
}

/** Whoever says that this is all, or that more will come, must be right about it. */
function checkEnd(upload: Upload, isLast: boolean): void {
  if (isLast !== upload.isComplete)
    throw new EntProblem(400, 'length-mismatch', 'The pieces are not what the length announced', {
      headers: { [UPLOAD_HEADERS.offset]: String(upload.offsetBytes) },
    });
}

function readComplete(request: FastifyRequest): boolean {
  const value = headerOf(request, UPLOAD_HEADERS.complete);
  if (value !== '?0' && value !== '?1')
    throw new EntProblem(400, 'bad-request', 'Upload-Complete is ?0 or ?1');
  return value === '?1';
}

function readDigest(request: FastifyRequest): string {
  const digest = /(?:^|,)\s*sha-256=:([A-Za-z0-9+/]{43}=):/.exec(
    headerOf(request, UPLOAD_HEADERS.digest),
  )?.[1];
  if (digest === undefined)
    throw new EntProblem(400, 'bad-request', 'Repr-Digest holds the sha-256 of the whole document');
  return Buffer.from(digest, 'base64').toString('hex');
}
