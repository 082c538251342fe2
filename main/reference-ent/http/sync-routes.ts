import type { FastifyInstance, FastifyRequest } from 'fastify';
import { API_PREFIX, batch as batchSchema } from '../../engine/connectors/ent/wire.ts';
import type { EntParts } from '../parts.ts';
import { EntProblem, tooLarge } from '../problem.ts';
import { authorised } from './authorisation.ts';
import { hasCurrent, sendJson } from './replies.ts';
import { readJson } from './request-body.ts';

const PAGE_MAX = 1000;
const PAGE_DEFAULT = 500;

/** GET /policy, GET /changes and POST /batches. */
export function addSyncRoutes(app: FastifyInstance, parts: EntParts): void {
  const { accounts, feed, batches, dial, clock } = parts;
  app.get(
    `${API_PREFIX}/policy`,
    authorised(parts, async (session, request, reply) => {
      const device = { datasetId: session.account.dataset_id, lastBatchNo: accounts.lastBatchNo(session) };
      const { policy, etag } = dial.policyFor(device, clock.now());
      reply.header('etag', etag).header('cache-control', 'private, no-cache');
      return hasCurrent(request, etag) ? reply.status(304).send() : sendJson(request, reply, policy);
    }),
  );
  app.get(
    `${API_PREFIX}/changes`,
    authorised(parts, async ({ account }, request, reply) => {
      const { cursor, limit } = readPageQuery(request);
      const page = feed.page(account, cursor === null ? 0 : feed.seqOf(account, cursor), limit);
      const etag = `"${page.cursor}"`;
      reply.header('etag', etag).header('cache-control', 'private, no-cache');
      // The tag is the cursor: who stands at the end of the feed has everything.
      return page.changes.length === 0 && hasCurrent(request, etag)
        ? reply.status(304).send()
        : sendJson(request, reply, page);
    }),
  );
  app.post(
    `${API_PREFIX}/batches`,
    authorised(parts, async (session, request, reply) => {
      const { limits, backoff_s } = dial.settings;
      const { value: batch, wireSha256 } = await readJson(request, batchSchema, limits.batch_bytes);
      if (batch.ops.length > limits.ops) throw tooLarge('The batch has too many operations', limits.ops);
      if (batch.device !== session.deviceId)
        throw new EntProblem(403, 'no-right', 'This batch is from another device');
      if (batch.dataset_id !== session.account.dataset_id)
        throw new EntProblem(404, 'not-found', 'This batch is for another dataset');
      checkKey(request, batch.batch);
      const answer = await batches.take({ session, batch, bodySha256: wireSha256 });
      return sendJson(request, reply, backoff_s === null ? answer : { ...answer, backoff_s });
    }),
  );
}

function readPageQuery(request: FastifyRequest): { cursor: string | null; limit: number } {
  const query = request.query as Record<string, string | string[] | undefined>;
  const limit = Number(query.limit ?? PAGE_DEFAULT);
  if (!Number.isInteger(limit) || limit < 1)
    throw new EntProblem(400, 'bad-request', 'limit is a number from 1');
  return {
    cursor: typeof query.cursor === 'string' && query.cursor !== '' ? query.cursor : null,
    limit: Math.min(limit, PAGE_MAX),
  };
}

/** The key repeats the batch's id; a proxy that dropped the header changes nothing. */
function checkKey(request: FastifyRequest, batchId: string): void {
  const key = request.headers['idempotency-key'];
  if (key !== undefined && String(key).replace(/^"(.*)"$/, '$1') !== batchId) {
    throw new EntProblem(400, 'bad-request', 'Idempotency-Key is not the id of the batch');
  }
}
