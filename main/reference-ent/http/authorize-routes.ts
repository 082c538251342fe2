import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { endpoints, pathOf } from '../../engine/connectors/ent/api.ts';
import { type AuthorizeQuery, authorizeQuery, type OauthMetadata } from '../../engine/connectors/ent/wire.ts';
import type { EntParts } from '../parts.ts';
import { EntProblem } from '../problem.ts';
import { authorizePage, badAddressPage, type PageFault, pageLanguage } from './authorize-page.ts';
import { headerOf } from './headers.ts';
import { sendJson } from './replies.ts';
import { parseForm, readBody } from './request-body.ts';
import { serve } from './serve.ts';
import { checkPassword } from './token-routes.ts';

const FORM_BYTES = 16 * 1024;

/** Sign-in by the browser: the metadata (RFC 8414), and the page that gives codes to the application (RFC 8252). */
export function addAuthorizeRoutes(app: FastifyInstance, parts: EntParts): void {
  serve(app, parts, endpoints.metadata, async ({ request, reply }) =>
    sendJson(request, reply.header('cache-control', 'no-store'), metadataOf(request)),
  );
  serve(app, parts, endpoints.authorize, async ({ request, reply }) => {
    const query = readQuery(request.query);
    if ('refused' in query) return sendBadAddress(request, reply, query.refused);
    return sendPage(parts, { request, reply, query, fault: null, login: '' });
  });
  // The page's own form, an affair of the ENT's alone: the written API does not know of it.
  app.post(pathOf(endpoints.authorize), async (request, reply) => {
    if (!parts.dial.settings.capabilities.includes('oauth'))
      throw new EntProblem(404, 'not-found', 'This ENT does not offer that');
    const fields = parseForm((await readBody(request, FORM_BYTES)).bytes);
    const query = readQuery(fields);
    if ('refused' in query) return sendBadAddress(request, reply, query.refused);
    if (fields.choice === 'cancel') return sendBack(request, reply, query, { error: 'access_denied' });
    return signIn(parts, { request, reply, query, fields });
  });
}

async function signIn(
  parts: EntParts,
  form: {
    request: FastifyRequest;
    reply: FastifyReply;
    query: AuthorizeQuery;
    fields: Readonly<Record<string, string>>;
  },
): Promise<FastifyReply> {
  const { request, reply, query } = form;
  const { login = '', password = '' } = form.fields;
  const claim = { login: login.slice(0, 200), password: password.slice(0, 1000), address: request.ip };
  try {
    const accountId = await checkPassword(parts, claim);
    if (accountId === null) return sendPage(parts, { ...form, fault: 'wrong-password', login });
    const granted = {
      accountId,
      clientId: query.client_id,
      redirectUri: query.redirect_uri,
      codeChallenge: query.code_challenge,
    };
    return sendBack(request, reply, query, { code: parts.codes.give(granted, parts.clock.now()) });
  } catch (error) {
    if (!(error instanceof EntProblem && error.status === 429)) throw error;
    reply.headers(error.headers);
    return sendPage(parts, { ...form, fault: 'too-many', login });
  }
}

/** Who cannot be trusted with an answer gets none: nobody is redirected to an address that is not loopback. */
function readQuery(fields: unknown): AuthorizeQuery | { refused: readonly string[] } {
  const parsed = authorizeQuery.safeParse(fields);
  if (parsed.success) return parsed.data;
  return { refused: [...new Set(parsed.error.issues.map((issue) => String(issue.path[0] ?? '')))] };
}

function sendBack(
  request: FastifyRequest,
  reply: FastifyReply,
  query: AuthorizeQuery,
  answer: Readonly<Record<string, string>>,
): FastifyReply {
  const back = new URL(query.redirect_uri);
  const fields = { ...answer, state: query.state, iss: issuerOf(request) };
  for (const [name, value] of Object.entries(fields)) back.searchParams.set(name, value);
  return secured(reply).status(303).header('location', back.href).send();
}

function sendPage(
  { school }: EntParts,
  page: {
    request: FastifyRequest;
    reply: FastifyReply;
    query: AuthorizeQuery;
    fault: PageFault;
    login: string;
  },
): FastifyReply {
  const { request, reply, query } = page;
  const language = pageLanguage(query.ui_locales, headerOf(request, 'accept-language'));
  // Browsers hold a form's redirections to form-action too.
  const { origin } = new URL(query.redirect_uri);
  return secured(reply, `form-action 'self' ${origin}`)
    .status(page.fault === 'too-many' ? 429 : 200)
    .send(authorizePage(school, query, { ...page, language }));
}

function sendBadAddress(
  request: FastifyRequest,
  reply: FastifyReply,
  names: readonly string[],
): FastifyReply {
  const { ui_locales } = request.query as Record<string, string | undefined>;
  const language = pageLanguage(ui_locales, headerOf(request, 'accept-language'));
  return secured(reply, "form-action 'none'").status(400).send(badAddressPage(language, names));
}

function secured(reply: FastifyReply, formAction = "form-action 'none'"): FastifyReply {
  return reply
    .header('content-type', 'text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('referrer-policy', 'no-referrer')
    .header('x-content-type-options', 'nosniff')
    .header(
      'content-security-policy',
      `default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; ${formAction}`,
    );
}

function metadataOf(request: FastifyRequest): OauthMetadata {
  const issuer = issuerOf(request);
  const at = (endpoint: { path: string }) => `${issuer}${pathOf(endpoint)}`;
  return {
    issuer,
    authorization_endpoint: at(endpoints.authorize),
    token_endpoint: at(endpoints.token),
    revocation_endpoint: at(endpoints.revoke),
    response_types_supported: ['code'],
    grant_types_supported: ['authorization_code', 'refresh_token', 'password'],
    code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: ['none'],
    ui_locales_supported: ['fr', 'en'],
    authorization_response_iss_parameter_supported: true,
  };
}

/** The address under which the client reached this server, which may stand behind a proxy. */
function issuerOf(request: FastifyRequest): string {
  return `${request.protocol}://${request.host}`;
}
