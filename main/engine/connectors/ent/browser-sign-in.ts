import { createHash, randomBytes } from 'node:crypto';
import { CartableError, hasCode } from '../../platform/cartable-error.ts';
import { type LoopbackDoor, openLoopbackDoor } from '../../platform/loopback-door.ts';
import type { SignedIn } from '../adapter-types.ts';
import { BROWSER_PATIENCE_MS, type BrowserSignIn } from '../browser-sign-in.ts';
import type { EntAdapterOptions } from './ent-adapter.ts';
import { EntApi } from './ent-api.ts';
import { notAnEnt, parseReply, refusalOf } from './replies.ts';
import { signInWith } from './sign-in.ts';
import { OAUTH_CLIENT_ID, type OauthMetadata, oauthMetadata } from './wire.ts';

const PATH = '/cartable';

export interface BrowserSignInOptions extends EntAdapterOptions {
  /** Languages of the ENT's page in order of preference, separated by spaces. */
  readonly languages: string;
  /** What the browser says once it has done its part: the engine has no words of its own. */
  readonly words: { readonly done: string; readonly failed: string };
  readonly signal: AbortSignal;
  readonly patienceMs?: number;
}

/** True when the ENT lets teachers sign in by their browser. @throws CartableError `ent/*` when it cannot be asked */
export async function offersBrowserSignIn(
  options: EntAdapterOptions,
  signal?: AbortSignal,
): Promise<boolean> {
  return (await readMetadata(new EntApi(options), options.baseUrl, signal)) !== null;
}

/**
 * Begins a sign-in by the browser: authorization code, PKCE with S256, and a redirection to this computer (RFC 8252).
 *
 * The password never passes through here. An answer with another `state` or from another issuer is none.
 */
export async function beginBrowserSignIn(options: BrowserSignInOptions): Promise<BrowserSignIn> {
  const { baseUrl, languages, words, signal, patienceMs: timeoutMs = BROWSER_PATIENCE_MS } = options;
  const api = new EntApi(options);
  const metadata = await readMetadata(api, baseUrl, signal);
  if (metadata === null) throw new CartableError('account/browser-sign-in-failed', { reason: 'not-offered' });
  const [state, codeVerifier] = [secretText(), secretText()];
  const door = await openLoopbackDoor<Answer>({
    path: PATH,
    timeoutMs,
    clock: options.clock,
    signal,
    accept: (query) => answerIn(query, { state, metadata }),
    page: (isAccepted) => pageOf(isAccepted ? words.done : words.failed),
  });
  const address = new URL(metadata.authorization_endpoint);
  const fields = {
    response_type: 'code',
    client_id: OAUTH_CLIENT_ID,
    redirect_uri: door.url,
    code_challenge: createHash('sha256').update(codeVerifier).digest('base64url'),
    code_challenge_method: 'S256',
    state,
    ui_locales: languages,
  };
  for (const [name, value] of Object.entries(fields)) address.searchParams.set(name, value);
  return { address: address.href, take: null, finished: () => finish(api, options, { door, codeVerifier }) };
}

/** A code, or the reason why there is none. */
type Answer = { readonly code: string } | { readonly error: string };

async function finish(
  api: EntApi,
  options: BrowserSignInOptions,
  { door, codeVerifier }: { door: LoopbackDoor<Answer>; codeVerifier: string },
): Promise<SignedIn> {
  const answer = await door.visitor;
  if ('error' in answer)
    throw new CartableError('account/browser-sign-in-failed', {
      reason: answer.error === 'access_denied' ? 'denied' : 'refused',
    });
  const grant = {
    grant_type: 'authorization_code' as const,
    code: answer.code,
    redirect_uri: door.url,
    client_id: OAUTH_CLIENT_ID,
    code_verifier: codeVerifier,
  };
  return signInWith(api, options, grant, options.signal).catch((error) => {
    // The code was used, is too old, or is not for us: the ENT says 400 for all of it.
    const isRefused = hasCode(error, 'ent/refused') && error.params.status === 400;
    throw isRefused ? new CartableError('account/browser-sign-in-failed', { reason: 'refused' }) : error;
  });
}

/** What a visitor of the door brought; null for one that the ENT did not send. */
function answerIn(
  query: URLSearchParams,
  { state, metadata }: { state: string; metadata: OauthMetadata },
): Answer | null {
  if (query.get('state') !== state) return null;
  const isIssuerTold = metadata.authorization_response_iss_parameter_supported === true;
  if (isIssuerTold && query.get('iss') !== metadata.issuer) return null;
  const code = query.get('code');
  if (code !== null && code !== '') return { code };
  const error = query.get('error');
  return error === null ? null : { error };
}

/** Null where the ENT offers no such sign-in, or by a page that is not its own. */
async function readMetadata(
  api: EntApi,
  baseUrl: string,
  signal: AbortSignal | undefined,
): Promise<OauthMetadata | null> {
  const reply = await api.metadata(signal);
  if (reply.status === 404 || reply.status === 401 || reply.status === 403) return null;
  if (reply.status !== 200) throw reply.status < 400 ? notAnEnt() : refusalOf(reply, api.clock.now());
  const metadata = parseReply(reply, oauthMetadata);
  const isOwn =
    URL.parse(metadata.authorization_endpoint)?.href.startsWith(`${new URL(baseUrl).origin}/`) === true;
  return isOwn && metadata.code_challenge_methods_supported.includes('S256') ? metadata : null;
}

/** From the system's chance whatever the tests say: who could foretell it could take the sign-in over. */
function secretText(): string {
  return randomBytes(32).toString('base64url');
}

function pageOf(words: string): string {
  const text = words.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  return `<!doctype html><meta charset="utf-8"><title>Cartable</title><h1>Cartable</h1><p>${text}</p>`;
}
