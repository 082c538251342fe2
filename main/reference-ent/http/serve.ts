import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type * as z from 'zod';
import type { Endpoint } from '../../engine/connectors/ent/api/endpoint.ts';
import { pathOf } from '../../engine/connectors/ent/api.ts';
import type { EntSession } from '../accounts.ts';
import type { EntParts } from '../parts.ts';
import { EntProblem } from '../problem.ts';
import { openSession, openWatch } from './authorisation.ts';
import { readJson } from './request-body.ts';

type ValueOf<E extends Endpoint> = E extends { json: { schema: infer S extends z.ZodType } }
  ? z.output<S>
  : null;

/** One request to an endpoint of the written API, let in and checked as the API says. */
export interface Call<E extends Endpoint> {
  readonly session: E['opening'] extends 'nothing' ? null : EntSession;
  /** The JSON body; null for an endpoint that takes none. */
  readonly value: ValueOf<E>;
  /** Of the JSON body's bytes as they travelled. */
  readonly wireSha256: Buffer | null;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** Serves an endpoint of the written API: its address, who may call it and what it takes are the API's own words. */
export function serve<E extends Endpoint>(
  app: FastifyInstance,
  parts: EntParts,
  endpoint: E,
  handler: (call: Call<E>) => Promise<unknown>,
): void {
  app.route({
    method: endpoint.method,
    url: pathOf(endpoint).replaceAll(/\{(\w+)\}/g, ':$1'),
    handler: async (request, reply) => {
      const { capability, json } = endpoint;
      if (capability !== undefined && !parts.dial.settings.capabilities.includes(capability))
        throw new EntProblem(404, 'not-found', 'This ENT does not offer that');
      const session = openAs(endpoint, { parts, request, reply });
      checkBounds(endpoint, request);
      const limit = json?.maxBytes === 'batch' ? parts.dial.settings.limits.batch_bytes : json?.maxBytes;
      const body =
        json === undefined
          ? { value: null, wireSha256: null }
          : await readJson(request, json.schema, limit ?? 0, json.isFormToo);
      return handler({ ...body, session, request, reply } as Call<E>);
    },
  });
}

/** @throws EntProblem 400 for a number in the address that is none, or out of its bounds */
function checkBounds({ parameters = [] }: Endpoint, request: FastifyRequest): void {
  const query = request.query as Readonly<Record<string, unknown>>;
  for (const { in: place, name, bounds } of parameters) {
    const value = query[name];
    if (bounds === undefined || place !== 'query' || value === undefined) continue;
    const isNumber = typeof value === 'string' && /^(0|[1-9]\d{0,14})$/.test(value);
    if (!isNumber || Number(value) < bounds.least || Number(value) > bounds.most)
      throw new EntProblem(
        400,
        'bad-request',
        `${name} is a whole number from ${bounds.least} to ${bounds.most}`,
      );
  }
}

function openAs(
  { opening }: Endpoint,
  { parts, request, reply }: { parts: EntParts; request: FastifyRequest; reply: FastifyReply },
): EntSession | null {
  if (opening === 'access') return openSession(parts, request, reply);
  return opening === 'ticket' ? openWatch(parts, request) : null;
}
