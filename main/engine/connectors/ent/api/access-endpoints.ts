import {
  type authorizeQuery,
  OAUTH_CLIENT_ID,
  oauthMetadata,
  revokeRequest,
  tokenReply,
  tokenRequest,
  watchReply,
} from '../wire.ts';
import { defineEndpoint, type Parameter } from './endpoint.ts';
import { DATASET, DEVICE } from './examples.ts';

const CHAPTER = 'Signing in and out';
const BODY_BYTES = 16 * 1024;

/** By which of RFC 6749's errors (5.2) an ENT says that it takes no passwords. */
export const PASSWORD_REFUSALS: readonly string[] = ['unsupported_grant_type', 'unauthorized_client'];

const AUTHORIZE_EXAMPLES: Readonly<Record<keyof typeof authorizeQuery.shape, string>> = {
  response_type: 'code',
  client_id: OAUTH_CLIENT_ID,
  redirect_uri: 'http://127.0.0.1:49152/callback',
  code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
  code_challenge_method: 'S256',
  state: '5VwhGCwl0mSVGK4P6zQv4A',
  scope: 'sync',
  ui_locales: 'fr en',
};

function authorizeParameters(): Parameter[] {
  return Object.entries(AUTHORIZE_EXAMPLES).map(([name, example]) => ({
    in: 'query',
    name,
    example,
    isRequired: !(name === 'scope' || name === 'ui_locales'),
    prose:
      name === 'client_id'
        ? `Always \`${OAUTH_CLIENT_ID}\`: a public client, which has no secret.`
        : `As in RFC 6749, 7636 and OpenID Connect: \`${name}\`.`,
  }));
}

/** Who asks, and how they are let in. */
export const accessEndpoints = {
  metadata: defineEndpoint({
    method: 'GET',
    path: '/.well-known/oauth-authorization-server',
    chapter: CHAPTER,
    summary: 'Where a sign-in by the browser begins',
    prose:
      'RFC 8414, directly below the address that teachers type. All addresses in it are below that same address: a client refuses others. An ENT that does not offer the capability `oauth` answers 404.',
    opening: 'nothing',
    capability: 'oauth',
    replies: {
      200: {
        prose: 'The addresses.',
        json: {
          schema: oauthMetadata,
          name: 'OauthMetadata',
          example: {
            issuer: 'https://ent.example.fr',
            authorization_endpoint: 'https://ent.example.fr/sync/v1/authorize',
            token_endpoint: 'https://ent.example.fr/sync/v1/token',
            revocation_endpoint: 'https://ent.example.fr/sync/v1/revoke',
            response_types_supported: ['code'],
            grant_types_supported: ['authorization_code', 'refresh_token'],
            code_challenge_methods_supported: ['S256'],
            token_endpoint_auth_methods_supported: ['none'],
            authorization_response_iss_parameter_supported: true,
          },
        },
      },
    },
    errors: ['not-found'],
  }),
  authorize: defineEndpoint({
    method: 'GET',
    path: '/authorize',
    chapter: CHAPTER,
    summary: 'The page on which the teacher signs in',
    prose: `Opened in the teacher's own browser, never inside the application. The ENT signs the teacher in as it always does (its own page, a directory, a second factor) and sends the browser back to \`redirect_uri\` with \`code\`, \`state\` and \`iss\` (RFC 9207), or with \`error=access_denied\`. One that signs teachers in elsewhere (an SSO) sends the browser there, by https or below its own address, and back to the application in the end.

The redirection is strict: only the loopback addresses \`http://127.0.0.1:PORT/…\` and \`http://[::1]:PORT/…\`, any port. An address that is anything else, another \`client_id\` than \`${OAUTH_CLIENT_ID}\` and what is not PKCE by S256 are answered by the page of the 400, never by a redirection: also where teachers are signed in elsewhere, the address is checked before anybody is sent there. A code is good once, for two minutes, and only with the \`code_verifier\` whose SHA-256 is \`code_challenge\`; a code that comes a second time revokes what the first one opened.`,
    opening: 'nothing',
    capability: 'oauth',
    parameters: authorizeParameters(),
    replies: {
      200: {
        prose: 'The page.',
        headers: {
          'Cache-Control': '`no-store`',
          'Content-Security-Policy': 'With `frame-ancestors`: no other site shows it in a frame.',
        },
        bytes: { mediaType: 'text/html', prose: 'In the language of the browser.' },
      },
      302: {
        prose: 'To where the ENT signs teachers in, if that is elsewhere.',
        headers: { Location: 'Its page, by https or below the ENT’s own address.' },
      },
      303: {
        prose: 'Back to the application; or as 302.',
        headers: { Location: 'redirect_uri with `code`, `state` and `iss`; or as of 302.' },
      },
      400: {
        prose: 'A page that says what is wrong with the address.',
        bytes: { mediaType: 'text/html', prose: 'In the language of the browser.' },
      },
    },
    errors: [],
  }),
  token: defineEndpoint({
    method: 'POST',
    path: '/token',
    chapter: CHAPTER,
    summary: 'Sign in, or begin a session',
    prose: `JSON or \`application/x-www-form-urlencoded\`, as in RFC 6749. Three grants: \`password\`, \`authorization_code\` with PKCE, and \`refresh_token\`, with which each sync session begins. There is no client secret. An ENT that offers \`oauth\` may refuse \`password\`, whoever asks: 400 \`bad-request\` with the \`error\` ${PASSWORD_REFUSALS.map((error) => `\`${error}\``).join(' or ')}. One that takes it answers a wrong password with 401 \`bad-credentials\`, and no more than that.

\`device\` is an id that the application makes once for each computer and account. An access token serves the device that it was made for, and no other. A refresh token is the teacher's: it opens sessions for whichever device its request names, because a computer whose back-up was put back, or whose profile was copied, goes on as a new device, without asking for a password. Revoked, it opens nothing for any of them. It is kept by the system's secret store; it lives until it is revoked, or left unused for over a year. The access token lives for one session (15 minutes here) and is revoked at its end. \`watch_ticket\` opens \`/watch\` and nothing else.

An ENT may replace the refresh token at any session: \`refresh_token\` is then in the reply, and the one before stays good until the new one is used, because a reply can be lost.

Errors carry the members \`error\` and \`error_description\` of RFC 6749 beside those of RFC 9457.`,
    opening: 'nothing',
    json: {
      schema: tokenRequest,
      name: 'TokenRequest',
      maxBytes: BODY_BYTES,
      isFormToo: true,
      example: { grant_type: 'refresh_token', refresh_token: 'Zk3…', device: DEVICE },
    },
    replies: {
      200: {
        prose: 'The session is open.',
        headers: { 'Cache-Control': '`no-store`' },
        json: {
          schema: tokenReply,
          name: 'TokenReply',
          example: {
            access_token: 'hN7…',
            token_type: 'Bearer',
            expires_in: 900,
            watch_ticket: 'b2Q…',
            account: { id: 'a4d1', display_name: 'Claire Martin', login: 'claire.martin' },
            dataset_id: DATASET,
            school: { name: 'Lycée Marie-Durocher', zone: 'A', timezone: 'Europe/Paris' },
          },
        },
      },
    },
    errors: [
      'bad-request',
      'bad-credentials',
      'bad-grant',
      'too-large',
      'unsupported-encoding',
      'digest-mismatch',
    ],
  }),
  revoke: defineEndpoint({
    method: 'POST',
    path: '/revoke',
    chapter: CHAPTER,
    summary: 'End a session, or sign a device out',
    prose:
      'RFC 7009, JSON or form. An access token ends its session; a refresh token takes with it the access tokens and the watch ticket that were made from it. A token that is unknown is no error.',
    opening: 'nothing',
    json: {
      schema: revokeRequest,
      name: 'RevokeRequest',
      maxBytes: BODY_BYTES,
      isFormToo: true,
      example: { token: 'hN7…' },
    },
    replies: { 204: { prose: 'The token opens nothing any more.' } },
    errors: ['bad-request', 'too-large', 'unsupported-encoding', 'digest-mismatch'],
  }),
  watch: defineEndpoint({
    method: 'GET',
    path: '/watch',
    chapter: 'Pulling and pushing',
    summary: 'Has anything changed? One request, no session',
    prose: `What an idle client asks, and all that it asks: 304 without a body means that neither the account's data nor the policy changed since the reply that carried this \`Watch-Tag\`. It renews the policy too, whatever its \`valid_until\`. A 200 says that an ordinary session has something to do; it does not say what.

Opened by the watch ticket, which can do nothing else. A ticket that is dead answers 401 \`ticket-expired\`: open an ordinary session. It should cost an ENT one indexed read and no write.`,
    opening: 'ticket',
    capability: 'watch',
    parameters: [
      {
        in: 'header',
        name: 'If-None-Match',
        prose: 'The `Watch-Tag` of the last session, in quotes.',
        example: '"1bnX2hZ0sT9qkY3u"',
      },
    ],
    replies: {
      200: {
        prose: 'Something changed.',
        headers: { ETag: 'The tag as it is now.' },
        json: { schema: watchReply, name: 'WatchReply', example: {} },
      },
      304: { prose: 'Nothing changed.', headers: { ETag: 'The tag that was sent.' } },
    },
    errors: ['ticket-expired'],
  }),
};
