import type { FastifyInstance, FastifyRequest } from 'fastify';
import { endpoints } from '../../engine/connectors/ent/api.ts';
import type { TokenReply, TokenRequest } from '../../engine/connectors/ent/wire.ts';
import { ACCESS_TOKEN_S } from '../accounts.ts';
import { TEACHER } from '../demo/teacher.ts';
import type { EntParts } from '../parts.ts';
import { EntProblem } from '../problem.ts';
import { sendJson } from './replies.ts';
import { serve } from './serve.ts';

type GrantOf<G extends TokenRequest['grant_type']> = TokenRequest & { grant_type: G };

/** POST /token and POST /revoke: open to who is not signed in. */
export function addTokenRoutes(app: FastifyInstance, parts: EntParts): void {
  const { accounts, clock, dial } = parts;
  serve(app, parts, endpoints.token, async ({ value: grant, request, reply }) => {
    const refreshToken = await refreshTokenFor(parts, grant, request);
    const session = accounts.issueAccessToken(refreshToken, grant.device, clock.now());
    if (session === null) throw new EntProblem(401, 'bad-credentials', 'This refresh token opens nothing');
    const { account } = session;
    const answer: TokenReply = {
      access_token: session.accessToken,
      token_type: 'Bearer',
      expires_in: ACCESS_TOKEN_S,
      ...(grant.grant_type === 'refresh_token' ? {} : { refresh_token: refreshToken }),
      ...(dial.settings.capabilities.includes('watch') ? { watch_ticket: session.watchTicket } : {}),
      account: {
        id: account.account_id,
        display_name: account.display_name,
        login: account.login,
        // The invented lycée is there to be written to.
        ...(account.login === TEACHER.login ? { is_test: true } : {}),
      },
      dataset_id: account.dataset_id,
      school: { ...parts.school },
    };
    return sendJson(request, reply.header('cache-control', 'no-store'), answer);
  });
  serve(app, parts, endpoints.revoke, async ({ value, reply }) => {
    accounts.revoke(value.token);
    return reply.status(204).send();
  });
}

async function refreshTokenFor(
  parts: EntParts,
  grant: TokenRequest,
  request: FastifyRequest,
): Promise<string> {
  if (grant.grant_type === 'refresh_token') return grant.refresh_token;
  return grant.grant_type === 'password' ? signIn(parts, grant, request.ip) : redeem(parts, grant);
}

/** A refresh token for who knows the password. @throws EntProblem 401, or 429 after too many wrong ones */
async function signIn(parts: EntParts, grant: GrantOf<'password'>, address: string): Promise<string> {
  const accountId = await checkPassword(parts, { login: grant.username, password: grant.password, address });
  if (accountId === null) throw new EntProblem(401, 'bad-credentials', 'The login or the password is wrong');
  return parts.accounts.issueRefreshToken(
    accountId,
    grant.device,
    grant.device_name ?? '',
    parts.clock.now(),
  );
}

/** The account that a password opens, or null. @throws EntProblem 429 after too many wrong ones */
export async function checkPassword(
  { accounts, limiter, clock }: EntParts,
  claim: { login: string; password: string; address: string },
): Promise<string | null> {
  const waitMs = limiter.begin(claim.login, claim.address, clock.now());
  if (waitMs > 0)
    throw new EntProblem(429, 'too-many-requests', 'Too many wrong passwords', {
      retryAfterS: waitMs / 1000,
    });
  const account = await accounts.verifyPassword(claim.login, claim.password);
  if (account === null) return null;
  limiter.succeed(claim.login, claim.address);
  return account.account_id;
}

/** A refresh token for the code of a sign-in by the browser. @throws EntProblem 400 */
function redeem({ accounts, codes, clock, dial }: EntParts, grant: GrantOf<'authorization_code'>): string {
  const now = clock.now();
  const { code, client_id: clientId, redirect_uri: redirectUri, code_verifier: codeVerifier } = grant;
  const taken = dial.settings.capabilities.includes('oauth')
    ? codes.take({ code, clientId, redirectUri, codeVerifier }, now)
    : null;
  if (taken !== null && 'stolen' in taken) accounts.revoke(taken.stolen);
  if (taken === null || 'stolen' in taken)
    throw new EntProblem(400, 'bad-grant', 'This code opens nothing, or not for this client');
  const token = accounts.issueRefreshToken(taken.accountId, grant.device, grant.device_name ?? '', now);
  codes.opened(code, token);
  return token;
}
