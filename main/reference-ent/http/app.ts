import type { Socket } from 'node:net';
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import { endpoints, pathOf } from '../../engine/connectors/ent/api.ts';
import { API_PREFIX } from '../../engine/connectors/ent/wire.ts';
import type { EntParts } from '../parts.ts';
import { EntProblem, problemOf } from '../problem.ts';
import type { Traffic } from '../statistics.ts';
import { addAuthorizeRoutes } from './authorize-routes.ts';
import { addBlobRoutes } from './blob-routes.ts';
import { addPublicRoutes } from './public-routes.ts';
import { sendProblem } from './replies.ts';
import { addSyncRoutes } from './sync-routes.ts';
import { addTokenRoutes } from './token-routes.ts';
import { addTusRoutes } from './tus-routes.ts';
import { addUploadRoutes } from './upload-routes.ts';

/** A file of the largest size on a slow line; a client that stalls longer is cut. */
const REQUEST_TIMEOUT_MS = 30 * 60_000;

/** The server's endpoints on one fastify instance, not yet listening. Keeps no log: requests name teachers. */
export function buildApp(parts: EntParts, traffic: Traffic): FastifyInstance {
  const app = Fastify({
    logger: false,
    forceCloseConnections: true,
    requestTimeout: REQUEST_TIMEOUT_MS,
    trustProxy: 'loopback',
    // An address that cannot be read, and a head that is none, are refused before any route: as problems too.
    frameworkErrors: (_error, _request, reply) =>
      void sendProblem(reply, new EntProblem(400, 'bad-request', 'The address cannot be read')),
    clientErrorHandler: refuseHead,
  });
  traffic.watch(app);
  // Bodies are read by the handlers, each with its own bound: nothing is parsed before the token is known.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, _payload, done) => done(null));
  app.setErrorHandler((error, request, reply) =>
    sendProblem(reply, problemOf(error), oauthErrorOf(request, problemOf(error))),
  );
  app.setNotFoundHandler((_request, reply) =>
    sendProblem(reply, new EntProblem(404, 'not-found', 'Nothing is served at this address')),
  );
  app.addHook('onRequest', async (request) => {
    if (request.url.startsWith(API_PREFIX)) parts.dial.checkOpen();
  });
  addPublicRoutes(app, parts.school);
  addTokenRoutes(app, parts);
  addAuthorizeRoutes(app, parts);
  addSyncRoutes(app, parts);
  addBlobRoutes(app, parts);
  addUploadRoutes(app, parts);
  addTusRoutes(app, parts);
  return app;
}

/** What is no request, or one whose head is too large: answered by hand, for nothing of it is known. */
function refuseHead({ code }: { readonly code?: string }, socket: Socket): void {
  if (code === 'ECONNRESET' || socket.destroyed) return;
  const [status, reason, title] =
    code === 'HPE_HEADER_OVERFLOW'
      ? ([431, 'Request Header Fields Too Large', 'The head of the request is too large'] as const)
      : ([400, 'Bad Request', 'This is no request of HTTP'] as const);
  const body = JSON.stringify(new EntProblem(status, 'bad-request', title).toBody());
  const head = [
    `HTTP/1.1 ${status} ${reason}`,
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

/** RFC 6749 has words of its own for what goes wrong at the token endpoint. */
function oauthErrorOf(request: FastifyRequest, { code, message }: EntProblem): object {
  if (!request.url.startsWith(pathOf(endpoints.token))) return {};
  const error = { 'bad-credentials': 'invalid_grant', 'bad-grant': 'invalid_grant' }[code as string];
  return { error: error ?? 'invalid_request', error_description: message };
}
