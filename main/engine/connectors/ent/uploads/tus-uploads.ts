import type { UploadTransport } from '../../adapter-types.ts';
import { pieceBody } from '../blob-body.ts';
import { UPLOAD_HEADERS, UPLOAD_MEDIA_TYPES } from '../wire.ts';
import { offsetAsked, offsetIn, placeOf, refusalOfPiece, type UploadLine } from './upload-line.ts';

const BEGIN_PATH = '/tus';
const VERSION = { [UPLOAD_HEADERS.tusVersion]: '1.0.0' };

/** Uploads in pieces in the words of tus 1.0.0. */
export function tusUploads(line: UploadLine): UploadTransport {
  return {
    async begin({ sha256, sizeBytes }) {
      const headers = {
        ...VERSION,
        [UPLOAD_HEADERS.length]: String(sizeBytes),
        [UPLOAD_HEADERS.tusMetadata]: `sha256 ${Buffer.from(sha256).toString('base64')}`,
      };
      return placeOf(
        line,
        await line.send({ method: 'POST', path: BEGIN_PATH, headers, body: new Uint8Array() }),
        BEGIN_PATH,
      );
    },
    async offset(where) {
      return offsetAsked(line, await line.send({ method: 'HEAD', path: where, headers: VERSION }));
    },
    async append(where, file, piece) {
      const headers = {
        ...VERSION,
        'content-type': UPLOAD_MEDIA_TYPES.tus,
        [UPLOAD_HEADERS.offset]: String(piece.from),
      };
      const reply = await line.send({ method: 'PATCH', path: where, headers, body: pieceBody(file, piece) });
      if (reply.status !== 204) throw refusalOfPiece(line, reply);
      return offsetIn(reply);
    },
  };
}
