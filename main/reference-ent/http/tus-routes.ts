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

const TUS_VERSION = '1.0.0';
const EXTENSIONS = 'creation,creation-with-upload,expiration,termination';

/** Documents in pieces, in the words of tus 1.0.0; the uploads are those of the other shape. */
export function addTusRoutes(app: FastifyInstance, parts: EntParts): void {
  const { uploads, dial } = parts;
  serve(app, parts, endpoints.tusOptions, async ({ reply }) =>
    tellVersion(reply)
      .header('tus-version', TUS_VERSION)
      .header('tus-extension', EXTENSIONS)
      .header('tus-max-size', dial.settings.limits.blob_bytes)
      .status(204)
      .send(),
  );
  serve(app, parts, endpoints.tusBegin, async ({ session, request, reply }) => {
    checkVersion(request, reply);
    const sha256 = readSha256(request);
    const lengthBytes = countHeader(request, UPLOAD_HEADERS.length);
    const isLast = lengthBytes === Number(request.headers['content-length'] ?? 0);
    checkPiece(parts, request, { mediaType: UPLOAD_MEDIA_TYPES.tus, isLast, isFirst: true });
    const begun = uploads.begin(expectedBlob(parts, session, sha256), lengthBytes);
    reply.header('location', `tus/${begun.id}`);
    const upload = await append(parts, session, { request, upload: begun, offsetBytes: 0 });
    return tellState(reply, upload).status(201).send();
  });
  serve(app, parts, endpoints.tusState, async ({ session, request, reply }) => {
    checkVersion(request, reply);
    const upload = await findUpload(parts, session, request);
    reply.header(UPLOAD_HEADERS.length, upload.lengthBytes).header('cache-control', 'no-store');
    return tellState(reply, upload).status(200).send();
  });
  serve(app, parts, endpoints.tusAppend, async ({ session, request, reply }) => {
    checkVersion(request, reply);
    const offsetBytes = countHeader(request, UPLOAD_HEADERS.offset);
    const found = await findUpload(parts, session, request);
    const isLast = offsetBytes + Number(request.headers['content-length'] ?? 0) >= found.lengthBytes;
    checkPiece(parts, request, { mediaType: UPLOAD_MEDIA_TYPES.tus, isLast, isFirst: false });
    const upload = await append(parts, session, { request, upload: found, offsetBytes });
    return tellState(reply, upload).status(204).send();
  });
  serve(app, parts, endpoints.tusCancel, async ({ session, request, reply }) => {
    checkVersion(request, reply);
    await uploads.remove(await findUpload(parts, session, request));
    return reply.status(204).send();
  });
}

/** Every reply names the version, those to a wrong one included. */
function checkVersion(request: FastifyRequest, reply: FastifyReply): void {
  tellVersion(reply);
  if (headerOf(request, UPLOAD_HEADERS.tusVersion) !== TUS_VERSION)
    throw new EntProblem(412, 'unsupported-version', 'This ENT speaks tus 1.0.0', {
      headers: { 'tus-version': TUS_VERSION },
    });
}

function tellVersion(reply: FastifyReply): FastifyReply {
  return reply.header(UPLOAD_HEADERS.tusVersion, TUS_VERSION);
}

function tellState(reply: FastifyReply, upload: Upload): FastifyReply {
  return reply
    .header(UPLOAD_HEADERS.offset, upload.offsetBytes)
    .header('upload-expires', new Date(upload.expiresAt).toUTCString());
}

/** `Upload-Metadata: sha256 BASE64(hex)`, among whatever else. */
function readSha256(request: FastifyRequest): string {
  const packed = /(?:^|,)\s*sha256 ([A-Za-z0-9+/=]+)/.exec(
    headerOf(request, UPLOAD_HEADERS.tusMetadata),
  )?.[1];
  const sha256 = Buffer.from(packed ?? '', 'base64').toString('latin1');
  if (!/^[0-9a-f]{64}$/.test(sha256))
    throw new EntProblem(400, 'bad-request', 'Upload-Metadata holds sha256, in lower-case hex');
  return sha256;
}
