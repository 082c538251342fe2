import type { FastifyReply, FastifyRequest } from 'fastify';
import { POLICY_TAG_HEADER } from '../../engine/connectors/ent/wire.ts';
import type { EntSession } from '../accounts.ts';
import type { EntParts } from '../parts.ts';
import { EntProblem } from '../problem.ts';

/**
 * The session that a request's access token opens, for the device that it was made for.
 *
 * @throws EntProblem 401, 403, or 429 above the limit of requests
 */
export function openSession(parts: EntParts, request: FastifyRequest, reply: FastifyReply): EntSession {
  const { accounts, clock, dial } = parts;
  const token = bearerOf(request);
  const session = token === null ? null : accounts.sessionOf(token, clock.now());
  if (session === null) throw closed('token-expired', 'This access token opens nothing');
  const device = request.headers['cartable-device'];
  if (device !== undefined && device !== session.deviceId) {
    throw new EntProblem(403, 'no-right', 'This access token was made for another device');
  }
  countRequest(parts, session);
  reply.header(POLICY_TAG_HEADER, dial.policyTag);
  return session;
}

/** Who asks by a watch ticket. @throws EntProblem 401, or 429 above the limit of requests */
export function openWatch(parts: EntParts, request: FastifyRequest): EntSession {
  const ticket = bearerOf(request);
  const watcher = ticket === null ? null : parts.accounts.watcherOf(ticket, parts.clock.now());
  if (watcher === null) throw closed('ticket-expired', 'This ticket opens nothing');
  countRequest(parts, watcher);
  return watcher;
}

function bearerOf(request: FastifyRequest): string | null {
  return /^Bearer ([A-Za-z0-9._~+/=-]+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? null;
}

function countRequest({ dial, requests, clock }: EntParts, { account }: EntSession): void {
  const perMinute = dial.settings.limits.requests_per_minute;
  if (perMinute === undefined) return;
  const waitMs = requests.take(account.account_id, perMinute, clock.now());
  if (waitMs > 0)
    throw new EntProblem(429, 'too-many-requests', 'Too many requests', {
      limit: perMinute,
      retryAfterS: waitMs / 1000,
    });
}

function closed(code: 'token-expired' | 'ticket-expired', title: string): EntProblem {
  return new EntProblem(401, code, title, { headers: { 'www-authenticate': 'Bearer' } });
}
