import * as z from 'zod';
import { epochMs, wireId } from './words.ts';

/** What an ENT may offer beyond the rest of the API; a client leaves out what it does not know. */
export const CAPABILITIES = [
  'watch', // GET /watch: one request tells that nothing has changed
  'versions', // POST /versions and POST /changes/fetch: differences instead of everything
  'compose', // POST /blobs/compose: files made of what the ENT has
  'resumable', // POST /blobs: uploads in pieces, as the IETF's draft shapes them
  'tus', // POST /tus: uploads in pieces, tus 1.0.0
  'oauth', // sign-in by the browser
] as const;
export type Capability = (typeof CAPABILITIES)[number];

/**
 * A header of every authenticated reply: names the policy in force, but for `last_batch_no`, `server_time` and
 * `valid_until`. Another than the one that came with our policy: ask for /policy.
 */
export const POLICY_TAG_HEADER = 'policy-tag';

/**
 * A header of /changes (also of its 304) and of /batches whose reply says `more: false`: what to ask /watch with.
 *
 * It stands for the account's data up to the reply's cursor, and for the policy that `POLICY_TAG_HEADER` of the same
 * reply names.
 */
export const WATCH_TAG_HEADER = 'watch-tag';

export const policyWindow = z.looseObject({
  /** ISO weekdays, e.g. "1-5" or "1,3,5". */
  days: z.string(),
  from: z.string().regex(/^\d\d:\d\d$/),
  to: z.string().regex(/^\d\d:\d\d$/),
  tz: z.string(),
  lane: z.enum(['urgent', 'normal', 'bulk']),
  mode: z.enum(['avoid', 'prefer']),
});

export const policyLimits = z.looseObject({
  ops: z.number().int().positive(),
  /** Largest body of a batch before compression, bytes. */
  batch_bytes: z.number().int().positive(),
  bundle_bytes: z.number().int().positive(),
  bundle_files: z.number().int().positive(),
  /** Largest single file, bytes. */
  blob_bytes: z.number().int().positive(),
  /** Smallest and largest piece of an upload in pieces, bytes; the last piece may be smaller. */
  chunk_min_bytes: z.number().int().positive().optional(),
  chunk_max_bytes: z.number().int().positive().optional(),
  /** More than this in a minute, all endpoints together, is answered 429. Absent: no limit. */
  requests_per_minute: z.number().int().positive().optional(),
});

/** A school does not fill that many batches in a thousand years; what is beyond is a slip. */
const BATCH_NO_MAX = 2 ** 31 - 1;
/** A week: a slip must not silence a teacher for a year. */
const POLL_MIN_S_MAX = 7 * 86_400;

export const policy = z.looseObject({
  dataset_id: wireId,
  protocol: z.array(z.number().int()),
  server_time: epochMs,
  /** Highest batch number that this server answered for the device that asks. */
  last_batch_no: z.number().int().nonnegative().max(BATCH_NO_MAX),
  limits: policyLimits,
  poll_min_s: z.number().int().nonnegative().max(POLL_MIN_S_MAX),
  windows: z.array(policyWindow),
  /** For bodies in both directions together, bits a second; null: no limit. */
  max_bps: z.number().nonnegative().nullable(),
  /** Of CAPABILITIES. */
  capabilities: z.array(z.string()),
  accept_encoding: z.array(z.string()),
  /** Then the policy is asked for again; a 304 of /watch renews it too. */
  valid_until: epochMs,
});

/** What holds where a policy says nothing that can be used. */
export const USUAL_POLICY = {
  limits: {
    ops: 500,
    batch_bytes: 1024 * 1024,
    // One bundle: a few seconds on an ADSL line.
    bundle_bytes: 4 * 1024 * 1024,
    bundle_files: 25,
    blob_bytes: 100 * 1024 * 1024,
  },
  poll_min_s: 900,
  max_bps: null,
} as const;

/** In place of a `last_batch_no` that cannot be used: nothing is concluded from it. */
export const BATCH_NO_UNTOLD = -1;

/** A policy as a client keeps it: `strange_fields` names those whose values could not be used. */
export const keptPolicy = policy.extend({
  last_batch_no: z.number().int(),
  strange_fields: z.array(z.string()).optional(),
});
export type Policy = z.infer<typeof keptPolicy>;

/** Of a /watch that has something to tell; its ETag is the new tag. */
export const watchReply = z.looseObject({});
