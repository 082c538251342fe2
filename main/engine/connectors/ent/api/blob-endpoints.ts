import {
  BLOB_CHECK_MAX,
  blobCheckReply,
  blobCheckRequest,
  blobFetchRequest,
  bundleReply,
  COMPOSE_BLOBS_MAX,
  COMPOSE_INLINE_BYTES,
  COMPOSE_PARTS_MAX,
  COMPOSE_REQUEST_BYTES,
  composeReply,
  composeRequest,
} from '../wire.ts';
import { defineEndpoint, JSON_ERRORS, type Parameter } from './endpoint.ts';
import { HASH_OF_ABC, HASH_OF_NOTHING } from './examples.ts';

const CHAPTER = 'Documents';
const FRAMES = {
  mediaType: 'application/octet-stream',
  prose: 'Frames, one after the other: 32 bytes of SHA-256, 8 bytes of length (big endian), the bytes.',
} as const;
/** A hash and a size in JSON take some 100 bytes. */
const LIST_BYTES = BLOB_CHECK_MAX * 200;

export const HASH_PARAMETER: Parameter = {
  in: 'path',
  name: 'sha256',
  isRequired: true,
  prose: 'SHA-256 of the bytes, in lower-case hex.',
  example: HASH_OF_ABC,
};

/** Bytes, named by their hash. */
export const blobEndpoints = {
  blobsCheck: defineEndpoint({
    method: 'POST',
    path: '/blobs/check',
    chapter: CHAPTER,
    summary: 'Which of these does the ENT lack?',
    prose: `Asked before anything is sent, and after an upload whose end is uncertain. At most ${BLOB_CHECK_MAX}. Answered from what this account may know of, never from another one's documents: a pupil's work must not be found by its hash.`,
    opening: 'access',
    json: {
      schema: blobCheckRequest,
      name: 'BlobCheckRequest',
      maxBytes: LIST_BYTES,
      example: { blobs: [{ sha256: HASH_OF_ABC, bytes: 3 }] },
    },
    replies: {
      200: {
        prose: 'Those that must be sent.',
        json: { schema: blobCheckReply, name: 'BlobCheckReply', example: { missing: [HASH_OF_ABC] } },
      },
    },
    errors: JSON_ERRORS,
  }),
  blobsBundle: defineEndpoint({
    method: 'POST',
    path: '/blobs/bundle',
    chapter: CHAPTER,
    summary: 'Send several small documents',
    prose:
      'Up to `limits.bundle_files` documents and `limits.bundle_bytes` bytes. No names, no multipart. Each is stored, or refused, by itself: a document whose hash is wrong never exists, not even for a moment. A bundle that ends inside a frame is 400; of one that is cut off, what came whole before should stay, so that the client, which asks `check`, sends the rest alone.',
    opening: 'access',
    bytes: FRAMES,
    replies: {
      200: {
        prose: 'What became of each.',
        json: {
          schema: bundleReply,
          name: 'BundleReply',
          example: { results: [{ sha256: HASH_OF_ABC, outcome: 'stored' }] },
        },
      },
    },
    errors: ['bad-request', 'token-expired', 'no-right', 'too-large', 'digest-mismatch', 'quota'],
  }),
  blobsFetch: defineEndpoint({
    method: 'POST',
    path: '/blobs/fetch',
    chapter: CHAPTER,
    summary: 'Receive the documents of a class',
    prose: `At most ${BLOB_CHECK_MAX} hashes; the reply streams their frames in that order, leaving out what the ENT lacks, with its \`Content-Length\`: a reply cut short is known for one. What arrived whole stays, and only the rest is asked for again.`,
    opening: 'access',
    json: {
      schema: blobFetchRequest,
      name: 'BlobFetchRequest',
      maxBytes: LIST_BYTES,
      example: { blobs: [HASH_OF_ABC] },
    },
    replies: { 200: { prose: 'The documents.', bytes: FRAMES } },
    errors: JSON_ERRORS,
  }),
  blobsCompose: defineEndpoint({
    method: 'POST',
    path: '/blobs/compose',
    chapter: CHAPTER,
    summary: 'Make documents of what the ENT has',
    prose: `An annotated PDF is the pupil's PDF and what the teacher wrote after it: some 2 kB for a tick, a stamp and two lines, some 100 kB for a page of remarks by pen. Up to ${COMPOSE_BLOBS_MAX} results; each is the concatenation of up to ${COMPOSE_PARTS_MAX} parts: documents that this account knows, by hash, and at most ${COMPOSE_INLINE_BYTES} bytes of the request's own. A request holds at most ${COMPOSE_REQUEST_BYTES} bytes of JSON. A result becomes a document only if it has the hash and the size announced. One that is \`refused\` is sent whole; the others stand.`,
    opening: 'access',
    capability: 'compose',
    json: {
      schema: composeRequest,
      name: 'ComposeRequest',
      maxBytes: COMPOSE_REQUEST_BYTES,
      example: {
        blobs: [{ result: HASH_OF_ABC, bytes: 3, parts: [{ sha256: HASH_OF_NOTHING }, { bytes: 'YWJj' }] }],
      },
    },
    replies: {
      200: {
        prose: 'What became of each.',
        json: {
          schema: composeReply,
          name: 'ComposeReply',
          example: { results: [{ result: HASH_OF_ABC, outcome: 'stored' }] },
        },
      },
    },
    errors: JSON_ERRORS,
  }),
  blobGet: defineEndpoint({
    method: 'GET',
    path: '/blobs/{sha256}',
    chapter: CHAPTER,
    summary: 'Receive one large document',
    prose:
      'For one above the bundle’s limit, or the rest of one that was cut: `Range` with one range of bytes, `If-Range` with the ETag, which is the hash in quotes.',
    opening: 'access',
    parameters: [
      HASH_PARAMETER,
      { in: 'header', name: 'Range', prose: 'Where to go on.', example: 'bytes=1048576-' },
    ],
    replies: {
      200: {
        prose: 'The bytes.',
        bytes: { mediaType: 'application/octet-stream', prose: 'All of them.' },
        headers: { ETag: 'The hash in quotes.', 'Accept-Ranges': '`bytes`' },
      },
      206: {
        prose: 'Part of the bytes.',
        bytes: { mediaType: 'application/octet-stream', prose: 'As `Content-Range` says.' },
        headers: { 'Content-Range': 'Which part of how many bytes.' },
      },
      304: { prose: 'The bytes at hand are the same.' },
      416: {
        prose: 'The range begins after the end.',
        headers: { 'Content-Range': '`bytes */SIZE`' },
        problem: 'bad-request',
      },
    },
    errors: ['bad-request', 'token-expired', 'no-right', 'not-found'],
  }),
  blobPut: defineEndpoint({
    method: 'PUT',
    path: '/blobs/{sha256}',
    chapter: CHAPTER,
    summary: 'Send one document whole',
    prose:
      'For one above the bundle’s limit where the ENT takes no pieces. Sending it twice is harmless. A cut loses what was sent.',
    opening: 'access',
    parameters: [HASH_PARAMETER],
    bytes: { mediaType: 'application/octet-stream', prose: 'The bytes.' },
    replies: { 201: { prose: 'The document exists.' } },
    errors: ['bad-request', 'token-expired', 'no-right', 'too-large', 'digest-mismatch', 'quota'],
  }),
};
