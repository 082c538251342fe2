import Fastify, { type FastifyInstance } from 'fastify';
import { API_PREFIX } from '../../engine/connectors/ent/wire.ts';
import type { EntParts } from '../parts.ts';
import { EntProblem, problemOf } from '../problem.ts';
import type { Traffic } from '../statistics.ts';
import { addBlobRoutes } from './blob-routes.ts';
import { addPublicRoutes } from './public-routes.ts';
import { sendProblem } from './replies.ts';
import { addSyncRoutes } from './sync-routes.ts';
import { addTokenRoutes } from './token-routes.ts';

/** A file of the largest size on a slow line; a client that stalls longer is cut. */
const REQUEST_TIMEOUT_MS = 30 * 60_000;

/** The server's endpoints on one fastify instance, not yet listening. Keeps no log: requests name teachers. */
export function buildApp(parts: EntParts, traffic: Traffic): FastifyInstance {
  const app = Fastify({ logger: false, forceCloseConnections: true, requestTimeout: REQUEST_TIMEOUT_MS });
  traffic.watch(app);
  // Bodies are read by the handlers, each with its own bound: nothing is parsed before the token is known.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, _payload, done) => done(null));
  app.setErrorHandler((error, _request, reply) => sendProblem(reply, problemOf(error)));
  app.setNotFoundHandler((_request, reply) =>
    sendProblem(reply, new EntProblem(404, 'not-found', 'Nothing is served at this address')),
  );
  app.addHook('onRequest', async (request) => {
    if (request.url.startsWith(API_PREFIX)) parts.dial.checkOpen();
  });
  addPublicRoutes(app, parts.school);
  addTokenRoutes(app, parts);
  addSyncRoutes(app, parts);
  addBlobRoutes(app, parts);
  return app;
}
