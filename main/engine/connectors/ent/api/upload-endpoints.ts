import { UPLOAD_MEDIA_TYPES } from '../wire.ts';
import { defineEndpoint, type Parameter, type ProblemCode } from './endpoint.ts';

const PIECES = 'Documents in pieces';
const TUS = 'Documents in pieces, by tus';
const OFFSET: Parameter = {
  in: 'header',
  name: 'Upload-Offset',
  isRequired: true,
  prose: 'Where this piece begins.',
  example: 2_097_152,
};
const COMPLETE: Parameter = {
  in: 'header',
  name: 'Upload-Complete',
  isRequired: true,
  prose: '`?1` with the last piece, `?0` before.',
  example: '?0',
};
const LENGTH: Parameter = {
  in: 'header',
  name: 'Upload-Length',
  isRequired: true,
  prose: 'Bytes of the whole document.',
  example: 8_388_608,
};
const UPLOAD_ID: Parameter = {
  in: 'path',
  name: 'id',
  isRequired: true,
  prose: 'As `Location` gave it.',
  example: '0192f0c9',
};
const TUS_VERSION: Parameter = {
  in: 'header',
  name: 'Tus-Resumable',
  isRequired: true,
  prose: 'The version of tus.',
  example: '1.0.0',
};
const BEGIN_ERRORS: readonly ProblemCode[] = [
  'bad-request',
  'token-expired',
  'no-right',
  'too-large',
  'length-mismatch',
  'digest-mismatch',
  'quota',
];
const APPEND_ERRORS: readonly ProblemCode[] = [
  'bad-request',
  'token-expired',
  'no-right',
  'not-found',
  'offset-mismatch',
  'upload-complete',
  'length-mismatch',
  'too-large',
  'unsupported-encoding',
  'digest-mismatch',
  'quota',
];
const FIND_ERRORS: readonly ProblemCode[] = ['token-expired', 'no-right', 'not-found'];
const STATE = {
  'Upload-Offset': 'Bytes kept.',
  'Upload-Complete': '`?1` once the document exists.',
} as const;

/** Large documents over lines that are cut: the shape of the IETF's draft-15, and tus 1.0.0. */
export const uploadEndpoints = {
  uploadBegin: defineEndpoint({
    method: 'POST',
    path: '/blobs',
    chapter: PIECES,
    summary: 'Begin an upload in pieces',
    prose: `The shape of the IETF's "Resumable Uploads for HTTP", draft 15 (a draft: it may still change; this API does not follow later ones by itself). The body may hold the first piece, or the whole with \`Upload-Complete: ?1\`. \`Repr-Digest\` names the whole document: it exists only once its SHA-256 was checked.

Pieces come one after the other, each from \`chunk_min_bytes\` (but the last) to \`chunk_max_bytes\`. What was kept is a promise: bytes up to \`Upload-Offset\` need not be sent again. A partial upload is kept at least 7 days after its last piece, so that a client that sends at night only, or not at week-ends, can end it. The interim reply 104 is not sent: proxies drop it.`,
    opening: 'access',
    capability: 'resumable',
    parameters: [
      COMPLETE,
      LENGTH,
      {
        in: 'header',
        name: 'Repr-Digest',
        isRequired: true,
        prose: 'RFC 9530: SHA-256 of the whole document.',
        example: 'sha-256=:ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=:',
      },
    ],
    bytes: { mediaType: UPLOAD_MEDIA_TYPES.resumable, prose: 'The first piece, or nothing.' },
    replies: {
      201: {
        prose: 'The upload is open, or ended.',
        headers: {
          Location: 'Where the pieces go, relative to this address.',
          ...STATE,
          'Upload-Limit': '`max-size`, `min-append-size`, `max-append-size`, `max-age` (seconds).',
        },
      },
    },
    errors: BEGIN_ERRORS,
  }),
  uploadState: defineEndpoint({
    method: 'HEAD',
    path: '/uploads/{id}',
    chapter: PIECES,
    summary: 'How far an upload is',
    prose: 'Asked after a cut, never otherwise. A piece that is still arriving is ended by it.',
    opening: 'access',
    capability: 'resumable',
    parameters: [UPLOAD_ID],
    replies: { 204: { prose: 'How far it is.', headers: { ...STATE, 'Upload-Length': 'Of the whole.' } } },
    errors: FIND_ERRORS,
  }),
  uploadAppend: defineEndpoint({
    method: 'PATCH',
    path: '/uploads/{id}',
    chapter: PIECES,
    summary: 'Send the next piece',
    prose:
      'A piece that begins elsewhere than the upload stands is answered 409 with the right `Upload-Offset`. What arrives of a piece before a cut stays. If the whole has another hash than announced, the upload is gone, and so is every byte of it.',
    opening: 'access',
    capability: 'resumable',
    parameters: [UPLOAD_ID, OFFSET, COMPLETE],
    bytes: { mediaType: UPLOAD_MEDIA_TYPES.resumable, prose: 'The bytes from `Upload-Offset` on.' },
    replies: {
      201: { prose: 'That was the last piece, and the document exists.', headers: STATE },
      204: { prose: 'Kept.', headers: STATE },
    },
    errors: APPEND_ERRORS,
  }),
  uploadCancel: defineEndpoint({
    method: 'DELETE',
    path: '/uploads/{id}',
    chapter: PIECES,
    summary: 'Give an upload up',
    prose: 'What was kept of it is deleted. A document that exists by now stays.',
    opening: 'access',
    capability: 'resumable',
    parameters: [UPLOAD_ID],
    replies: { 204: { prose: 'It is gone.' } },
    errors: FIND_ERRORS,
  }),
  tusOptions: defineEndpoint({
    method: 'OPTIONS',
    path: '/tus',
    chapter: TUS,
    summary: 'What is spoken of tus',
    prose: 'tus 1.0.0 with the extensions `creation`, `creation-with-upload`, `expiration`, `termination`.',
    opening: 'nothing',
    capability: 'tus',
    replies: {
      204: {
        prose: 'As its headers say.',
        headers: {
          'Tus-Version': '`1.0.0`',
          'Tus-Extension': 'Separated by commas.',
          'Tus-Max-Size': 'Bytes.',
        },
      },
    },
    errors: [],
  }),
  tusBegin: defineEndpoint({
    method: 'POST',
    path: '/tus',
    chapter: TUS,
    summary: 'Begin an upload',
    prose:
      'The same uploads in the words of tus. `Upload-Metadata` must hold `sha256`, the base64 of the hash in lower-case hex. Limits and promises are those of the other shape.',
    opening: 'access',
    capability: 'tus',
    parameters: [
      TUS_VERSION,
      LENGTH,
      {
        in: 'header',
        name: 'Upload-Metadata',
        isRequired: true,
        prose: '`sha256 BASE64`',
        example:
          'sha256 YmE3ODE2YmY4ZjAxY2ZlYTQxNDE0MGRlNWRhZTIyMjNiMDAzNjFhMzk2MTc3YTljYjQxMGZmNjFmMjAwMTVhZA==',
      },
    ],
    bytes: { mediaType: UPLOAD_MEDIA_TYPES.tus, prose: 'The first piece, or nothing.' },
    replies: {
      201: {
        prose: 'The upload is open, or ended.',
        headers: {
          Location: 'Where the pieces go, relative to this address.',
          'Upload-Offset': 'Bytes kept.',
          'Upload-Expires': 'When it is forgotten, if nothing more comes.',
        },
      },
    },
    errors: [...BEGIN_ERRORS, 'unsupported-version'],
  }),
  tusState: defineEndpoint({
    method: 'HEAD',
    path: '/tus/{id}',
    chapter: TUS,
    summary: 'How far an upload is',
    prose: 'As `HEAD /uploads/{id}`.',
    opening: 'access',
    capability: 'tus',
    parameters: [UPLOAD_ID, TUS_VERSION],
    replies: {
      200: {
        prose: 'How far.',
        headers: { 'Upload-Offset': 'Bytes kept.', 'Upload-Length': 'Of the whole.' },
      },
    },
    errors: [...FIND_ERRORS, 'unsupported-version'],
  }),
  tusAppend: defineEndpoint({
    method: 'PATCH',
    path: '/tus/{id}',
    chapter: TUS,
    summary: 'Send the next piece',
    prose: 'As `PATCH /uploads/{id}`; the piece that reaches `Upload-Length` is the last.',
    opening: 'access',
    capability: 'tus',
    parameters: [UPLOAD_ID, TUS_VERSION, OFFSET],
    bytes: { mediaType: UPLOAD_MEDIA_TYPES.tus, prose: 'The bytes from `Upload-Offset` on.' },
    replies: {
      204: {
        prose: 'Kept; the document exists once the offset is the length.',
        headers: { 'Upload-Offset': 'Bytes kept.' },
      },
    },
    errors: [...APPEND_ERRORS, 'unsupported-version'],
  }),
  tusCancel: defineEndpoint({
    method: 'DELETE',
    path: '/tus/{id}',
    chapter: TUS,
    summary: 'Give an upload up',
    prose: 'As `DELETE /uploads/{id}`.',
    opening: 'access',
    capability: 'tus',
    parameters: [UPLOAD_ID, TUS_VERSION],
    replies: { 204: { prose: 'It is gone.' } },
    errors: [...FIND_ERRORS, 'unsupported-version'],
  }),
};
