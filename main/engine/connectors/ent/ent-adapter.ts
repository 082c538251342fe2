import { CartableError, hasCode } from '../../platform/cartable-error.ts';
import type { SignedIn } from '../adapter-types.ts';
import type { ServerAdapter } from '../server-adapter.ts';
import { EntApi, type EntApiOptions } from './ent-api.ts';
import { EntSession } from './ent-session.ts';
import { notAnEnt, parseReply, problemIn, refusalOf } from './replies.ts';
import { unpackSecret } from './secret.ts';
import { signInWith } from './sign-in.ts';
import { revokeToken } from './tokens.ts';
import { watchReply } from './wire.ts';

export interface EntAdapterOptions extends EntApiOptions {
  /** Shown to the teacher by the ENT beside their devices. */
  readonly deviceName: string;
}

/** Nobody waits for it but an application that is closing, which has five seconds in all. */
const SIGN_OUT_LIMIT_MS = 3_000;

/** Speaks the ENT sync API, version 1 (wire.ts). */
export function createEntAdapter(options: EntAdapterOptions): ServerAdapter {
  const api = new EntApi(options);
  return {
    signIn: (credentials, signal) =>
      signIn(api, options, credentials, signal).catch((error) => {
        throw atSignIn(error);
      }),
    openSession: (secret, signal) => EntSession.open({ api, deviceId: options.deviceId, secret, signal }),
    isUnchanged: (secret, tag, signal) => isUnchanged(api, secret, tag, signal),
    signOut: async (secret) => {
      await revokeToken(api, unpackSecret(secret).refreshToken, SIGN_OUT_LIMIT_MS);
    },
  };
}

async function signIn(
  api: EntApi,
  device: EntAdapterOptions,
  { login, password }: { login: string; password: string },
  signal: AbortSignal | undefined,
): Promise<SignedIn> {
  await recogniseEnt(api, signal);
  const credential = { grant_type: 'password' as const, username: login, password };
  return signInWith(api, device, credential, signal).catch((error) => {
    throw hasCode(error, 'account/sign-in-needed') ? new CartableError('account/wrong-credentials') : error;
  });
}

/**
 * Makes sure that an ENT answers before it is given a password: a mistyped address belongs to somebody.
 *
 * Asked without a token, an ENT answers 401 with a problem of this API; a website or a captive portal does not.
 */
async function recogniseEnt(api: EntApi, signal: AbortSignal | undefined): Promise<void> {
  const reply = await api.send({
    method: 'GET',
    path: '/policy',
    ...(signal === undefined ? {} : { signal }),
  });
  if (reply.status === 404) throw new CartableError('account/wrong-address');
  if (reply.status !== 401) throw reply.status < 400 ? notAnEnt() : refusalOf(reply, api.clock.now());
  if (problemIn(reply) === null) throw notAnEnt();
}

/** Asks with the watch ticket; whatever it does not know, a session tells. */
async function isUnchanged(api: EntApi, secret: string, tag: string, signal: AbortSignal): Promise<boolean> {
  const { watchTicket } = unpackSecret(secret);
  if (watchTicket === null) return false;
  const reply = await api.send({
    method: 'GET',
    path: '/watch',
    headers: { 'if-none-match': `"${tag}"` },
    accessToken: watchTicket,
    signal,
  });
  if (reply.status === 304) return true;
  if (reply.status === 401 || reply.status === 404) return false;
  if (reply.status !== 200) throw refusalOf(reply, api.clock.now());
  // A captive portal says 200 to everything: no session is opened on its word.
  parseReply(reply, watchReply);
  return false;
}

/** While an address is being typed, a name that no server bears is a mistake in it, and so is a website's page. */
function atSignIn(error: unknown): unknown {
  if (hasCode(error, 'network/no-such-host'))
    return new CartableError('account/wrong-address', { reason: 'no-such-host' });
  return hasCode(error, 'network/captive-portal') && error.params.isCertain === undefined
    ? notAnEnt()
    : error;
}
