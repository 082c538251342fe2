import * as z from 'zod';
import { epochMs, id, sha256 } from './domain.ts';
import { errorCode, errorParams } from './errors.ts';
import { procedure } from './procedures.ts';

export const entityKind = z.enum(['grade', 'comment', 'feedback', 'lesson', 'resource', 'homework']);
export type EntityKind = z.infer<typeof entityKind>;

/** One edit that waits for the ENT. `label` names the student, the lesson or the file. */
export const waitingEdit = z.object({
  opId: id,
  entity: entityKind,
  entityId: id,
  isDeletion: z.boolean(),
  label: z.string(),
  state: z.enum(['pending', 'sealed', 'conflict', 'refused', 'parked']),
  /** The ENT's reason when `refused` or `parked` (`locked`, `no-right`, `invalid`…). */
  reason: z.string().nullable(),
  createdAt: epochMs,
  /** Bytes of the document that goes with it, when the ENT lacks it. */
  documentBytes: z.number().int(),
});
export type WaitingEdit = z.infer<typeof waitingEdit>;

export const syncSession = z.object({
  id,
  startedAt: epochMs,
  endedAt: epochMs.nullable(),
  outcome: z.enum(['running', 'done', 'cancelled', 'failed', 'interrupted']),
  error: z.object({ code: errorCode, params: errorParams }).nullable(),
  requests: z.number().int(),
  bytesUp: z.number().int(),
  bytesDown: z.number().int(),
  editsSent: z.number().int(),
  changesReceived: z.number().int(),
  documentsSent: z.number().int(),
  documentsReceived: z.number().int(),
});
export type SyncSession = z.infer<typeof syncSession>;

export const syncStatus = z.object({
  isRunning: z.boolean(),
  waitingCount: z.number().int(),
  /** Documents that the ENT lacks, and their bytes. */
  documentsWaiting: z.number().int(),
  bytesWaiting: z.number().int(),
  conflictCount: z.number().int(),
  /** The ENT asked for silence until then. */
  pausedUntil: epochMs.nullable(),
  lastSession: syncSession.nullable(),
});
export type SyncStatus = z.infer<typeof syncStatus>;

export const conflictSide = z.object({ text: z.string(), by: z.string(), at: epochMs.nullable() });
export const conflict = z.object({
  id,
  entity: entityKind,
  entityId: id,
  label: z.string(),
  mine: conflictSide,
  theirs: conflictSide,
  openedAt: epochMs,
});
export type Conflict = z.infer<typeof conflict>;

/** Every kind that the ENT and this device keep equal; the teacher's own are `entityKind`. */
export const syncedKind = z.enum([
  'school_year',
  'period',
  'subject',
  'class_group',
  'student',
  'assignment',
  'submission',
  ...entityKind.options,
]);
export type SyncedKind = z.infer<typeof syncedKind>;

/** Deletions that the ENT asks for and that are too many to be believed: nothing more is received until they are decided. */
export const heldDeletions = z.object({
  /** Names exactly this set; a decision gives it back, so that it can never be about another one. */
  setId: sha256,
  heldAt: epochMs,
  /** `accepted`: the next sync applies them if the ENT still asks for exactly these. */
  decision: z.enum(['accepted', 'refused']).nullable(),
  kinds: z.array(z.object({ kind: syncedKind, goneCount: z.number().int(), knownCount: z.number().int() })),
});
export type HeldDeletions = z.infer<typeof heldDeletions>;

/** Something else answers in the ENT's place than what this device knows: nothing is sent until that is decided. */
export const datasetChange = z.object({
  /** Given back with the decision. */
  datasetId: id,
  /** `replaced`: another dataset, after a migration or a new installation. `restored`: an older state of ours. */
  reason: z.enum(['replaced', 'restored']),
  seenAt: epochMs,
});
export type DatasetChange = z.infer<typeof datasetChange>;

/** Of one kind, how much is kept here that the ENT did not know when everything was compared. */
export const unknownToEnt = z.object({ kind: syncedKind, count: z.number().int() });
export type UnknownToEnt = z.infer<typeof unknownToEnt>;

/** What stops the exchange until the teacher has decided, and what was kept after they have. */
export const syncNotices = z.object({
  heldDeletions: heldDeletions.nullable(),
  datasetChange: datasetChange.nullable(),
  unknownToEnt: z.array(unknownToEnt),
});
export type SyncNotices = z.infer<typeof syncNotices>;

export const syncStep = z.enum([
  'signing-in',
  'pulling',
  'fetching-documents',
  'sending-documents',
  'pushing',
  'closing',
]);
export type SyncStep = z.infer<typeof syncStep>;

export const syncContract = {
  /** « Repartir de ce que l’ENT contient maintenant »: after a backup; the next sync compares everything. */
  adoptDataset: procedure.input(z.object({ datasetId: id })).output(z.object({})),
  status: procedure.output(syncStatus),
  waiting: procedure.output(z.array(waitingEdit)),
  history: procedure.output(z.array(syncSession)),
  conflicts: procedure.output(z.array(conflict)),
  notices: procedure.output(syncNotices),
  /** « Accepter ces suppressions »: exactly those of `setId`, at the next sync, after a backup. */
  acceptDeletions: procedure.input(z.object({ setId: sha256 })).output(z.object({})),
  /** « Ne rien supprimer »: nothing more is received, edits go on leaving. Also takes an acceptance back. */
  refuseDeletions: procedure.input(z.object({ setId: sha256 })).output(z.object({})),
  /** « Synchroniser maintenant »: resolves when the session has ended; progress arrives as `sync-progress` events. */
  start: procedure.output(syncSession),
  cancel: procedure.output(z.object({})),
  resolveConflict: procedure
    .input(z.object({ conflictId: id, keep: z.enum(['mine', 'theirs']) }))
    .output(z.object({})),
  /** Puts a refused or parked edit back in the queue as a new operation. */
  retryEdit: procedure.input(z.object({ opId: id })).output(z.object({})),
  /** Gives a refused edit up: the ENT's value is shown again. */
  dropEdit: procedure.input(z.object({ opId: id })).output(z.object({})),
};
