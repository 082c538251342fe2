import * as z from 'zod';
import { earlierText, epochMs, id, sha256 } from './domain.ts';
import { errorCode, errorParams } from './errors.ts';
import { procedure } from './procedures.ts';

export const entityKind = z.enum([
  'grade',
  'comment',
  'feedback',
  'lesson',
  'resource',
  'homework',
  'assessment',
  'handling',
]);
export type EntityKind = z.infer<typeof entityKind>;

/** How pressing what waits is: `urgent` is small and near its deadline, `bulk` carries documents. */
export const lane = z.enum(['urgent', 'normal', 'bulk']);
export type Lane = z.infer<typeof lane>;

/**
 * Why a lane does not go by itself now. With an `at`: it goes then. Without: when what the reason names has changed.
 *
 * The screen's words are `sync.lane.<reason>`, a closed union as the error codes are.
 */
export const LANE_REASONS = [
  'gathering', // edits made one after the other leave together, `at` the end of a quiet moment
  'ent-pause', // the ENT asked for silence; « Synchroniser maintenant » waits too
  'deferred', // the ENT asked what waits here to wait, `at` the first of it; « Synchroniser maintenant » waits too
  'back-off', // the last tries failed; the next one is at `at`
  'ent-hours', // the ENT's policy keeps these hours free
  'student-hours', // no policy: the hours of the students on a school day
  'spread', // the hours have come; this computer's turn among the teachers' is at `at`
  'quiet-hours', // the teacher's own quiet hours
  'school-hours', // hours that a policy of the school keeps free, on its computers
  'on-battery', // until the computer is plugged in
  'metered', // until the line is one that is not paid by the byte
  'offline', // no network at all
  'sign-in-needed', // until the password has been given again
  'decision-needed', // the ENT's data changed: a notice waits for the teacher
  'first-sync', // nothing goes by itself before the teacher's first sync
  'stopped', // the teacher has paused automatic sync; `at` its end if it has one
  'off', // automatic sync is turned off in the settings
  'managed-off', // the school turned it off
] as const;
export const laneReason = z.enum(LANE_REASONS);
export type LaneReason = z.infer<typeof laneReason>;

/** What waits in a lane, and when it goes by itself. */
export const laneStatus = z.object({
  lane,
  /** Edits of this lane that would go; without conflicts and refusals. */
  waitingCount: z.number().int(),
  documentsWaiting: z.number().int(),
  bytesWaiting: z.number().int(),
  /** May go now: nothing holds it back (`at` and `reason` are null). */
  mayGoNow: z.boolean(),
  at: epochMs.nullable(),
  reason: laneReason.nullable(),
});
export type LaneStatus = z.infer<typeof laneStatus>;

export const automaticSync = z.object({
  state: z.enum(['on', 'paused', 'off', 'managed-off']),
  /** End of the teacher's pause; null: until they resume it. */
  pausedUntil: epochMs.nullable(),
  /** When the next session begins by itself; null: none is foreseen. */
  nextAt: epochMs.nullable(),
});
export type AutomaticSync = z.infer<typeof automaticSync>;

/** One edit that waits for the ENT. `label` names the student, the lesson or the file. */
export const waitingEdit = z.object({
  opId: id,
  entity: entityKind,
  entityId: id,
  isDeletion: z.boolean(),
  lane,
  label: z.string(),
  state: z.enum(['pending', 'sealed', 'conflict', 'refused', 'parked']),
  /** The ENT's reason when `refused` or `parked` (`locked`, `no-right`, `invalid`…). */
  reason: z.string().nullable(),
  /** The ENT does not want to hear of it before; null: it goes with its lane. */
  deferredUntil: epochMs.nullable(),
  createdAt: epochMs,
  /** Bytes of the document that goes with it, when the ENT lacks it. */
  documentBytes: z.number().int(),
  /** Nothing of it was sent, and the ENT's value can be shown again in its place. */
  canTakeBack: z.boolean(),
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
  /** Students' works whose grade, comment or annotated copy the ENT took: what the web would have done one by one. */
  copiesReturned: z.number().int(),
  /** Students' works that could not be read, since the server tells of them in a shape that is not known: they stay as they were here. */
  copiesLeftOut: z.number().int(),
  /** Rows of the ENT’s that do not say what they are about, and were passed over: nothing can be done with them here. */
  namelessRows: z.number().int(),
});
export type SyncSession = z.infer<typeof syncSession>;

/** What the exchanges of a day asked of the ENT; days are the school's (Europe/Paris). */
export const trafficDay = z.object({
  day: z.iso.date(),
  sessionCount: z.number().int(),
  requests: z.number().int(),
  /** Of those, the requests of exchanges that returned copies: what compares with the web. */
  returningRequests: z.number().int(),
  bytesUp: z.number().int(),
  bytesDown: z.number().int(),
  copiesReturned: z.number().int(),
});
export type TrafficDay = z.infer<typeof trafficDay>;

/** Days that the plot of the exchanges shows. */
export const TRAFFIC_DAYS = 14;

export const syncStep = z.enum([
  'signing-in',
  'pulling',
  'fetching-documents',
  'sending-documents',
  'pushing',
  'closing',
]);
export type SyncStep = z.infer<typeof syncStep>;

/** How far the session that runs is. Of documents: those of the step, done and in all. */
export const syncProgress = z.object({
  sessionId: id,
  step: syncStep,
  requests: z.number().int(),
  bytesUp: z.number().int(),
  bytesDown: z.number().int(),
  documentsDone: z.number().int(),
  documentsTotal: z.number().int(),
  /** Those on the line are counted as they pass. */
  bytesDone: z.number().int(),
  bytesTotal: z.number().int(),
});
export type SyncProgress = z.infer<typeof syncProgress>;

export const syncStatus = z.object({
  isRunning: z.boolean(),
  /** Null between sessions, and before the first is under way. */
  progress: syncProgress.nullable(),
  waitingCount: z.number().int(),
  /** Documents that the ENT lacks, and their bytes. */
  documentsWaiting: z.number().int(),
  bytesWaiting: z.number().int(),
  conflictCount: z.number().int(),
  /** Edits that the ENT did not take, or that cannot go as they are: the teacher says what becomes of them. */
  refusedCount: z.number().int(),
  /** The ENT asked for silence until then. */
  pausedUntil: epochMs.nullable(),
  /** One entry a lane: urgent, normal, bulk. */
  lanes: z.array(laneStatus),
  automatic: automaticSync,
  lastSession: syncSession.nullable(),
});
export type SyncStatus = z.infer<typeof syncStatus>;

/** What a conflict shows of a body. `startsAt`, `dueAt` and `publishAt` are instants, `points` hundredths, `fileBytes` a size; an empty text is nothing. */
export const conflictField = z.object({
  name: z.enum([
    'points',
    'standing',
    'isCounted',
    'counting',
    'publishAt',
    'title',
    'text',
    'startsAt',
    'dueAt',
    'expectedMinutes',
    'handIn',
    'isPublished',
    'classGroup',
    'fileName',
    'fileBytes',
    'extendedTo',
    'attempt',
    'state',
  ]),
  value: z.union([z.string(), z.number().int(), z.boolean()]),
  /** What `points` are out of, in hundredths, as far as the assignment is known. */
  outOf: z.number().int().optional(),
});
export type ConflictField = z.infer<typeof conflictField>;

export const conflictSide = z.object({
  /** Removed on this side; it has no fields. */
  isRemoved: z.boolean(),
  /** Every field in which the sides differ; all of them where the other side was removed. */
  fields: z.array(conflictField),
  by: z.string(),
  at: epochMs.nullable(),
});
export const conflict = z.object({
  id,
  entity: entityKind,
  entityId: id,
  label: z.string(),
  mine: conflictSide,
  theirs: conflictSide,
  /** The sides differ in what is not shown (how a text is set, the bytes of a file); `fields` then has all there is. */
  isUnseen: z.boolean(),
  /** What a comment said before an exchange put another text there, latest first. */
  earlierTexts: z.array(earlierText),
  openedAt: epochMs,
});
export type Conflict = z.infer<typeof conflict>;

/** What the teacher took back before it was sent, and can still put back. */
export const takenBack = z.object({
  id,
  entity: entityKind,
  entityId: id,
  label: z.string(),
  /** The version kept, when it is a conflict that was settled; null: an edit, in whose place the ENT's value is shown. */
  kept: z.enum(['mine', 'theirs']).nullable(),
  takenAt: epochMs,
});
export type TakenBack = z.infer<typeof takenBack>;

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
  /** `accepted`: the next sync applies them if the ENT still asks for exactly these. `refused`: it receives all the rest. */
  decision: z.enum(['accepted', 'refused']).nullable(),
  kinds: z.array(z.object({ kind: syncedKind, goneCount: z.number().int(), knownCount: z.number().int() })),
});
export type HeldDeletions = z.infer<typeof heldDeletions>;

/** What the ENT says is gone and the teacher keeps here. The ENT has it again: it is no longer among these. */
export const keptDeletions = z.object({
  /** Names exactly these; given back with « Supprimer quand même ». */
  setId: sha256,
  kinds: z.array(z.object({ kind: syncedKind, count: z.number().int() })),
});
export type KeptDeletions = z.infer<typeof keptDeletions>;

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

/** Of one kind (null: one that this version has no name for), how much the ENT has sent that only a later version can read. */
export const unreadable = z.object({ kind: syncedKind.nullable(), count: z.number().int() });
export type Unreadable = z.infer<typeof unreadable>;

/** What stops the exchange until the teacher has decided, and what was kept after they have. */
export const syncNotices = z.object({
  heldDeletions: heldDeletions.nullable(),
  keptDeletions: keptDeletions.nullable(),
  datasetChange: datasetChange.nullable(),
  unknownToEnt: z.array(unknownToEnt),
  /** Kept as it came; read by itself once this version is a later one. */
  unreadable: z.array(unreadable),
});
export type SyncNotices = z.infer<typeof syncNotices>;

export const syncContract = {
  /** « Repartir de ce que l’ENT contient maintenant »: after a backup; the next sync compares everything. */
  adoptDataset: procedure.input(z.object({ datasetId: id })).output(z.object({})),
  status: procedure.output(syncStatus),
  waiting: procedure.output(z.array(waitingEdit)),
  history: procedure.output(z.array(syncSession)),
  /** The last `TRAFFIC_DAYS` days up to today, oldest first; days without an exchange are there with zeros. */
  traffic: procedure.output(z.array(trafficDay)),
  conflicts: procedure.output(z.array(conflict)),
  notices: procedure.output(syncNotices),
  /** « Accepter ces suppressions »: exactly those of `setId`, at the next sync, after a backup. */
  acceptDeletions: procedure.input(z.object({ setId: sha256 })).output(z.object({})),
  /** « Ne rien supprimer »: the next sync receives all the rest, and keeps these here. Also takes an acceptance back. */
  refuseDeletions: procedure.input(z.object({ setId: sha256 })).output(z.object({})),
  /** « Supprimer quand même »: what is kept here against the ENT goes at once, all of it, after a backup. */
  deleteKept: procedure.input(z.object({ setId: sha256 })).output(z.object({})),
  /** The teacher has seen `unknownToEnt`: it is said no more. All of it stays here. */
  dismissUnknown: procedure.output(z.object({})),
  /** « Synchroniser maintenant »: resolves when the session has ended; progress arrives as `sync-progress` events. */
  start: procedure.output(syncSession),
  cancel: procedure.output(z.object({})),
  /** Nothing goes by itself until `untilMs`, or until `resumeAutomatic` when null. Kept across restarts. */
  pauseAutomatic: procedure.input(z.object({ untilMs: epochMs.nullable() })).output(z.object({})),
  resumeAutomatic: procedure.output(z.object({})),
  /** What the window knows of the network, at its start and when it changes; what it does not know is left out. */
  noticeNetwork: procedure
    .input(z.object({ isOnline: z.boolean(), isMetered: z.boolean().optional() }))
    .output(z.object({})),
  resolveConflict: procedure
    .input(z.object({ conflictId: id, keep: z.enum(['mine', 'theirs']) }))
    .output(z.object({ takenBackIds: z.array(id) })),
  /** Undo of an edit that was not sent: the ENT's last value is shown. A lesson's removal takes what went with it along. */
  takeBack: procedure.input(z.object({ opId: id })).output(z.object({ takenBackIds: z.array(id) })),
  /** Undo of `takeBack`, `resolveConflict` and `dropEdit`, as long as nothing of it was sent and the ENT's value is the same. */
  putBack: procedure.input(z.object({ takenBackIds: z.array(id) })).output(z.object({})),
  takenBack: procedure.output(z.array(takenBack)),
  /** Puts a refused or parked edit back in the queue as a new operation. */
  retryEdit: procedure.input(z.object({ opId: id })).output(z.object({})),
  /** Gives a refused edit up: the ENT's value is shown again. */
  dropEdit: procedure.input(z.object({ opId: id })).output(z.object({ takenBackIds: z.array(id) })),
};
