import type { z } from 'zod';
import { CartableError } from '../../platform/cartable-error.ts';
import type { Clock } from '../../platform/clock.ts';
import type { HttpReply } from '../../platform/http.ts';
import { BatchAlreadyAnswered, BatchTooLarge, CursorExpired } from '../adapter-types.ts';
import { type Problem, problem as problemSchema } from './wire.ts';

/** Silence kept when the ENT asks for it without saying how long. */
const DEFAULT_PAUSE_MS = 30_000;
/** The same batch is being answered on another line. */
const SAME_BATCH_PAUSE_MS = 5000;

/**
 * A reply's JSON, checked.
 *
 * @throws CartableError `ent/not-an-ent` for a page of HTML, a captive portal, or JSON of another shape
 */
export function parseReply<T>(reply: HttpReply, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(jsonOf(reply));
  if (!parsed.success) throw new CartableError('ent/not-an-ent', {}, 'later');
  return parsed.data;
}

function jsonOf(reply: HttpReply): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(reply.body));
  } catch {
    return undefined;
  }
}

/** The failure that a status other than the expected ones means (sync.md 4.3, 4.7). Bodies are never quoted. */
export function failureFor(reply: HttpReply, clock: Clock): Error {
  const problem = problemSchema.safeParse(jsonOf(reply)).data;
  const { status } = reply;
  if (status === 429 || status === 503) return paused(reply, clock);
  if (status >= 300 && status < 400) return new CartableError('ent/not-an-ent', { status }, 'later');
  if (status >= 500 && status !== 507) return new CartableError('ent/server-error', { status }, 'later');
  if (problem === undefined) return new CartableError('ent/not-an-ent', { status }, 'later');
  return refusal(problem, status, clock);
}

function refusal(problem: Problem, status: number, clock: Clock): Error {
  switch (problem.code) {
    case 'bad-credentials':
      return new CartableError('account/wrong-credentials');
    case 'token-expired':
      return new CartableError('account/sign-in-needed');
    case 'cursor-expired':
      return new CursorExpired(problem.code);
    case 'too-large':
      return new BatchTooLarge(problem.limit ?? null);
    case 'already-answered':
      return new BatchAlreadyAnswered(problem.code);
    case 'already-running':
      return new CartableError('ent/paused', { untilMs: clock.now() + SAME_BATCH_PAUSE_MS }, 'later');
    default:
      return status === 401
        ? new CartableError('account/sign-in-needed')
        : new CartableError('ent/refused', { status, reason: problem.code });
  }
}

/** Retry-After, in seconds or as a date, is a floor. */
function paused(reply: HttpReply, clock: Clock): CartableError {
  const now = clock.now();
  const text = reply.headers['retry-after'] ?? '';
  const seconds = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
  const delayMs = Number.isFinite(seconds) ? Math.max(0, seconds) : DEFAULT_PAUSE_MS;
  return new CartableError('ent/paused', { untilMs: now + delayMs, status: reply.status }, 'later');
}
