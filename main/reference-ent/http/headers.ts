import type { FastifyRequest } from 'fastify';
import { EntProblem } from '../problem.ts';

/** A header's value, trimmed; empty when it is absent. */
export function headerOf(request: FastifyRequest, name: string): string {
  return String(request.headers[name] ?? '').trim();
}

/** A header that counts bytes. @throws EntProblem 400 */
export function countHeader(request: FastifyRequest, name: string): number {
  const text = headerOf(request, name);
  const count = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(count))
    throw new EntProblem(400, 'bad-request', `${name} is a number of bytes`);
  return count;
}
