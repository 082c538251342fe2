import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { endpoints } from '../../engine/connectors/ent/api.ts';
import { type Batch, CHANGES_PAGE_DEFAULT, WATCH_TAG_HEADER } from '../../engine/connectors/ent/wire.ts';
import type { EntSession } from '../accounts.ts';
import type { EntParts } from '../parts.ts';
import { EntProblem, tooLarge } from '../problem.ts';
import { hasCurrent, sendJson } from './replies.ts';
import { serve } from './serve.ts';

/** What changed, what is asked of clients, and their edits. */
export function addSyncRoutes(app: FastifyInstance, parts: EntParts): void {
  const { accounts, feed, dial, clock } = parts;
  serve(app, parts, endpoints.watch, async ({ session, request, reply }) => {
    const etag = `"${feed.watchTag(session.account, dial.policyTag)}"`;
    reply.header('etag', etag).header('cache-control', 'private, no-cache');
    return hasCurrent(request, etag) ? reply.status(304).send() : sendJson(request, reply, {});
  });
  serve(app, parts, endpoints.policy, async ({ session, request, reply }) => {
    const device = { datasetId: session.account.dataset_id, lastBatchNo: accounts.lastBatchNo(session) };
    const { policy, etag } = dial.policyFor(device, clock.now());
    reply.header('etag', etag).header('cache-control', 'private, no-cache');
    return hasCurrent(request, etag) ? reply.status(304).send() : sendJson(request, reply, policy);
  });
  serve(app, parts, endpoints.changes, async ({ session: { account }, request, reply }) => {
    const { cursor, limit } = readPageQuery(request);
    const page = feed.page(account, cursor === null ? 0 : feed.seqOf(account, cursor), limit);
    const etag = `"${page.cursor}"`;
    reply.header('etag', etag).header('cache-control', 'private, no-cache');
    if (!page.more) tellWatchTag(parts, account, reply);
    // The tag is the cursor: who stands at the end of the feed has everything.
    return page.changes.length === 0 && hasCurrent(request, etag)
      ? reply.status(304).send()
      : sendJson(request, reply, page);
  });
  serve(app, parts, endpoints.changesFetch, async ({ session, value, request, reply }) =>
    sendJson(request, reply, feed.fetch(session.account, value.entities)),
  );
  serve(app, parts, endpoints.versions, async ({ session, value, request, reply }) =>
    sendJson(request, reply, feed.versions(session.account, value.entities)),
  );
  serve(app, parts, endpoints.batches, async ({ session, value: batch, wireSha256, request, reply }) => {
    const { backoff_s } = dial.settings;
    checkBatch(parts, session, batch);
    checkKey(request, batch.batch);
    const bodySha256 = wireSha256 ?? Buffer.alloc(0);
    const answer = await parts.batches.take({ session, batch, bodySha256 });
    if (answer.cursor !== null && !answer.more) tellWatchTag(parts, session.account, reply);
    return sendJson(request, reply, backoff_s === null ? answer : { ...answer, backoff_s });
  });
}

/** Call in the same turn as the page was read: nothing may come in between. */
function tellWatchTag({ feed, dial }: EntParts, account: EntSession['account'], reply: FastifyReply): void {
  if (dial.settings.capabilities.includes('watch'))
    reply.header(WATCH_TAG_HEADER, feed.watchTag(account, dial.policyTag));
}

function checkBatch({ dial }: EntParts, session: EntSession, batch: Batch): void {
  const { ops } = dial.settings.limits;
  if (batch.ops.length > ops) throw tooLarge('The batch has too many operations', ops);
  if (batch.device !== session.deviceId)
    throw new EntProblem(403, 'no-right', 'This batch is from another device');
  if (batch.dataset_id !== session.account.dataset_id)
    throw new EntProblem(404, 'not-found', 'This batch is for another dataset');
}

function readPageQuery(request: FastifyRequest): { cursor: string | null; limit: number } {
  const query = request.query as Record<string, string | string[] | undefined>;
  return {
    cursor: query.cursor === undefined ? null : String(query.cursor),
    limit: Number(query.limit ?? CHANGES_PAGE_DEFAULT),
  };
}

/** The key repeats the batch's id; a proxy that dropped the header changes nothing. */
function checkKey(request: FastifyRequest, batchId: string): void {
  const key = request.headers['idempotency-key'];
  if (key !== undefined && String(key).replace(/^"(.*)"$/, '$1') !== batchId) {
    throw new EntProblem(400, 'bad-request', 'Idempotency-Key is not the id of the batch');
  }
}
