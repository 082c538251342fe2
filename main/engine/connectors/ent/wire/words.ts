import * as z from 'zod';

export const API_PREFIX = '/sync/v1';
export const PROTOCOL_VERSION = 1;

/** SHA-256 of bytes, in lower-case hex. */
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
/** An id is opaque: whoever makes a thing names it. */
export const wireId = z.string().min(1).max(100);
/** Milliseconds since 1970, UTC. */
export const epochMs = z.number().int();
/** The first and the last instant of the years 1 to 9999: what a calendar can show. */
const FIRST_MS = Date.parse('0001-01-01T00:00Z');
const LAST_MS = Date.parse('9999-12-31T23:59:59.999Z');
/** An instant of a record: a row with one that no screen can show is parked by itself. */
export const shownMs = epochMs.min(FIRST_MS).max(LAST_MS);
/** A grade or a maximum in hundredths, 10,000 points at most: a row that the screens cannot show is parked by itself. */
export const pointsTimes100 = z.number().int().nonnegative().max(1_000_000);
/** A coefficient in hundredths, 100 at most. */
export const coefficientTimes100 = z.number().int().nonnegative().max(10_000);

export const PROBLEM_CODES = [
  'bad-request', // 400: the request does not fit its schema
  'bad-credentials', // 401 on /token
  'bad-grant', // 400 on /token: the code of a sign-in by the browser opens nothing, or not for who sends it
  'token-expired', // 401
  'ticket-expired', // 401 on /watch: open an ordinary session
  'no-right', // 403
  'not-found', // 404
  'already-running', // 409: the same Idempotency-Key is being answered now
  'already-answered', // 409: the ledger of that batch is gone; compare versions
  'offset-mismatch', // 409 on an upload: `Upload-Offset` of the reply tells where to go on
  'upload-complete', // 400: the upload has ended; ask /blobs/check
  'length-mismatch', // 400: the upload's length contradicts what was said before
  'cursor-expired', // 410: compare versions, or ask for everything (no cursor)
  'unsupported-version', // 412: a version of tus other than 1.0.0
  'too-large', // 413: `limit` tells the largest size or count
  'unsupported-encoding', // 415
  'digest-mismatch', // 422: Content-Digest or Repr-Digest differs from the bytes
  'key-reused', // 422: same Idempotency-Key, other bytes
  'too-many-requests', // 429 + Retry-After
  'unavailable', // 503 + Retry-After
  'quota', // 507
  'internal', // 500
] as const;

/** RFC 9457. `error` and `error_description` repeat it in the words of OAuth 2.0 (RFC 6749) on /token. */
export const problem = z.looseObject({
  type: z.string().optional(),
  title: z.string(),
  status: z.number().int(),
  code: z.string(),
  limit: z.number().optional(),
});
export type Problem = z.infer<typeof problem>;
