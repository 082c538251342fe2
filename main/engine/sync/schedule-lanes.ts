import type { Lane } from '../../../preload/contract/sync.ts';
import { deferredEdits } from './deferrals.ts';
import type { SyncContext } from './sync-context.ts';

export const LANES: readonly Lane[] = ['urgent', 'normal', 'bulk'];

/** An edit near its deadline passes before the hours that its lane waits for, if it is as small as this. */
const URGENT_BYTES = 64 * 1024;
const URGENT_WITHIN_MS = 86_400_000;

/** What would go in a lane. */
export interface LaneLoad {
  readonly waitingCount: number;
  readonly documentsWaiting: number;
  readonly bytesWaiting: number;
}

/** An edit that would go, with the lane that it goes in now. */
export interface LaneOp {
  readonly opId: string;
  readonly lane: Lane;
  readonly documents: number;
  readonly bytes: number;
  /** After it, the edit comes too late: the period is closed, the lesson has begun. Epoch ms. */
  readonly notAfter: number | null;
  /** The ENT does not want to hear of it, or of what goes with it, before. Epoch ms; null: now. */
  readonly deferredUntil: number | null;
}

const OF_SUBMISSION = `SELECT period.ends_at FROM submission JOIN assignment ON assignment.id = submission.assignment_id
  JOIN period ON period.id = assignment.period_id WHERE submission.id = `;
const OF_LESSON =
  'SELECT CASE is_published WHEN 1 THEN starts_at ELSE publish_at END FROM lesson WHERE id = ';
const NOT_AFTER = `CASE op.entity
  WHEN 'grade' THEN (${OF_SUBMISSION} op.entity_id)
  WHEN 'comment' THEN (${OF_SUBMISSION} (SELECT submission_id FROM comment WHERE id = op.entity_id))
  WHEN 'feedback' THEN (${OF_SUBMISSION} (SELECT submission_id FROM feedback WHERE id = op.entity_id))
  WHEN 'lesson' THEN (${OF_LESSON} op.entity_id)
  WHEN 'resource' THEN (${OF_LESSON} (SELECT lesson_id FROM resource WHERE id = op.entity_id))
  END`;

/** Every edit that would go, neither in conflict nor refused, in its lane of this moment. */
export function readLaneOps(context: SyncContext): readonly LaneOp[] {
  const now = context.clock.now();
  const rows = context.store.db
    .prepare(
      `SELECT op.op_id AS opId, op.lane, op.group_id AS groupId, COALESCE(LENGTH(op.payload), 0) AS text, ${NOT_AFTER} AS notAfter,
         COUNT(blob.sha256) AS documents, COALESCE(SUM(blob.bytes), 0) AS bytes FROM outbox_op op
         LEFT JOIN op_blob USING (op_id) LEFT JOIN blob ON blob.sha256 = op_blob.sha256 AND blob.server_has = 0
       WHERE op.state IN ('pending', 'sealed') GROUP BY op.op_id`,
    )
    .all() as (Omit<LaneOp, 'deferredUntil'> & { text: number; groupId: string | null })[];
  const deferred = deferredEdits(context);
  const ops = rows.map(({ text, ...row }) => {
    const op = { ...row, deferredUntil: deferred.get(row.opId) ?? null };
    const isNear = op.notAfter !== null && op.notAfter > now && op.notAfter <= now + URGENT_WITHIN_MS;
    return isNear && text + op.bytes <= URGENT_BYTES ? { ...op, lane: 'urgent' as const } : op;
  });
  return hurryGroups(holdGroups(ops));
}

/** Edits that pass or fail together wait together, for the last of them. */
function holdGroups<Op extends LaneOp & { readonly groupId: string | null }>(
  ops: readonly Op[],
): readonly Op[] {
  const until = new Map<string, number>();
  for (const { groupId, deferredUntil } of ops)
    if (groupId !== null && deferredUntil !== null)
      until.set(groupId, Math.max(deferredUntil, until.get(groupId) ?? 0));
  return ops.map((op) => ({ ...op, deferredUntil: until.get(op.groupId ?? '') ?? op.deferredUntil }));
}

/** Edits that pass or fail together go together: with the most urgent of them, before the first of their deadlines. */
function hurryGroups<Op extends LaneOp & { readonly groupId: string | null }>(ops: readonly Op[]): LaneOp[] {
  const urgent = new Map<string, number | null>();
  for (const { groupId, lane, notAfter } of ops)
    if (groupId !== null && lane === 'urgent') urgent.set(groupId, earlier(urgent.get(groupId), notAfter));
  return ops.map(({ groupId, ...op }) => {
    const notAfter = groupId === null ? undefined : urgent.get(groupId);
    return notAfter === undefined ? op : { ...op, lane: 'urgent', notAfter };
  });
}

function earlier(a: number | null | undefined, b: number | null): number | null {
  if (a === null || a === undefined) return b;
  return b === null ? a : Math.min(a, b);
}

/** What waits in each lane. */
export function loadsOf(ops: readonly LaneOp[]): Readonly<Record<Lane, LaneLoad>> {
  const load = (lane: Lane): LaneLoad => {
    const own = ops.filter((op) => op.lane === lane);
    return {
      waitingCount: own.length,
      documentsWaiting: own.reduce((sum, { documents }) => sum + documents, 0),
      bytesWaiting: own.reduce((sum, { bytes }) => sum + bytes, 0),
    };
  };
  return { urgent: load('urgent'), normal: load('normal'), bulk: load('bulk') };
}

/** Lanes in which something would go, each with when the first of it is ready (epoch ms; 0: now). */
export function busyLanes(ops: readonly LaneOp[]): ReadonlyMap<Lane, number> {
  const ready = new Map<Lane, number>();
  for (const { lane, deferredUntil } of ops)
    ready.set(lane, Math.min(deferredUntil ?? 0, ready.get(lane) ?? Number.POSITIVE_INFINITY));
  return ready;
}

/** The first deadline among the urgent edits. */
export function urgentBefore(ops: readonly LaneOp[]): number | null {
  const deadlines = ops.flatMap(({ lane, notAfter }) =>
    lane === 'urgent' && notAfter !== null ? [notAfter] : [],
  );
  return deadlines.length === 0 ? null : Math.min(...deadlines);
}

/**
 * The edits that must stay, while their lanes may not go. Without `mayGo` all may.
 *
 * Asked anew before each step: any reply may have brought other hours.
 */
export function heldOps(
  context: SyncContext,
  mayGo: ((lane: Lane) => boolean) | undefined,
): ReadonlySet<string> {
  if (mayGo === undefined) return new Set();
  const going = new Set(LANES.filter((lane) => mayGo(lane)));
  if (going.size === LANES.length) return new Set();
  return new Set(readLaneOps(context).flatMap(({ opId, lane }) => (going.has(lane) ? [] : [opId])));
}
