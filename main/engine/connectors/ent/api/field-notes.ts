import { SLOWEST_BPS } from '../../../platform/bandwidth.ts';
import { CHANGE_AND_OPERATION_NOTES, FILE_AND_ENTITY_NOTES } from './entity-notes.ts';

type Notes = Readonly<Record<string, Readonly<Record<string, string>>>>;

const TOKEN_NOTES: Notes = {
  TokenReply: {
    access_token: 'Opens one session, for one device.',
    token_type: 'Always `Bearer`.',
    expires_in: 'Seconds.',
    refresh_token: 'At a sign-in, and whenever it replaces the one that was sent.',
    watch_ticket: 'Opens `/watch`; the same in every reply as long as the refresh token is.',
    account:
      'Whose session it is. `id` stays the same for as long as `dataset_id` does: a client that is told another one sends nothing, and asks its teacher to sign in again. `login`: what the teacher types to sign in, so that a sign-in by the browser finds the same folder on the computer as one by password; where it is missing, `id` is used. `is_test`: the account is there for tests, and may be written to by them.',
    dataset_id: 'Names the data. Another one at the same address is another ENT.',
    school:
      'Its name, its zone of school holidays (`unknown`: none of the three), its time zone: where no window of the policy says otherwise, documents avoid the hours of the students there.',
  },
  PasswordGrant: {
    grant_type: 'The teacher signs in, once.',
    username: 'As it is typed.',
    password: 'As it is typed.',
    device: 'Made once for each computer and account.',
    device_name: 'What people call that computer.',
  },
  AuthorizationCodeGrant: {
    grant_type: 'The teacher has signed in by the browser.',
    code: 'From the redirection of `/authorize`.',
    redirect_uri: 'As it stood in the address of `/authorize`.',
    client_id: 'As it stood there: `cartable`.',
    code_verifier: 'RFC 7636: its SHA-256 is the `code_challenge` of `/authorize`.',
    device: 'As of a `password`.',
    device_name: 'As of a `password`.',
  },
  RefreshTokenGrant: {
    grant_type: 'A session begins.',
    refresh_token: 'The one that was last given.',
    device: 'Which the access token is for.',
  },
  RevokeRequest: { token: 'An access token or a refresh token.', token_type_hint: 'RFC 7009; not needed.' },
  OauthMetadata: {
    issuer: 'The ENT’s address; comes back as `iss`.',
    authorization_endpoint: 'Opened in the browser.',
    token_endpoint: '`/token`',
    revocation_endpoint: '`/revoke`',
    response_types_supported: 'Holds `code`.',
    grant_types_supported: 'Which grants `/token` takes.',
    code_challenge_methods_supported: 'Holds `S256`; `plain` is refused.',
    token_endpoint_auth_methods_supported: '`none`: there is no client secret.',
    ui_locales_supported: 'Languages of the page.',
    authorization_response_iss_parameter_supported: 'RFC 9207.',
  },
  Problem: {
    type: 'An address that names the kind of problem, where a standard gives one.',
    title: 'For people. Holds nothing of the request’s content.',
    status: 'As the reply’s.',
    code: 'For programs: one of the table of errors.',
    limit: 'The largest size, in bytes, or count, that would have passed.',
  },
};

const POLICY_NOTES: Notes = {
  Policy: {
    dataset_id: 'As in `TokenReply`.',
    protocol: 'Versions of this API that are spoken.',
    server_time: 'Shown to people whose clock is wrong; decides nothing.',
    last_batch_no: 'Highest batch number answered for the device that asks; 0: none.',
    limits: 'What one request may hold.',
    poll_min_s: 'Seconds between two sessions that nobody asked for.',
    windows:
      'When which lane may pass. A client leaves out one whose lane or mode it does not know, and obeys the others.',
    max_bps: `Bits a second, bodies in both directions together; null: no limit. Less than ${SLOWEST_BPS} counts as that: for silence there is 503.`,
    capabilities: 'What is offered beyond the rest.',
    accept_encoding:
      'How request bodies may be packed. A client packs batches with `gzip` where it is named, and else not at all.',
    valid_until: 'Then the policy is asked for again.',
  },
  PolicyLimits: {
    ops: 'Operations in a batch.',
    batch_bytes: 'Bytes of a batch, packed and unpacked.',
    bundle_bytes: 'Bytes of the documents in a bundle, without their frames’ heads.',
    bundle_files: 'Documents in a bundle.',
    blob_bytes: 'Bytes of one document.',
    chunk_min_bytes: 'Smallest piece of an upload, but the last.',
    chunk_max_bytes: 'Largest piece of an upload.',
    requests_per_minute:
      'Of one account, all endpoints together; absent: no limit. A client waits by itself rather than meet a 429; what other devices of the account ask, it cannot know.',
  },
  PolicyWindow: {
    days: 'ISO weekdays: `1-5`, or `1,3,5`.',
    from: 'Local time, `HH:MM`.',
    to: 'Local time; before `from`: the next day.',
    tz: 'IANA time zone.',
    lane: '`urgent`: near a deadline; `normal`: text and grades; `bulk`: documents.',
    mode: '`avoid` binds; `prefer` is a wish.',
  },
};

const CHANGE_NOTES: Notes = {
  Change: {
    entity: 'Its kind. One that a client does not know is kept as it came.',
    id: 'Unique in its kind.',
    version:
      'Rises with every change of the entity; where it begins, and by how much it rises, is the ENT’s affair.',
    by: 'Name of who wrote it, shown beside a conflict.',
    by_id: 'Account that wrote it; absent: the ENT itself.',
    at: 'When. Shown, never compared.',
    deleted: 'True of a deletion.',
    body: 'Its fields; null of a deletion.',
  },
  ChangesPage: {
    changes: 'In the order of the feed.',
    cursor: 'Where to go on.',
    more: 'True: ask again at once.',
  },
  EntityRef: { entity: 'Its kind.', id: 'Its id.' },
  ChangesFetchRequest: { entities: 'Which.' },
  ChangesFetchReply: {
    changes: 'As the feed would tell them, deletions included.',
    missing: 'The ENT knows nothing of these.',
    left: 'Not answered, for lack of room: ask again for these.',
  },
  VersionsRequest: { entities: 'Only these kinds; absent: all.' },
  VersionsReply: {
    dataset_id: 'Whose versions they are.',
    cursor: 'Where the feed stood.',
    versions: 'By kind, by id. What is not named does not exist.',
  },
};

const BATCH_NOTES: Notes = {
  Batch: {
    batch: 'Its name; repeated by `Idempotency-Key`.',
    batch_no: 'Given when it is sealed, one more than the last of this device.',
    device: 'Which must be the token’s.',
    dataset_id: 'Which must be the account’s.',
    schema: 'Always 1.',
    since: 'Where the reply’s first page of changes begins; null: none is wanted.',
    ops: 'In the order of `seq` for each entity.',
  },
  Operation: {
    op: 'Its name, for ever: what makes it happen once.',
    seq: 'Rises with every edit on this device.',
    entity: 'One of the kinds that teachers write.',
    id: 'Which entity.',
    kind: '`put` writes `value` whole; `delete` deletes, and has the `value` null. The two contradicting each other is `invalid`.',
    base: 'Version that was edited. Never beside `base_op`: both is 400 `bad-request`.',
    base_op: 'Or the earlier operation whose result was edited.',
    group: 'Members of a group follow one another, and pass or fail together.',
    out_of_x100:
      'Of a grade with points: what they are out of, in hundredths. If its assignment has another maximum by now, it is refused as `maximum-changed`, be it the number that the ENT has.',
    value:
      'The whole body, of its kind’s schema; null deletes. One that does not fit is `refused` as `invalid` by itself: it does not make the request a bad one.',
  },
  BatchReply: {
    results: 'One for each operation, in their order.',
    changes: 'Since `since`, without what this batch changed.',
    cursor: 'Where to go on; null if `since` was.',
    more: 'True: go on with `/changes`.',
    backoff_s: 'The client pauses for so long, as after a 503.',
  },
  OpResult: {
    op: 'Which operation.',
    outcome: 'What became of it.',
    version: 'Of the entity, after `applied`, `duplicate` and `unchanged`.',
    current: 'The ENT’s value, of a `conflict`.',
    code: 'Why, of a `refused`: `locked`, `no-right`, `invalid`, `out-of-range`, `maximum-changed`, `blob-missing`, `not-found`, `corrupt`, `group-failed`; others are shown as they are.',
    retry_after_s:
      'Of a `deferred`: it comes again, under its name, not before so many seconds; a day at most is waited.',
  },
};

const BLOB_NOTES: Notes = {
  BlobCheckRequest: { blobs: 'Hashes and sizes.' },
  BlobCheckReply: { missing: 'Those that must be sent.' },
  BlobFetchRequest: { blobs: 'Hashes, in the order wanted.' },
  BundleReply: { results: 'One for each document. Code of a refusal: `corrupt`.' },
  ComposeRequest: {
    blobs: 'Each `result` is the concatenation of `parts`, `bytes` long.',
  },
  ComposeReply: {
    results:
      'One for each result. Codes of a refusal: `blob-missing`, `corrupt`, `invalid`, `too-large`, `quota`.',
  },
};

/** What each field of the written API's schemas means. */
export const FIELD_NOTES: Notes = {
  ...TOKEN_NOTES,
  ...POLICY_NOTES,
  ...CHANGE_NOTES,
  ...BATCH_NOTES,
  ...BLOB_NOTES,
  ...FILE_AND_ENTITY_NOTES,
  ...CHANGE_AND_OPERATION_NOTES,
};
