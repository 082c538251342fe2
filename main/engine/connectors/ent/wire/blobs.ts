import * as z from 'zod';
import { sha256 } from './words.ts';

/**
 * A frame of `/blobs/bundle` and `/blobs/fetch`: 32 bytes of SHA-256, 8 bytes of length (big endian), the bytes.
 * A fetch reply repeats the frames for the hashes asked for, in that order, leaving out those it lacks.
 */
export const FRAME = { hashBytes: 32, lengthBytes: 8 } as const;

export const BLOB_CHECK_MAX = 500;
export const blobCheckRequest = z.object({
  blobs: z
    .array(z.object({ sha256, bytes: z.number().int().nonnegative() }))
    .min(1)
    .max(BLOB_CHECK_MAX),
});
export const blobCheckReply = z.looseObject({ missing: z.array(sha256) });
export const blobFetchRequest = z.object({ blobs: z.array(sha256).min(1).max(BLOB_CHECK_MAX) });
export const bundleReply = z.looseObject({
  results: z.array(
    z.looseObject({ sha256, outcome: z.enum(['stored', 'refused']), code: z.string().optional() }),
  ),
});
export type BundleReply = z.infer<typeof bundleReply>;

export const COMPOSE_BLOBS_MAX = 50;
export const COMPOSE_PARTS_MAX = 20;
/**
 * Bytes that travel inside the request for one result, all its parts together, before base64: a page of remarks by pen is some 100 kB
 * in a PDF.
 */
export const COMPOSE_INLINE_BYTES = 192 * 1024;
/** Of a whole request, once unpacked. */
export const COMPOSE_REQUEST_BYTES = 8 * 1024 * 1024;

/** A blob that the account knows, or bytes of the request's own. */
export const composePart = z.union([
  z.object({ sha256 }),
  z.object({ bytes: z.base64().max(Math.ceil(COMPOSE_INLINE_BYTES / 3) * 4) }),
]);
export type ComposePart = z.infer<typeof composePart>;

/** Each result is the concatenation of its parts, and becomes a blob if it has that hash and that size. */
export const composeRequest = z.object({
  blobs: z
    .array(
      z.object({
        result: sha256,
        bytes: z.number().int().nonnegative(),
        parts: z.array(composePart).min(1).max(COMPOSE_PARTS_MAX),
      }),
    )
    .min(1)
    .max(COMPOSE_BLOBS_MAX),
});
export type ComposeRequest = z.infer<typeof composeRequest>;

/** `refused` of REFUSAL_CODES (`blob-missing`, `corrupt`, `invalid`), `too-large` or `quota`: send the file whole. */
export const composeReply = z.looseObject({
  results: z.array(
    z.looseObject({ result: sha256, outcome: z.enum(['stored', 'refused']), code: z.string().optional() }),
  ),
});
export type ComposeReply = z.infer<typeof composeReply>;

/** A partial upload is kept for so long after its last piece, at least: a week-end does not end it. */
export const UPLOAD_KEEP_S = 7 * 86_400;

/** What both shapes of uploads in pieces are told by; Upload-Complete is of the draft's alone, the others of both. */
export const UPLOAD_HEADERS = {
  complete: 'upload-complete',
  offset: 'upload-offset',
  length: 'upload-length',
  limit: 'upload-limit',
  digest: 'repr-digest',
  tusVersion: 'tus-resumable',
  tusMetadata: 'upload-metadata',
} as const;

/** Of a piece in the draft's shape, and in tus'. */
export const UPLOAD_MEDIA_TYPES = {
  resumable: 'application/partial-upload',
  tus: 'application/offset+octet-stream',
} as const;

/** Of the draft's problems (RFC 9457), beside our `code`. */
export const UPLOAD_PROBLEM_TYPES = {
  'offset-mismatch': 'https://iana.org/assignments/http-problem-types#mismatching-upload-offset',
  'upload-complete': 'https://iana.org/assignments/http-problem-types#completed-upload',
  'length-mismatch': 'https://iana.org/assignments/http-problem-types#inconsistent-upload-length',
} as const;
