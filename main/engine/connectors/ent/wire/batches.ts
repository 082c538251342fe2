import * as z from 'zod';
import { change, TEACHER_ENTITIES } from './records.ts';
import { pointsTimes100, wireId } from './words.ts';

/**
 * One edit. `value` null deletes. Base: the version edited from, or the earlier operation whose result is the
 * base, never both, or neither for a new entity. Members of a `group` pass or fail together, and follow one another.
 */
export const operation = z
  .object({
    op: wireId,
    seq: z.number().int().positive(),
    entity: z.enum(TEACHER_ENTITIES),
    id: wireId,
    kind: z.enum(['put', 'delete']),
    base: z.number().int().positive().optional(),
    base_op: wireId.optional(),
    group: wireId.optional(),
    /** Of a grade with points: what they are out of. Another maximum by now is `maximum-changed`; older clients and ENTs do not tell. */
    out_of_x100: pointsTimes100.positive().optional(),
    /** Of the shape that `operationKinds` says; looked at operation by operation, so that one holds back no other. */
    value: z.record(z.string(), z.unknown()).nullable(),
  })
  .refine(({ base, base_op }) => base === undefined || base_op === undefined, 'Two bases')
  .meta({ not: { required: ['base', 'base_op'] } });
export type Operation = z.infer<typeof operation>;

export const batch = z.object({
  batch: wireId,
  batch_no: z.number().int().positive(),
  device: wireId,
  dataset_id: wireId,
  schema: z.literal(1),
  /** The reply's first page of changes starts here; null: none is wanted. */
  since: z.string().nullable(),
  ops: z.array(operation).min(1),
});
export type Batch = z.infer<typeof batch>;

export const REFUSAL_CODES = [
  'locked',
  'no-right',
  'invalid',
  'out-of-range',
  'maximum-changed',
  'blob-missing',
  'not-found',
  'corrupt',
  'group-failed',
] as const;

export const opResult = z.looseObject({
  op: wireId,
  outcome: z.enum(['applied', 'duplicate', 'unchanged', 'conflict', 'refused', 'deferred']),
  /** Version of the entity after the operation (applied, duplicate, unchanged). What is no version counts as absent. */
  version: z.number().int().positive().optional().catch(undefined),
  /** The ENT's value when `conflict`. */
  current: change.optional(),
  /** Of REFUSAL_CODES when `refused`; unknown codes are shown as they are. */
  code: z.string().optional(),
  /** Of a `deferred`: not sent again sooner. What cannot be used counts as absent. */
  retry_after_s: z.number().optional().catch(undefined),
});
export type OpResult = z.infer<typeof opResult>;

/** `changes` leaves out what this very batch changed. `backoff_s` on success pauses the whole client. */
export const batchReply = z.looseObject({
  results: z.array(opResult),
  changes: z.array(change),
  cursor: z.string().nullable(),
  more: z.boolean(),
  backoff_s: z.number().optional(),
});
export type BatchReply = z.infer<typeof batchReply>;
