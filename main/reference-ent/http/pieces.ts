import type { FastifyRequest } from 'fastify';
import type { EntSession } from '../accounts.ts';
import type { EntParts } from '../parts.ts';
import { EntProblem, tooLarge } from '../problem.ts';
import type { Upload } from '../upload-store.ts';
import { expectedBlob } from './expected-blob.ts';
import { headerOf } from './headers.ts';
import { streamBody } from './request-body.ts';

/** The upload that a request's address names, once whatever still wrote to it has ended. */
export function findUpload(
  { uploads }: EntParts,
  { account }: EntSession,
  request: FastifyRequest,
): Promise<Upload> {
  return uploads.find(account.account_id, (request.params as { id: string }).id);
}

/** Adds a request's body to an upload; the client announced where it begins. */
export async function append(
  parts: EntParts,
  session: EntSession,
  { request, upload, offsetBytes }: { request: FastifyRequest; upload: Upload; offsetBytes: number },
): Promise<Upload> {
  const mostBytes = parts.dial.settings.limits.chunk_max_bytes ?? Number.MAX_SAFE_INTEGER;
  const bytes = streamBody(request);
  try {
    return await parts.uploads.append(
      upload,
      { bytes, offsetBytes, mostBytes },
      expectedBlob(parts, session, upload.sha256),
    );
  } finally {
    // Refused before it was read: what still comes is dropped, so that the refusal arrives.
    bytes.destroy();
  }
}

/**
 * The limits on a piece, as far as its head tells them.
 *
 * @throws EntProblem 415, 413, or 400 for a piece that is too small to be worth a request
 */
export function checkPiece(
  { dial }: EntParts,
  request: FastifyRequest,
  piece: { mediaType: string; isLast: boolean; isFirst: boolean },
): void {
  const { chunk_min_bytes = 0, chunk_max_bytes = Number.MAX_SAFE_INTEGER } = dial.settings.limits;
  const sizeBytes = Number(request.headers['content-length'] ?? 0);
  if (sizeBytes > 0 && headerOf(request, 'content-type') !== piece.mediaType)
    throw new EntProblem(415, 'unsupported-encoding', `Pieces are ${piece.mediaType}`);
  if (headerOf(request, 'content-encoding') !== '')
    throw new EntProblem(415, 'unsupported-encoding', 'Pieces are not packed', {
      headers: { 'accept-encoding': 'identity' },
    });
  if (sizeBytes > chunk_max_bytes) throw tooLarge('The piece is too large', chunk_max_bytes);
  const isAnnounced = request.headers['content-length'] !== undefined && !(piece.isFirst && sizeBytes === 0);
  if (!piece.isLast && isAnnounced && sizeBytes < chunk_min_bytes)
    throw new EntProblem(400, 'bad-request', 'The piece is too small', { limit: chunk_min_bytes });
}
