import type { Lane } from '../../../preload/contract/sync.ts';
import type { SyncContext } from './sync-context.ts';

export const LANES: readonly Lane[] = ['urgent', 'normal', 'bulk'];

/** What would go in a lane. */
export interface LaneLoad {
  readonly waitingCount: number;
  readonly documentsWaiting: number;
  readonly bytesWaiting: number;
}

const EMPTY: LaneLoad = { waitingCount: 0, documentsWaiting: 0, bytesWaiting: 0 };

/** What waits in each lane and would go: neither conflicts nor what the ENT refused. */
export function readLaneLoads(context: SyncContext): Readonly<Record<Lane, LaneLoad>> {
  const rows = context.store.db
    .prepare(
      `SELECT lane, COUNT(*) AS waitingCount, SUM(documents) AS documentsWaiting, SUM(bytes) AS bytesWaiting FROM (
         SELECT op.lane, COUNT(blob.sha256) AS documents, COALESCE(SUM(blob.bytes), 0) AS bytes FROM outbox_op op
           LEFT JOIN op_blob USING (op_id) LEFT JOIN blob ON blob.sha256 = op_blob.sha256 AND blob.server_has = 0
         WHERE op.state IN ('pending', 'sealed') GROUP BY op.op_id) GROUP BY lane`,
    )
    .all() as (LaneLoad & { lane: Lane })[];
  const loads: Record<Lane, LaneLoad> = { urgent: EMPTY, normal: EMPTY, bulk: EMPTY };
  for (const { lane, ...load } of rows) loads[lane] = load;
  return loads;
}
