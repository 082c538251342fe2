import type { FastifyInstance, FastifyRequest } from 'fastify';
import {
  API_PREFIX,
  revokeRequest,
  type TokenReply,
  type TokenRequest,
  tokenRequest,
} from '../../engine/connectors/ent/wire.ts';
import { ACCESS_TOKEN_S } from '../accounts.ts';
import type { EntParts } from '../parts.ts';
import { EntProblem } from '../problem.ts';
import { sendJson } from './replies.ts';
import { readJson } from './request-body.ts';

const BODY_BYTES = 16 * 1024;

/** POST /token and POST /revoke: the only endpoints open to who is not signed in. */
export function addTokenRoutes(app: FastifyInstance, parts: EntParts): void {
  const { accounts, clock } = parts;
  app.post(`${API_PREFIX}/token`, async (request, reply) => {
    const { value: grant } = await readJson(request, tokenRequest, BODY_BYTES);
    if (grant.grant_type === 'authorization_code')
      throw new EntProblem(400, 'bad-grant', 'This ENT gave no such code');
    const isPassword = grant.grant_type === 'password';
    const refreshToken = isPassword ? await signIn(parts, grant, request) : grant.refresh_token;
    const session = accounts.issueAccessToken(refreshToken, grant.device, clock.now());
    if (session === null) throw new EntProblem(401, 'bad-credentials', 'This refresh token opens nothing');
    const answer: TokenReply = {
      access_token: session.accessToken,
      token_type: 'Bearer',
      expires_in: ACCESS_TOKEN_S,
      ...(isPassword ? { refresh_token: refreshToken } : {}),
      account: { id: session.account.account_id, display_name: session.account.display_name },
      dataset_id: session.account.dataset_id,
      school: { ...parts.school },
    };
    return sendJson(request, reply.header('cache-control', 'no-store'), answer);
  });
  app.post(`${API_PREFIX}/revoke`, async (request, reply) => {
    const { value } = await readJson(request, revokeRequest, BODY_BYTES);
    accounts.revoke(value.token);
    return reply.status(204).send();
  });
}

/** A refresh token for who knows the password. @throws EntProblem 401, or 429 after too many wrong ones */
async function signIn(
  parts: EntParts,
  grant: TokenRequest & { grant_type: 'password' },
  request: FastifyRequest,
): Promise<string> {
  const { accounts, limiter, clock } = parts;
  const waitMs = limiter.begin(grant.username, request.ip, clock.now());
  if (waitMs > 0)
    throw new EntProblem(429, 'too-many-requests', 'Too many wrong passwords', {
      retryAfterS: waitMs / 1000,
    });
  const account = await accounts.verifyPassword(grant.username, grant.password);
  if (account === null) throw new EntProblem(401, 'bad-credentials', 'The login or the password is wrong');
  limiter.succeed(grant.username, request.ip);
  return accounts.issueRefreshToken(account.account_id, grant.device, grant.device_name ?? '', clock.now());
}
