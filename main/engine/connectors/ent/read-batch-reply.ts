import type { HttpReply } from '../../platform/http.ts';
import { UNKNOWN_OUTCOME } from '../adapter-types.ts';
import { parseReply } from './replies.ts';
import { type BatchReply, batchReply, opResult } from './wire.ts';

const { outcome: knownOutcome } = opResult.shape;
const { backoff_s: knownPause } = batchReply.shape;

/**
 * What became of a batch. An outcome that this version does not know is told as a refusal of that name, which sync
 * puts aside: one operation must not take the answers of all others with it. Nor may a pause that is no number.
 *
 * @throws CartableError `ent/not-an-ent`
 */
export function readBatchReply(reply: HttpReply): BatchReply {
  const json = reply.json();
  return parseReply({ ...reply, json: () => mended(json) }, batchReply);
}

function mended(json: unknown): unknown {
  const { results, backoff_s } = (json ?? {}) as { results?: unknown; backoff_s?: unknown };
  if (!Array.isArray(results)) return json;
  return {
    ...(json as object),
    results: results.map(withKnownOutcome),
    backoff_s: knownPause.safeParse(backoff_s).data,
  };
}

function withKnownOutcome(result: unknown): unknown {
  if (typeof result !== 'object' || result === null || !('outcome' in result)) return result;
  return knownOutcome.safeParse(result.outcome).success
    ? result
    : { ...result, outcome: 'refused', code: UNKNOWN_OUTCOME };
}
