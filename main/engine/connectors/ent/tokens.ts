import { type CartableError, hasCode } from '../../platform/cartable-error.ts';
import type { EntApi } from './ent-api.ts';
import { notAnEnt, parseReply, refusalOf } from './replies.ts';
import { type TokenReply, type TokenRequest, tokenReply } from './wire.ts';

/** RFC 6750: what a header can carry. Anything else would fail inside the HTTP library, with the token in the error. */
const TOKEN = /^[\x21-\x7e]+$/;

/**
 * Exchanges a password or a refresh token for an access token.
 *
 * @throws CartableError `account/sign-in-needed` when it opens nothing; `ent/*`
 */
export async function requestToken(
  api: EntApi,
  grant: TokenRequest,
  signal: AbortSignal | undefined,
): Promise<TokenReply> {
  const reply = await api.send({
    method: 'POST',
    path: '/token',
    json: grant,
    ...(signal === undefined ? {} : { signal }),
  });
  if (reply.status !== 200) throw refusalOf(reply, api.clock.now());
  const token = parseReply(reply, tokenReply);
  if (!TOKEN.test(token.access_token)) throw notAnEnt();
  return token;
}

/**
 * Revokes an access token, or a refresh token with what was made from it, as far as the ENT can be reached within `limitMs`.
 *
 * Never fails: an access token runs out by itself soon after, a refresh token once it is left unused.
 * @returns the silence that the ENT asks for (`ent/paused`), if it does
 */
export async function revokeToken(
  api: EntApi,
  token: string,
  limitMs: number,
): Promise<CartableError | null> {
  const reply = await api
    .send({ method: 'POST', path: '/revoke', json: { token }, signal: AbortSignal.timeout(limitMs) })
    .catch(() => null);
  const refusal = reply === null || reply.status < 400 ? null : refusalOf(reply, api.clock.now());
  return hasCode(refusal, 'ent/paused') ? refusal : null;
}
