import type { ProblemCode } from './endpoint.ts';

/** Each code's status, what it means, and what a client does about it. */
export const PROBLEMS: Readonly<Record<ProblemCode, { status: number; meaning: string; remedy: string }>> = {
  'bad-request': {
    status: 400,
    meaning: 'The request does not fit its schema. `title` names the places, never the values.',
    remedy: 'A fault of the client: the same request will fail again.',
  },
  'bad-credentials': {
    status: 401,
    meaning: 'The login or the password is wrong, or the refresh token opens nothing any more.',
    remedy: 'Ask the teacher to sign in. Do not try again by yourself.',
  },
  'bad-grant': {
    status: 400,
    meaning: 'The code of a sign-in by the browser is unknown, used, too old, or not for this client.',
    remedy: 'Begin the sign-in again.',
  },
  'token-expired': {
    status: 401,
    meaning: 'The access token opens nothing, or no longer.',
    remedy: 'Get another one with the refresh token, once.',
  },
  'ticket-expired': {
    status: 401,
    meaning: 'The watch ticket opens nothing, or no longer.',
    remedy: 'Open an ordinary session; its `/token` reply brings the ticket that is good.',
  },
  'no-right': {
    status: 403,
    meaning: 'The token was made for another device, or the batch comes from another one.',
    remedy: 'Ask the teacher to sign this device in. Do not try again by yourself.',
  },
  'not-found': {
    status: 404,
    meaning: 'Nothing is there, or nothing that this account may know of: the two are told alike.',
    remedy: 'Ask for what exists: `/blobs/check`, `/versions`.',
  },
  'already-running': {
    status: 409,
    meaning: 'This very batch is being answered now.',
    remedy: 'Send the same bytes again after `Retry-After`.',
  },
  'already-answered': {
    status: 409,
    meaning:
      'A batch with this number, or a higher one, was answered so long ago that the answer is forgotten.',
    remedy: 'Compare versions, then send what still differs as new operations.',
  },
  'offset-mismatch': {
    status: 409,
    meaning: 'The piece does not begin where the upload stands.',
    remedy: 'Go on at the `Upload-Offset` of this reply.',
  },
  'upload-complete': {
    status: 400,
    meaning: 'The upload has ended already.',
    remedy: 'Nothing to send: `/blobs/check` confirms it.',
  },
  'length-mismatch': {
    status: 400,
    meaning: 'The pieces add up to more, or to less, than the length announced.',
    remedy: 'Begin the upload again.',
  },
  'cursor-expired': {
    status: 410,
    meaning:
      'The feed no longer reaches back to this cursor, it is a cursor of another dataset, or it cannot be read.',
    remedy: 'Compare by `/versions`, or ask for everything (no cursor).',
  },
  'unsupported-version': {
    status: 412,
    meaning: 'Another version of tus than 1.0.0. `Tus-Version` tells which are spoken.',
    remedy: 'Use another way to upload.',
  },
  'too-large': {
    status: 413,
    meaning: 'Too many bytes or too many pieces. `limit` tells how many would have passed.',
    remedy: 'Divide, and remember the limit.',
  },
  'unsupported-encoding': {
    status: 415,
    meaning: 'The body is packed in a way, or is of a type, that this endpoint does not take.',
    remedy: 'Send the same operations once more, unpacked, in a batch of another name.',
  },
  'digest-mismatch': {
    status: 422,
    meaning: 'The bytes do not have the hash announced: they were damaged on the way. Nothing was kept.',
    remedy: 'Send them again, as after a failure of the network.',
  },
  'key-reused': {
    status: 422,
    meaning: 'A batch of this name was sent before, with other bytes.',
    remedy:
      'A fault of the client, shown as one: a sealed batch never changes. Its operations go again in a batch of another name.',
  },
  'too-many-requests': {
    status: 429,
    meaning: 'More requests, or more wrong passwords, than this ENT takes in a while.',
    remedy: 'Send nothing at all before `Retry-After` has passed, not even after a restart.',
  },
  unavailable: {
    status: 503,
    meaning: 'The ENT asks for a pause.',
    remedy: 'Send nothing at all before `Retry-After` has passed, not even after a restart.',
  },
  quota: {
    status: 507,
    meaning: 'The space of the account, or of the ENT, is used up. What did not fit was not kept.',
    remedy: 'Tell the teacher; edits without documents still pass.',
  },
  internal: {
    status: 500,
    meaning: 'The ENT failed. What is one transaction was kept whole or not at all.',
    remedy: 'Send the same bytes again later: that is always safe.',
  },
};

/** What any endpoint below the API's prefix may answer. */
export const COMMON_PROBLEMS: readonly ProblemCode[] = ['too-many-requests', 'unavailable', 'internal'];
