import type * as z from 'zod';
import { CartableError } from '../../platform/cartable-error.ts';
import type { HttpReply } from '../../platform/http.ts';
import { BatchAlreadyAnswered, BatchPackingRefused, BatchTooLarge, CursorExpired } from '../adapter-types.ts';
import { pauseEnd, silenceIn } from './retry-after.ts';
import { type Problem, problem } from './wire.ts';

/** A refusal's problem is a line of text. */
export const PROBLEM_BYTES = 64 * 1024;

/** The same batch is being answered now: it takes seconds. */
const ALREADY_RUNNING_PAUSE_MS = 5_000;

/**
 * A reply's JSON, checked against its shape.
 *
 * @throws CartableError `ent/not-an-ent` for a captive portal's page, or JSON of another shape
 */
export function parseReply<T>(reply: HttpReply, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(reply.json());
  if (!parsed.success) throw strangeReply(reply);
  return parsed.data;
}

/** The problem (RFC 9457) in a reply; null for a page of a proxy's, or of another site's. */
export function problemIn(reply: HttpReply): Problem | null {
  return problem.safeParse(reply.json()).data ?? null;
}

/**
 * The failure that a reply's status stands for, wherever it comes.
 *
 * The status decides, because a proxy before the ENT answers 413 or 503 with a page of its own; `code` refines.
 */
export function refusalOf(reply: HttpReply, now: number): CartableError {
  const { status, headers } = reply;
  const told = problemIn(reply);
  if (status === 511) return new CartableError('network/captive-portal', { isCertain: 1 }, 'later');
  if (status < 400) return strangeReply(reply);
  if (status === 404 && told === null) return notAnEnt();
  // Of the API's own 403 alone: a proxy's knows nothing of who has signed in.
  if (status === 401) return new CartableError('account/sign-in-needed');
  if (status === 403 && told?.code === 'no-right')
    return new CartableError('account/sign-in-needed', { reason: told.code });
  if (status === 407) return new CartableError('network/proxy-sign-in');
  if (status === 408) return new CartableError('ent/unreachable', { reason: 'timeout' }, 'later');
  const silence = silenceIn(reply, now);
  if (silence !== null) return paused(status, silence.untilMs, silence.hasNumber);
  if (told?.code === 'already-running')
    return paused(status, pauseEnd(headers, now, ALREADY_RUNNING_PAUSE_MS));
  // Other bytes arrived than were sent: another try may do better.
  if (told?.code === 'digest-mismatch')
    return new CartableError('ent/unreachable', { reason: 'damaged' }, 'later');
  if (status >= 500) return new CartableError('ent/server-error', { status }, 'later');
  return new CartableError('ent/refused', { status, ...reasonOf(told) });
}

/** As `refusalOf`, for a page of changes. */
export function pullRefusal(reply: HttpReply, now: number): Error {
  return reply.status === 410 ? new CursorExpired() : refusalOf(reply, now);
}

/** As `refusalOf`, for a batch of which nothing was looked at. */
export function pushRefusal(reply: HttpReply, now: number): Error {
  const told = problemIn(reply);
  if (reply.status === 413) return new BatchTooLarge(told?.limit ?? null);
  if (reply.status === 415) return new BatchPackingRefused();
  if (told?.code === 'already-answered') return new BatchAlreadyAnswered();
  return pullRefusal(reply, now);
}

/** What is wrong with the one blob that a reply is about, in the words of a bundle's; null when it is not the blob. */
export function blobRefusal(reply: HttpReply): string | null {
  if (reply.status === 413) return 'too-large';
  return problemIn(reply)?.code === 'digest-mismatch' ? 'corrupt' : null;
}

/** A web page, or the way to one on another host, in the place of an answer: the network wants to be signed in to first. */
function strangeReply({ status, headers, body }: HttpReply): CartableError {
  const isPage = /^text\/html\b/i.test(headers['content-type'] ?? '') && body.byteLength > 0;
  const isSentAway = status >= 300 && status < 400 && /^https?:/i.test(headers.location ?? '');
  const looksLikePage = /^\s*<(!doctype|html)/i.test(Buffer.from(body.subarray(0, 200)).toString('latin1'));
  return isPage || looksLikePage || isSentAway
    ? new CartableError('network/captive-portal', {}, 'later')
    : notAnEnt();
}

/** The reply is none of this API's. */
export function notAnEnt(): CartableError {
  return new CartableError('ent/not-an-ent');
}

/** Only words of the API's form travel on: a problem's texts may hold anything. */
function reasonOf(told: Problem | null): { reason?: string } {
  return told !== null && /^[a-z-]{1,40}$/.test(told.code) ? { reason: told.code } : {};
}

function paused(status: number, untilMs: number, hasNumber = true): CartableError {
  const params = { status, untilMs, ...(hasNumber ? {} : { isWithoutNumber: 1 }) };
  return new CartableError('ent/paused', params, 'later');
}
