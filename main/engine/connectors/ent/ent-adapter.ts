import { CartableError } from '../../platform/cartable-error.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Http, HttpReply, HttpRequest } from '../../platform/http.ts';
import type { SignedIn } from '../adapter-types.ts';
import type { ServerAdapter, ServerSession } from '../server-adapter.ts';
import { EntSession } from './ent-session.ts';
import { failureFor, parseReply } from './replies.ts';
import { API_PREFIX, type TokenReply, type TokenRequest, tokenReply } from './wire.ts';

export interface EntAdapterOptions {
  readonly http: Http;
  /** As `resolveEntAddress` gives it. */
  readonly baseUrl: string;
  readonly deviceId: string;
  readonly deviceName: string;
  readonly clock: Clock;
}

/** Speaks the ENT sync API, version 1 (wire.ts). */
export function createEntAdapter(options: EntAdapterOptions): ServerAdapter {
  return {
    async signIn({ login, password }, signal) {
      const { deviceId: device, deviceName: device_name } = options;
      const reply = await askToken(
        options,
        { grant_type: 'password', username: login, password, device, device_name },
        signal,
      );
      if (reply.refresh_token === undefined) throw new CartableError('ent/not-an-ent', {}, 'never');
      // The access token of a sign-in is not used: each sync opens its own session.
      await new EntSession(options, reply, undefined).close();
      return signedIn(reply, reply.refresh_token);
    },
    async openSession(secret, signal): Promise<ServerSession> {
      const request: TokenRequest = {
        grant_type: 'refresh_token',
        refresh_token: secret,
        device: options.deviceId,
      };
      return new EntSession(options, await askToken(options, request, signal), signal);
    },
  };
}

async function askToken(
  options: EntAdapterOptions,
  body: TokenRequest,
  signal: AbortSignal | undefined,
): Promise<TokenReply> {
  const reply = await options.http.request(
    jsonRequest(`${options.baseUrl}${API_PREFIX}/token`, body, signal),
  );
  if (reply.status === 200) return parseReply(reply, tokenReply);
  if (isNoEnt(reply))
    throw new CartableError(body.grant_type === 'password' ? 'account/wrong-address' : 'ent/not-an-ent', {
      status: reply.status,
    });
  const failure = failureFor(reply, options.clock);
  // A refused refresh token means that the session has ended, whatever the ENT calls it.
  if (body.grant_type === 'refresh_token' && reply.status === 401)
    throw new CartableError('account/sign-in-needed');
  throw failure;
}

/** Nothing at this path: a web server, but no ENT that we can speak to. */
function isNoEnt(reply: HttpReply): boolean {
  return reply.status === 404 || reply.status === 405;
}

function signedIn(reply: TokenReply, secret: string): SignedIn {
  return {
    secret,
    accountId: reply.account.id,
    displayName: reply.account.display_name,
    datasetId: reply.dataset_id,
    school: { name: reply.school.name, zone: reply.school.zone, timezone: reply.school.timezone },
  };
}

function jsonRequest(url: string, body: unknown, signal: AbortSignal | undefined): HttpRequest {
  return {
    method: 'POST',
    url,
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: Buffer.from(JSON.stringify(body)),
    ...(signal === undefined ? {} : { signal }),
  };
}
