import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { EntProblem } from '../problem.ts';

const pack = promisify(gzip);

/** Below this gzip saves less than a packet. */
const PACK_ABOVE_BYTES = 1024;

/** Sends JSON, packed where the client accepts it and it is worth it. */
export async function sendJson(
  request: FastifyRequest,
  reply: FastifyReply,
  value: unknown,
): Promise<FastifyReply> {
  const text = Buffer.from(JSON.stringify(value));
  reply.header('content-type', 'application/json; charset=utf-8').header('vary', 'accept-encoding');
  if (text.length <= PACK_ABOVE_BYTES || !acceptsGzip(request)) return reply.send(text);
  return reply.header('content-encoding', 'gzip').send(await pack(text));
}

/** Sends a problem (RFC 9457), with what `extra` members its endpoint adds. */
export function sendProblem(reply: FastifyReply, problem: EntProblem, extra: object = {}): FastifyReply {
  return reply
    .status(problem.status)
    .headers(problem.headers)
    .header('content-type', 'application/problem+json')
    .header('cache-control', 'no-store')
    .send(JSON.stringify({ ...problem.toBody(), ...extra }));
}

/** True when the client already has what `etag` names (RFC 9110, weak comparison). */
export function hasCurrent(request: FastifyRequest, etag: string): boolean {
  const opaque = (tag: string) => tag.trim().replace(/^W\//, '');
  const known = String(request.headers['if-none-match'] ?? '')
    .split(',')
    .map(opaque);
  return known.includes(opaque(etag)) || known.includes('*');
}

function acceptsGzip(request: FastifyRequest): boolean {
  const codings = String(request.headers['accept-encoding'] ?? '')
    .toLowerCase()
    .split(',');
  return codings.some((coding) => /^\s*(gzip|\*)\s*(;\s*q=(?!0(\.0*)?\s*$).*)?$/.test(coding));
}
