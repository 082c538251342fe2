import type { UploadTransport } from '../../adapter-types.ts';
import { pieceBody } from '../blob-body.ts';
import { contentDigest } from '../content-digest.ts';
import { UPLOAD_HEADERS, UPLOAD_MEDIA_TYPES } from '../wire.ts';
import { offsetAsked, offsetIn, placeOf, refusalOfPiece, type UploadLine } from './upload-line.ts';

const BEGIN_PATH = '/blobs';

/** Uploads in pieces as the IETF's draft-15 shapes them, without its interim replies: proxies lose those. */
export function resumableUploads(line: UploadLine): UploadTransport {
  return {
    async begin({ sha256, sizeBytes }) {
      // Empty: cut in its first piece, an upload would be lost together with its address.
      const headers = {
        [UPLOAD_HEADERS.complete]: '?0',
        [UPLOAD_HEADERS.length]: String(sizeBytes),
        [UPLOAD_HEADERS.digest]: contentDigest(sha256),
      };
      return placeOf(
        line,
        await line.send({ method: 'POST', path: BEGIN_PATH, headers, body: new Uint8Array() }),
        BEGIN_PATH,
      );
    },
    async offset(where) {
      return offsetAsked(line, await line.send({ method: 'HEAD', path: where }));
    },
    async append(where, file, piece) {
      const headers = {
        'content-type': UPLOAD_MEDIA_TYPES.resumable,
        [UPLOAD_HEADERS.offset]: String(piece.from),
        [UPLOAD_HEADERS.complete]: piece.to === file.sizeBytes ? '?1' : '?0',
      };
      const reply = await line.send({ method: 'PATCH', path: where, headers, body: pieceBody(file, piece) });
      if (reply.status !== 201 && reply.status !== 204) throw refusalOfPiece(line, reply);
      return offsetIn(reply);
    },
  };
}
