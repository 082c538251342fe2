import type { FastifyReply, FastifyRequest } from 'fastify';
import type { EntSession } from '../accounts.ts';
import type { EntParts } from '../parts.ts';
import { EntProblem } from '../problem.ts';

type Handler = (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>;
type SessionHandler = (session: EntSession, request: FastifyRequest, reply: FastifyReply) => Promise<unknown>;

/** Lets a handler run only for who holds a living access token, from the device that it was made for. */
export function authorised({ accounts, clock }: EntParts, handler: SessionHandler): Handler {
  return async (request, reply) => {
    const token = /^Bearer ([A-Za-z0-9._~+/=-]+)$/i.exec(request.headers.authorization ?? '')?.[1];
    const session = token === undefined ? null : accounts.sessionOf(token, clock.now());
    if (session === null) {
      throw new EntProblem(401, 'token-expired', 'This access token opens nothing', {
        headers: { 'www-authenticate': 'Bearer' },
      });
    }
    const device = request.headers['cartable-device'];
    if (device !== undefined && device !== session.deviceId) {
      throw new EntProblem(403, 'no-right', 'This access token was made for another device');
    }
    return handler(session, request, reply);
  };
}
