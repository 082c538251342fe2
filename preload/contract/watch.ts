import * as z from 'zod';
import { documentRef, epochMs, id, optimisation } from './domain.ts';
import { procedure } from './procedures.ts';

/** A folder whose new files come in by themselves: a scanner's, the downloads. Nothing in it is ever changed. */
export const watchedFolder = z.object({
  id,
  path: z.string(),
  /**
   * `starting`: it is being read for the first time since the start. `unreachable`: it is gone for now (a drive that is
   * not plugged in, a server that does not answer). `denied`: it may not be read.
   */
  state: z.enum(['starting', 'watching', 'unreachable', 'denied']),
  /** Files that are about to come in. */
  waitingCount: z.number().int(),
  /** Files that were there before it was watched, and stay outside unless the teacher asks for them. */
  heldCount: z.number().int(),
  /** Files and folders in it that may not be read, by their names, ten at most. */
  unreadable: z.array(z.string()),
  /** Whose scanned copies arrive in it: its PDFs are cut and attached by themselves. Null: files of any kind. */
  assignmentId: id.nullable(),
  /** The last pile of such a folder that left nothing to ask about. */
  lastPile: z.object({ name: z.string(), copyCount: z.number().int(), at: epochMs }).nullable(),
});
export type WatchedFolder = z.infer<typeof watchedFolder>;

/** Where a document that came in could go. */
export const arrivalTarget = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('lesson'),
    id,
    title: z.string(),
    classGroupName: z.string(),
    startsAt: epochMs,
  }),
  z.object({
    kind: z.literal('submission'),
    id,
    studentName: z.string(),
    assignmentTitle: z.string(),
    classGroupName: z.string(),
  }),
]);
export type ArrivalTarget = z.infer<typeof arrivalTarget>;

/** A file of a watched folder that waits for the teacher's word. */
export const arrival = z.object({
  id,
  name: z.string(),
  /** Where it lies, to be found again. */
  path: z.string(),
  foundAt: epochMs,
  sizeBytes: z.number().int(),
  /** What came of it; null: it cannot be sent, and `reason` (a key of `optimise.reason`) says why. */
  prepared: z.object({ document: documentRef, original: documentRef, optimisation }).nullable(),
  reason: z.string().nullable(),
  /** The likeliest first, three at most. */
  targets: z.array(arrivalTarget),
  /**
   * Scanned copies of an assignment, some pages of which are doubtful: to be asked about. `copyCount` copies have theirs
   * already.
   */
  pile: z.object({ assignmentId: id, title: z.string(), copyCount: z.number().int() }).nullable(),
});
export type Arrival = z.infer<typeof arrival>;

/** A file that was dropped on the list, and now waits in it. */
export const broughtIn = z.object({ arrivalId: id, name: z.string(), optimisation });
export type BroughtIn = z.infer<typeof broughtIn>;

const folderId = z.object({ folderId: id });
const arrivalIds = z.object({ arrivalIds: z.array(id).min(1).max(1000) });
const done = z.object({});

export const watchContract = {
  folders: procedure.output(z.array(watchedFolder)),
  /** Begins to watch a folder. What is in it already stays outside. Fails with `watch/folder-refused`. */
  addFolder: procedure.input(z.object({ path: z.string().min(1) })).output(watchedFolder),
  /** Stops watching; what came in stays. */
  removeFolder: procedure.input(folderId).output(done),
  /** Undo of `removeFolder`. */
  restoreFolder: procedure.input(folderId).output(done),
  /** Brings in what was in the folder before it was watched. */
  takeHeld: procedure.input(folderId).output(done),
  /** Says whose scanned copies arrive in a folder, for those that come from now on; null: files of any kind. */
  nameAssignment: procedure.input(folderId.extend({ assignmentId: id.nullable() })).output(done),
  /** What waits for the teacher's word, the latest first, a hundred at most; and how many there are. */
  arrivals: procedure.output(z.object({ arrivals: z.array(arrival), total: z.number().int() })),
  /** Lessons and submissions that hold every word of `text`. */
  targets: procedure.input(z.object({ text: z.string().max(200) })).output(z.array(arrivalTarget)),
  /** Brings one file in that was dropped on the list; under one `newId` once. `optimise-progress` events tell how far it is. */
  bringIn: procedure.input(z.object({ path: z.string().min(1), newId: id.optional() })).output(broughtIn),
  /** Hangs them there: all of them, or none. */
  accept: procedure
    .input(
      z.object({
        decisions: z
          .array(
            z.object({ arrivalId: id, target: z.object({ kind: z.enum(['lesson', 'submission']), id }) }),
          )
          .min(1)
          .max(1000),
      }),
    )
    .output(done),
  /** Takes them off the list; the library forgets them after a month. */
  ignore: procedure.input(arrivalIds).output(done),
  /** Undo of `accept` and of `ignore`. */
  reopen: procedure.input(arrivalIds).output(done),
};
