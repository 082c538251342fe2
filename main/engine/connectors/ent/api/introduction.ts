import { kindRows } from './entity-notes.ts';
import { PROBLEMS } from './problems.ts';

const BEGINNING = `A teacher's application that works offline, and an ENT that is slow at nine in the morning, want the same thing: few requests, at good hours, each of which counts. This API is that. A class of 35 is graded in three or four requests, with its 35 documents in about ten; an idle client asks one question, which is answered without a body.

This document is written for whoever operates or builds an ENT and has never seen the client. A small, complete server that keeps every promise below comes with the application (\`main/reference-ent/\`); \`cartable conformance --url URL --token T\` says whether yours does. A token alone shows less than half of it (sign-in, the feed, refusals, documents that are there): what writes is tried on an account whose \`account.is_test\` is true, or with \`--write\`, and some of it with a password alone.

## What the ENT promises

1. **Exactly once.** An operation takes effect once, however often it is sent. The ENT notes the operation's id in its ledger *in the transaction that writes the effect*: no crash can come between the two.
2. **Each operation by itself.** One that cannot be taken does not hold back the others. Only the members of a group stand or fall together.
3. **No lost update.** An edit says which version it was made on. If the ENT's version is another one, nothing is written, and the answer carries the ENT's value. There is no "last one wins".
4. **One feed.** Every change of the dataset, whoever made it, appears in \`/changes\` after the cursor that came before it. Cursors are opaque and live for 180 days at least. One from a time that a back-up took away is unknown for ever, also once the feed is as long again: a number alone would come twice.
5. **Bytes by their hash.** A document exists only once its SHA-256 was checked. An account is never told about documents that it may not read: for it they do not exist.
6. **Kept means kept.** What was answered survives a power cut.

## What the client promises

- One request at a time, one session at a time on one device; the session's token is revoked at its end.
- Nothing is sent again in another form: a batch is sealed, and its bytes never change.
- After 429 or 503 nothing at all is sent until \`Retry-After\` has passed, plus a random wait of up to a quarter of that, or of 30 s if that is more, so that clients that were sent away together do not come back together. That survives restarts. Without \`Retry-After\`: 30, 60, then 300 seconds. More than seven days counts as seven days: a slip in a proxy's settings must not silence a teacher for a year.
- What is refused for its own sake keeps nothing else back: a batch that met a 500 three times goes by halves, in four failures a session at most; so does a request for documents that is refused (403, 400, 500, a page), ten refusals a session at most. What is found is tried again once a day.
- Any other failure of the network or 5xx ends the session, and the next one goes on from where it was: after a random wait of up to 10 s the first time, and of up to 20 s the second; after 15 to 30 minutes from the third failure on; after 60 to 75 minutes from the fifth on. Retries are a tenth of an hour's requests at most, or two. A teacher who asks for a session gets one at any time but within a pause.
- A request is not tried again within its session, but for one thing: after 401 \`token-expired\` it is sent once more with a new token.
- The policy's windows are obeyed from the reply that tells of them. Starts at a window's opening are spread over it.
- Unknown fields and kinds are kept and sent back as they came. Nothing is deleted on the device because an ENT looks empty.

## Addresses, bodies, headers

Everything is below \`<address>/sync/v1\`, where \`<address>\` is what teachers type; a path in it is fine. Bodies are JSON in UTF-8 unless said otherwise, and I-JSON (RFC 7493): no name twice in an object, and no number beyond what a double holds exactly (±2^53 for whole ones). That holds for fields of an ENT’s own too: a larger number is a string, or clients send back another one. Request bodies may be \`Content-Encoding: gzip\`; replies are packed for who accepts it. An ENT bounds what it unpacks. A 415 may name the ways of packing that are taken by \`Accept-Encoding\` (RFC 9110); where it does, they are those of the policy.

Times are milliseconds since 1970, UTC. Grades are whole hundredths. Ids are opaque texts of at most 100 characters; whoever makes a thing names it. Numbers that order things are versions; clocks are only shown.

\`Authorization: Bearer <access token>\` opens every endpoint but those that say otherwise; the 401 of what opens nothing carries \`WWW-Authenticate: Bearer\` (RFC 9110, 6750). \`Cartable-Device\` repeats the device; like \`Idempotency-Key\` and \`Content-Digest\` it is checked when it is there, and not demanded, because school proxies drop headers that they do not know.

## What is told and written

Everything is an entity of a kind, with an id that is unique in its kind and a body of its kind's schema. Kinds that the ENT alone writes come down by \`/changes\` and never go up; those that teachers write go both ways. A body is always whole: what a change or an operation leaves out is gone. Fields beyond the schema are kept and told as they came.

KINDS

Before a rule of its own, an operation is \`invalid\` when its value does not fit its kind's schema, and \`not-found\` when it deletes, or hangs on, what does not exist. One whose value is the ENT's own already is \`unchanged\`, whatever its base. Rules come before versions: only what could be taken can be a \`conflict\`.

## A session, from beginning to end

\`\`\`
GET  /watch      304                            an idle client stops here

POST /token      refresh token -> access token
GET  /policy     304, or the new policy         only once its valid_until has passed, or its tag differs
POST /blobs/…    documents that the edits name   only if there are any
POST /batches    edits up; outcomes and the first page of changes down
GET  /changes    further pages                  only while \`more\` is true; or instead of a batch
POST /blobs/fetch  documents that the changes name
POST /revoke
\`\`\`

## What must be kept, and for how long

| What | How long | Why |
|---|---|---|
| The ledger: operation id, outcome, version | 180 days at least | a summer is nine weeks; a lost reply may be asked for after it |
| The hash of each batch's bytes | as long as the ledger | to see a name that is used twice |
| The highest \`batch_no\` of each device | for ever (one number) | what was answered and forgotten must not be done twice |
| Deletions (tombstones) in the feed | 180 days at least | so that cursors live that long |
| Partial uploads | 7 days after their last piece | clients that send only at night, or not at week-ends |
| A finished upload's name | 7 days | its last reply may be lost |
| A document that an entity names | as long as the entity | |
| A document that nothing names | 7 days at least | it is sent before the edit that names it |
| Refresh tokens | 400 days unused | a teacher who comes back after a year signs in again |
| Request logs | as short as the law asks | addresses and times of teachers are personal data |

Putting back a back-up is allowed, where cursors name more than a number, such as the run of the server in which their place was reached: a client then sees a cursor that is not known, or a \`last_batch_no\` below its own, stops sending, and compares versions. Setting up anew means a new \`dataset_id\`.

## Limits

\`/policy\` tells them; each is enforced, and answered with its own code: \`too-large\` (413, with \`limit\`) for operations, bytes and documents, \`too-many-requests\` (429) for requests a minute, \`quota\` (507) for space. A client divides what is too large, and remembers. An operator may turn all of them at any time.

## Beginning small

A server without capabilities is a whole one: \`token\`, \`revoke\`, \`policy\`, \`changes\`, \`batches\`, and the documents' \`check\`, \`bundle\`, \`fetch\`, \`GET\` and \`PUT\`. Each capability saves something: \`watch\` two requests of three of an idle client; \`versions\` a whole pull after a long absence; \`compose\` nearly all bytes of annotated copies; \`resumable\` or \`tus\` what a cut would lose; \`oauth\` the password in the application.

## Errors

RFC 9457, \`application/problem+json\`: \`{"title", "status", "code", "limit"?}\`. \`code\` is for programs, \`title\` for people; neither holds anything of the request's content. The status decides even if the body is a proxy's page. An HTML page with status 200 is none of this API's replies: it is a captive portal, and nothing was done.
`;

/** What the written API begins with. */
export function introduction(): string {
  const rows = Object.entries(PROBLEMS).map(
    ([code, { status, meaning, remedy }]) => `| \`${code}\` | ${status} | ${meaning} | ${remedy} |`,
  );
  const kinds = ['| Kind | Written by | Id | It is | Refused |', '|---|---|---|---|---|', ...kindRows()].join(
    '\n',
  );
  return `${BEGINNING.replace('KINDS', kinds)}\n| Code | Status | It means | The client |\n|---|---|---|---|\n${rows.join('\n')}\n`;
}
