import * as z from 'zod';
import { wireId } from './words.ts';

/** Zones of the school holidays; `unknown`: none of the three, as overseas, and what is none of these words counts as that. */
const HOLIDAY_ZONES = ['A', 'B', 'C', 'unknown'] as const;

/** The application's name in a sign-in by the browser: a public client, which has no secret. */
export const OAUTH_CLIENT_ID = 'cartable';

/**
 * `password`: the teacher signs in, once. `authorization_code`: the same by the browser (PKCE, S256).
 * `refresh_token`: a sync session begins.
 */
export const tokenRequest = z.discriminatedUnion('grant_type', [
  z.object({
    grant_type: z.literal('password'),
    username: z.string().min(1).max(200),
    password: z.string().min(1).max(1000),
    device: wireId,
    device_name: z.string().max(200).optional(),
  }),
  z.object({
    grant_type: z.literal('authorization_code'),
    code: z.string().min(1).max(1000),
    /** As it stood in the address of the authorize page. */
    redirect_uri: z.string().max(2000),
    client_id: z.string().max(200),
    code_verifier: z.string().regex(/^[A-Za-z0-9._~-]{43,128}$/),
    device: wireId,
    device_name: z.string().max(200).optional(),
  }),
  z.object({
    grant_type: z.literal('refresh_token'),
    refresh_token: z.string().min(1).max(1000),
    device: wireId,
  }),
]);
export type TokenRequest = z.infer<typeof tokenRequest>;

export const tokenReply = z.looseObject({
  access_token: z.string(),
  token_type: z.literal('Bearer'),
  expires_in: z.number().int().positive(),
  /** On sign-in, and whenever it replaces the one that was sent. */
  refresh_token: z.string().optional(),
  /**
   * Opens /watch and nothing else, for as long as the refresh token lives: the same in every reply until that one is
   * replaced. A secret all the same. Capability `watch`.
   */
  watch_ticket: z.string().optional(),
  account: z.looseObject({
    id: wireId,
    display_name: z.string(),
    /**
     * What the teacher types to sign in: the application then knows, after a sign-in by the browser too, which of its
     * folders is theirs. ENTs from before it do not tell; then `id` is used.
     */
    login: z.string().min(1).max(200).optional(),
    /** The ENT made this account for tests: whoever holds it may write to it. */
    is_test: z.boolean().optional(),
  }),
  dataset_id: wireId,
  school: z.looseObject({
    name: z.string(),
    zone: z.enum(HOLIDAY_ZONES).catch('unknown'),
    timezone: z.string(),
  }),
});
export type TokenReply = z.infer<typeof tokenReply>;

export const revokeRequest = z.object({
  token: z.string().min(1).max(1000),
  token_type_hint: z.string().max(100).optional(),
});

/** The address of the authorize page, which the teacher's own browser opens (RFC 6749, 7636, 8252). */
export const authorizeQuery = z.object({
  response_type: z.literal('code'),
  client_id: z.literal(OAUTH_CLIENT_ID),
  /** `http://127.0.0.1:PORT/…` or `http://[::1]:PORT/…`: the application that listens on this very computer. */
  redirect_uri: z.string().regex(/^http:\/\/(127\.0\.0\.1|\[::1\]):\d{1,5}\/[A-Za-z0-9._~/-]*$/),
  code_challenge: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  code_challenge_method: z.literal('S256'),
  /** Comes back as it is; the application refuses any other. */
  state: z.string().min(16).max(500),
  scope: z.string().max(200).optional(),
  /** Languages in order of preference, separated by spaces: `fr en`. */
  ui_locales: z.string().max(100).optional(),
});
export type AuthorizeQuery = z.infer<typeof authorizeQuery>;

/** RFC 8414, at `<ENT address>/.well-known/oauth-authorization-server`. All addresses are below the ENT's own. */
export const oauthMetadata = z.looseObject({
  issuer: z.string(),
  authorization_endpoint: z.string(),
  token_endpoint: z.string(),
  revocation_endpoint: z.string().optional(),
  response_types_supported: z.array(z.string()),
  grant_types_supported: z.array(z.string()).optional(),
  code_challenge_methods_supported: z.array(z.string()),
  token_endpoint_auth_methods_supported: z.array(z.string()).optional(),
  ui_locales_supported: z.array(z.string()).optional(),
  /** RFC 9207: the redirection carries `iss`, which must be `issuer`. */
  authorization_response_iss_parameter_supported: z.boolean().optional(),
});
export type OauthMetadata = z.infer<typeof oauthMetadata>;
