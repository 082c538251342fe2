import {
  batch,
  batchReply,
  CHANGES_FETCH_MAX,
  CHANGES_PAGE_DEFAULT,
  CHANGES_PAGE_MAX,
  changesFetchReply,
  changesFetchRequest,
  changesPage,
  policy,
  versionsReply,
  versionsRequest,
} from '../wire.ts';
import { defineEndpoint, JSON_ERRORS } from './endpoint.ts';
import { CURSOR, DATASET, DEVICE, GRADE_CHANGE, MONDAY, SUBMISSION } from './examples.ts';

const CHAPTER = 'Pulling and pushing';
const TAGS = {
  'Policy-Tag':
    'Names the policy in force. Another than the one that came with the policy: ask for it again.',
  'Watch-Tag':
    'What to ask `/watch` with, on the last page alone: the data up to this cursor, and the policy of `Policy-Tag`.',
} as const;

/** Edits up, changes down. */
export const syncEndpoints = {
  policy: defineEndpoint({
    method: 'GET',
    path: '/policy',
    chapter: CHAPTER,
    summary: 'Limits, hours and capabilities',
    prose: `What this ENT asks of its clients, and what it offers. Asked for when \`valid_until\` has passed, and whenever a reply carries another \`Policy-Tag\`: every reply to an access token names the policy in force by it, a 304 and a refusal too, so that an operator who turns a setting is obeyed from the next reply on.

\`windows\`: \`avoid\` binds, \`prefer\` is a wish; a window whose \`to\` is before its \`from\` goes past midnight. Lanes: \`urgent\` (an edit whose deadline is near), \`normal\` (text and grades), \`bulk\` (documents). A teacher's settings can only be stricter; a teacher's explicit "sync now" passes over windows, never over a pause (429, 503, \`backoff_s\`).

\`last_batch_no\` is the highest batch number answered for this device: a client that has sealed fewer was restored from a back-up, or copied. It takes a new device id and compares everything before it sends.`,
    opening: 'access',
    parameters: [
      { in: 'header', name: 'If-None-Match', prose: 'The ETag of the policy at hand.', example: 'W/"Qm…"' },
    ],
    replies: {
      200: {
        prose: 'The policy.',
        headers: { ETag: 'Of the policy, but for `server_time`.', 'Policy-Tag': TAGS['Policy-Tag'] },
        json: {
          schema: policy,
          name: 'Policy',
          example: {
            dataset_id: DATASET,
            protocol: [1],
            server_time: MONDAY,
            last_batch_no: 41,
            limits: {
              ops: 500,
              batch_bytes: 1_048_576,
              bundle_bytes: 4_194_304,
              bundle_files: 25,
              blob_bytes: 104_857_600,
              chunk_min_bytes: 262_144,
              chunk_max_bytes: 16_777_216,
            },
            poll_min_s: 900,
            windows: [
              { days: '1-5', from: '08:30', to: '17:00', tz: 'Europe/Paris', lane: 'bulk', mode: 'avoid' },
            ],
            max_bps: null,
            capabilities: ['watch', 'versions', 'compose', 'resumable', 'tus', 'oauth'],
            accept_encoding: ['gzip'],
            valid_until: MONDAY + 43_200_000,
          },
        },
      },
      304: { prose: 'The policy at hand is in force.' },
    },
    errors: ['token-expired', 'no-right'],
  }),
  changes: defineEndpoint({
    method: 'GET',
    path: '/changes',
    chapter: CHAPTER,
    summary: 'What changed since a cursor',
    prose: `One feed for the whole dataset, and a compressed history: each entity appears once, at its latest change, however often it changed. Without \`cursor\` the feed begins at the beginning. A cursor is opaque, names its dataset, and is good for at least 180 days (a summer is nine weeks). One that the ENT cannot read, whatever it is, is answered as one that it no longer knows: 410 \`cursor-expired\`. So an ENT may write its cursors in another way from one day to the next.

The \`body\` of each kind has a schema of its own (\`SchoolYearBody\` to \`HomeworkBody\`). A deletion is a change with \`deleted: true\` and \`body: null\`. An entity that changes moves to the end of the feed, so a first pull can meet a child before its parent. Kinds and fields that a client does not know are kept as they came, never dropped.

\`version\` orders an entity's values; clocks (\`at\`) are shown to people and decide nothing. The versions of an id never begin again: written anew after its deletion, even one that is told no more, it stands above that (one counter for the whole dataset does it).`,
    opening: 'access',
    parameters: [
      { in: 'query', name: 'cursor', prose: 'Where the last reply ended.', example: CURSOR },
      {
        in: 'query',
        name: 'limit',
        prose: `Changes in the page, at most: a whole number in decimal digits, from 1 to ${CHANGES_PAGE_MAX}; ${CHANGES_PAGE_DEFAULT} if absent.`,
        example: CHANGES_PAGE_DEFAULT,
        bounds: { least: 1, most: CHANGES_PAGE_MAX },
      },
      {
        in: 'header',
        name: 'If-None-Match',
        prose: 'The cursor in quotes: nothing new is then a 304.',
        example: `"${CURSOR}"`,
      },
    ],
    replies: {
      200: {
        prose: 'One page.',
        headers: { ETag: 'The page’s cursor in quotes.', ...TAGS },
        json: {
          schema: changesPage,
          name: 'ChangesPage',
          example: { changes: [GRADE_CHANGE], cursor: CURSOR, more: false },
        },
      },
      304: { prose: 'Nothing new.', headers: TAGS },
    },
    errors: ['bad-request', 'token-expired', 'no-right', 'cursor-expired'],
  }),
  changesFetch: defineEndpoint({
    method: 'POST',
    path: '/changes/fetch',
    chapter: CHAPTER,
    summary: 'Entities by name',
    prose: `At most ${CHANGES_FETCH_MAX} entities, as \`/changes\` would tell them: what \`/versions\` showed to differ. \`left\` are those for which the reply had no room (about a megabyte): ask again for them. Changes nothing, and moves no cursor.`,
    opening: 'access',
    capability: 'versions',
    json: {
      schema: changesFetchRequest,
      name: 'ChangesFetchRequest',
      maxBytes: CHANGES_FETCH_MAX * 300,
      example: { entities: [{ entity: 'grade', id: SUBMISSION }] },
    },
    replies: {
      200: {
        prose: 'The entities.',
        json: {
          schema: changesFetchReply,
          name: 'ChangesFetchReply',
          example: { changes: [GRADE_CHANGE], missing: [], left: [] },
        },
      },
    },
    errors: JSON_ERRORS,
  }),
  versions: defineEndpoint({
    method: 'POST',
    path: '/versions',
    chapter: CHAPTER,
    summary: 'The version of every entity',
    prose: `About 45 bytes an entity before packing, in one reply: what a client asks for after \`cursor-expired\`, after a back-up was put back on either side, or when it has any doubt. It fetches what differs by \`/changes/fetch\` and goes on from \`cursor\`. An entity that is not named does not exist: a client believes that only for the same \`dataset_id\`, and not for many entities at once without asking its teacher.`,
    opening: 'access',
    capability: 'versions',
    json: { schema: versionsRequest, name: 'VersionsRequest', maxBytes: 16 * 1024, example: {} },
    replies: {
      200: {
        prose: 'All versions, and where the feed stands.',
        json: {
          schema: versionsReply,
          name: 'VersionsReply',
          example: { dataset_id: DATASET, cursor: CURSOR, versions: { grade: { [SUBMISSION]: 3 } } },
        },
      },
    },
    errors: JSON_ERRORS,
  }),
  batches: defineEndpoint({
    method: 'POST',
    path: '/batches',
    chapter: CHAPTER,
    summary: 'Edits, each exactly once',
    prose: `Up to \`limits.ops\` operations. Each is answered for itself, in order: \`applied\`, \`duplicate\` (it had passed before), \`unchanged\` (the value was already so), \`conflict\` (with the ENT's value), \`refused\` (with a code), \`deferred\`. An HTTP error is answered only when no operation was looked at.

**Exactly once.** The ENT writes an operation's row in its ledger in the transaction that writes its effect. After a lost reply the client sends the same bytes again, as often as need be. The ledger is kept at least 180 days; the highest \`batch_no\` of each device for ever, so that a number that was answered and forgotten is \`already-answered\`, never done twice. \`batch_no\` is given when the batch is sealed, and rises by one.

**Order.** Operations on one entity take effect in the order of \`seq\`, and stand in it: a batch in which they do not is 400 \`bad-request\`, and nothing of it is looked at. Batches take effect in the order in which they come. \`base\` is the version edited from, \`base_op\` the earlier operation whose result is the base; neither: a new entity; both: 400 \`bad-request\`. Another version than the base is a conflict.

**Groups.** Operations of one \`group\` follow one another and pass or fail together; what would have passed is refused as \`group-failed\`. All other operations stand alone: one refused grade never holds back 34 good ones.

The reply carries the first page of changes since \`since\`, without what this batch itself changed: a session is one request for the policy and one for everything else. \`backoff_s\` pauses the client as a 503 would.`,
    opening: 'access',
    parameters: [
      {
        in: 'header',
        name: 'Idempotency-Key',
        prose: 'The batch’s id in quotes. Checked when present.',
        example: '"0192f0c5"',
      },
      {
        in: 'header',
        name: 'Content-Digest',
        prose: 'RFC 9530, of the bytes as they travel. Checked when present.',
        example: 'sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:',
      },
    ],
    json: {
      schema: batch,
      name: 'Batch',
      maxBytes: 'batch',
      example: {
        batch: '0192f0c5',
        batch_no: 42,
        device: DEVICE,
        dataset_id: DATASET,
        schema: 1,
        since: CURSOR,
        ops: [
          {
            op: '0192f0c6',
            seq: 311,
            entity: 'grade',
            id: SUBMISSION,
            kind: 'put',
            base: 2,
            value: { submission_id: SUBMISSION, points_x100: 1450 },
          },
        ],
      },
    },
    replies: {
      200: {
        prose: 'Every operation was looked at.',
        headers: TAGS,
        json: {
          schema: batchReply,
          name: 'BatchReply',
          example: {
            results: [{ op: '0192f0c6', outcome: 'applied', version: 3 }],
            changes: [],
            cursor: CURSOR,
            more: false,
          },
        },
      },
    },
    errors: [
      'bad-request',
      'token-expired',
      'no-right',
      'not-found',
      'already-running',
      'already-answered',
      'cursor-expired',
      'too-large',
      'unsupported-encoding',
      'digest-mismatch',
      'key-reused',
      'quota',
    ],
  }),
};
