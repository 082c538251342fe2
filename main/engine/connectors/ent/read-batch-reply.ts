import type { HttpReply } from '../../platform/http.ts';
import { type BatchReply, UNKNOWN_OUTCOME } from '../adapter-types.ts';
import { readChanges, rowsOneByOne } from './read-changes.ts';
import { parseReply } from './replies.ts';
import { batchReply, change, type OpResult, opResult } from './wire.ts';

const { outcome: knownOutcome, code: knownCode } = opResult.shape;
const { backoff_s: knownPause } = batchReply.shape;

const replyOfRows = batchReply.extend({
  results: rowsOneByOne,
  changes: rowsOneByOne,
  backoff_s: knownPause.catch(undefined),
});

/**
 * What became of a batch. One operation must not take the answers of all others with it, nor a row of the changes, nor a
 * pause that is no number. An outcome that this version does not know is told as a refusal of that name, which sync puts
 * aside; a result that names no operation, or tells nothing of it, is none: that edit waits again.
 *
 * @throws CartableError `ent/not-an-ent`
 */
export function readBatchReply(reply: HttpReply): BatchReply {
  const told = parseReply(reply, replyOfRows);
  return {
    ...told,
    ...readChanges([...told.results.flatMap(unreadValue), ...told.changes]),
    results: told.results.flatMap(readResult),
  };
}

function readResult(result: unknown): OpResult[] {
  if (typeof result !== 'object' || result === null || !('outcome' in result)) return [];
  const { outcome, code, current } = result as Record<string, unknown>;
  const known = knownOutcome.safeParse(outcome).success
    ? { code: knownCode.safeParse(code).data, current: change.safeParse(current).data }
    : { outcome: 'refused', code: UNKNOWN_OUTCOME, current: undefined };
  const read = opResult.safeParse({ ...result, ...known });
  return read.success ? [read.data] : [];
}

/** The ENT's value in a conflict, where that is a row which cannot be read. */
function unreadValue(result: unknown): unknown[] {
  const { current } = (result ?? {}) as { current?: unknown };
  return current === undefined || change.safeParse(current).success ? [] : [current];
}
