/**
 * ENT sync API, version 1: the shapes on the wire, for client and reference server alike.
 *
 * Every endpoint is below `<ENT address>/sync/v1`. Bodies are JSON unless said otherwise, errors are
 * RFC 9457 problem+json with a `code` of `PROBLEM_CODES`. Request bodies may be `Content-Encoding: gzip`.
 *
 *   POST /token                      TokenRequest -> TokenReply        (not authenticated)
 *   POST /revoke                     RevokeRequest -> 204              (RFC 7009: also for unknown tokens)
 *   GET  /policy      If-None-Match  -> 200 Policy + ETag | 304
 *   GET  /changes?cursor=C&limit=N   If-None-Match -> 200 ChangesPage + ETag | 304 (nothing new)
 *   POST /batches     Idempotency-Key: "<batch_id>", Content-Digest: sha-256=:…:  Batch -> BatchReply
 *   POST /blobs/check                BlobCheckRequest -> BlobCheckReply
 *   POST /blobs/bundle               frames (see FRAME) -> BundleReply
 *   POST /blobs/fetch                BlobFetchRequest -> frames
 *   GET  /blobs/{sha256}  Range      -> 200 | 206: one blob, for those above the bundle limit
 *   PUT  /blobs/{sha256}             bytes -> 201: one blob above the bundle limit
 *
 * Authentication: `Authorization: Bearer <access token>`; device: `Cartable-Device: <device id>`.
 */
import * as z from 'zod';

export const API_PREFIX = '/sync/v1';
export const PROTOCOL_VERSION = 1;

/**
 * A frame of `/blobs/bundle` and `/blobs/fetch`: 32 bytes of SHA-256, 8 bytes of length (big endian), the bytes.
 * A fetch reply repeats the frames for the hashes asked for, in that order, leaving out those it lacks.
 */
export const FRAME = { hashBytes: 32, lengthBytes: 8 } as const;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const wireId = z.string().min(1).max(100);
const epochMs = z.number().int();

export const PROBLEM_CODES = [
  'bad-request', // 400: the request does not fit its schema
  'bad-credentials', // 401 on /token
  'token-expired', // 401
  'no-right', // 403
  'not-found', // 404
  'already-running', // 409: the same Idempotency-Key is being answered now
  'already-answered', // 409: the ledger of that batch is gone; compare versions
  'cursor-expired', // 410: ask for everything (no cursor)
  'too-large', // 413: `limit` tells the largest size or count
  'unsupported-encoding', // 415
  'digest-mismatch', // 422: Content-Digest differs from the bytes
  'key-reused', // 422: same Idempotency-Key, other bytes
  'too-many-requests', // 429 + Retry-After
  'unavailable', // 503 + Retry-After
  'quota', // 507
  'internal', // 500
] as const;
export const problem = z.looseObject({
  type: z.string().optional(),
  title: z.string(),
  status: z.number().int(),
  code: z.string(),
  limit: z.number().optional(),
});
export type Problem = z.infer<typeof problem>;

/** `password`: the teacher signs in, once. `refresh_token`: a sync session begins. */
export const tokenRequest = z.discriminatedUnion('grant_type', [
  z.object({
    grant_type: z.literal('password'),
    username: z.string().min(1).max(200),
    password: z.string().min(1).max(1000),
    device: wireId,
    device_name: z.string().max(200).optional(),
  }),
  z.object({
    grant_type: z.literal('refresh_token'),
    refresh_token: z.string().min(1).max(1000),
    device: wireId,
  }),
]);
export type TokenRequest = z.infer<typeof tokenRequest>;

export const tokenReply = z.looseObject({
  access_token: z.string(),
  token_type: z.literal('Bearer'),
  expires_in: z.number().int().positive(),
  refresh_token: z.string().optional(),
  account: z.looseObject({ id: wireId, display_name: z.string() }),
  dataset_id: wireId,
  school: z.looseObject({ name: z.string(), zone: z.enum(['A', 'B', 'C']), timezone: z.string() }),
});
export type TokenReply = z.infer<typeof tokenReply>;

export const revokeRequest = z.object({ token: z.string().min(1).max(1000) });

export const policyWindow = z.looseObject({
  /** ISO weekdays, e.g. "1-5" or "1,3,5". */
  days: z.string(),
  from: z.string().regex(/^\d\d:\d\d$/),
  to: z.string().regex(/^\d\d:\d\d$/),
  tz: z.string(),
  lane: z.enum(['urgent', 'normal', 'bulk']),
  mode: z.enum(['avoid', 'prefer']),
});
export const policy = z.looseObject({
  dataset_id: wireId,
  protocol: z.array(z.number().int()),
  server_time: epochMs,
  /** Highest batch number that this server answered for the device that asks. */
  last_batch_no: z.number().int(),
  limits: z.looseObject({
    ops: z.number().int().positive(),
    /** Largest body of a batch before compression, bytes. */
    batch_bytes: z.number().int().positive(),
    bundle_bytes: z.number().int().positive(),
    bundle_files: z.number().int().positive(),
    /** Largest single file, bytes. */
    blob_bytes: z.number().int().positive(),
  }),
  poll_min_s: z.number().int(),
  windows: z.array(policyWindow),
  max_bps: z.number().nullable(),
  capabilities: z.array(z.string()),
  accept_encoding: z.array(z.string()),
  valid_until: epochMs,
});
export type Policy = z.infer<typeof policy>;

/** A document named by its bytes; `name` is what people see. */
export const fileRef = z.looseObject({
  id: wireId,
  name: z.string().min(1).max(300),
  sha256,
  bytes: z.number().int().nonnegative(),
  media_type: z.string().max(200),
});
export type FileRef = z.infer<typeof fileRef>;

/**
 * Bodies, by entity. Teachers write `grade`, `comment`, `feedback`, `lesson`, `resource` and `homework`; the ENT
 * alone writes the others. A submission exists for every student of an assignment, so that a grade can be named
 * by its submission: two devices that grade one copy offline meet in one entity, as a conflict, never as two grades.
 */
export const bodies = {
  school_year: z.looseObject({ label: z.string(), starts_at: epochMs, ends_at: epochMs }),
  period: z.looseObject({ label: z.string(), starts_at: epochMs, ends_at: epochMs, is_closed: z.boolean() }),
  subject: z.looseObject({ name: z.string() }),
  class_group: z.looseObject({ name: z.string(), subject_id: wireId }),
  student: z.looseObject({ first_name: z.string(), last_name: z.string(), class_group_ids: z.array(wireId) }),
  assignment: z.looseObject({
    class_group_id: wireId,
    period_id: wireId.nullable(),
    title: z.string(),
    instructions: z.string(),
    max_x100: z.number().int().positive(),
    coefficient_x100: z.number().int().nonnegative(),
    due_at: epochMs.nullable(),
  }),
  submission: z.looseObject({
    assignment_id: wireId,
    student_id: wireId,
    status: z.enum(['submitted', 'late', 'missing']),
    submitted_at: epochMs.nullable(),
    text: z.string(),
    files: z.array(fileRef),
  }),
  /** `id` of a grade = id of its submission. */
  grade: z.looseObject({ submission_id: wireId, points_x100: z.number().int().nonnegative() }),
  comment: z.looseObject({ submission_id: wireId, text: z.string().min(1).max(4000) }),
  feedback: z.looseObject({ submission_id: wireId, file: fileRef }),
  lesson: z.looseObject({
    class_group_id: wireId,
    title: z.string().min(1).max(300),
    starts_at: epochMs,
    is_published: z.boolean(),
    blocks: z.array(z.looseObject({ id: wireId, content: z.record(z.string(), z.unknown()) })),
  }),
  resource: z.looseObject({ lesson_id: wireId, file: fileRef }),
  homework: z.looseObject({
    lesson_id: wireId.nullable(),
    class_group_id: wireId,
    text: z.string().min(1).max(4000),
    due_at: epochMs,
  }),
} as const;
export type EntityName = keyof typeof bodies;
export type Body<E extends EntityName> = z.infer<(typeof bodies)[E]>;
export const TEACHER_ENTITIES = ['grade', 'comment', 'feedback', 'lesson', 'resource', 'homework'] as const;

/** `entity` may be unknown to this version: such a change is parked, never dropped. */
export const change = z.looseObject({
  entity: z.string(),
  id: wireId,
  version: z.number().int().positive(),
  /** Name of who wrote it, to be shown beside a conflict. */
  by: z.string(),
  /** Account that wrote it; absent when the ENT itself did. */
  by_id: wireId.optional(),
  at: epochMs,
  deleted: z.boolean().optional(),
  body: z.record(z.string(), z.unknown()).nullable(),
});
export type Change = z.infer<typeof change>;

export const changesPage = z.looseObject({ changes: z.array(change), cursor: z.string(), more: z.boolean() });
export type ChangesPage = z.infer<typeof changesPage>;

/**
 * One edit. `value` null deletes. Base: the version edited from, or the earlier operation whose result is the
 * base, or neither for a new entity. Members of a `group` pass or fail together, and follow one another.
 */
export const operation = z.object({
  op: wireId,
  seq: z.number().int().positive(),
  entity: z.enum(TEACHER_ENTITIES),
  id: wireId,
  kind: z.enum(['put', 'delete']),
  base: z.number().int().positive().optional(),
  base_op: wireId.optional(),
  group: wireId.optional(),
  value: z.record(z.string(), z.unknown()).nullable(),
});
export type Operation = z.infer<typeof operation>;

export const batch = z.object({
  batch: wireId,
  batch_no: z.number().int().positive(),
  device: wireId,
  dataset_id: wireId,
  schema: z.literal(1),
  /** The reply's first page of changes starts here; null: none is wanted. */
  since: z.string().nullable(),
  ops: z.array(operation).min(1),
});
export type Batch = z.infer<typeof batch>;

export const REFUSAL_CODES = [
  'locked',
  'no-right',
  'invalid',
  'out-of-range',
  'blob-missing',
  'not-found',
  'corrupt',
  'group-failed',
] as const;

export const opResult = z.looseObject({
  op: wireId,
  outcome: z.enum(['applied', 'duplicate', 'unchanged', 'conflict', 'refused', 'deferred']),
  /** Version of the entity after the operation (applied, duplicate, unchanged). */
  version: z.number().int().optional(),
  /** The ENT's value when `conflict`. */
  current: change.optional(),
  /** Of REFUSAL_CODES when `refused`; unknown codes are shown as they are. */
  code: z.string().optional(),
  retry_after_s: z.number().optional(),
});
export type OpResult = z.infer<typeof opResult>;

/** `changes` leaves out what this very batch changed. `backoff_s` on success pauses the whole client. */
export const batchReply = z.looseObject({
  results: z.array(opResult),
  changes: z.array(change),
  cursor: z.string().nullable(),
  more: z.boolean(),
  backoff_s: z.number().optional(),
});
export type BatchReply = z.infer<typeof batchReply>;

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
