import * as z from 'zod';
import { epochMs, id, preset, sha256 } from './domain.ts';
import { procedure } from './procedures.ts';

/** On a battery, or on a line paid by the byte: everything goes, text and grades alone, or nothing by itself. */
export const allowance = z.enum(['all', 'text', 'nothing']);
export type Allowance = z.infer<typeof allowance>;

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

export const settings = z.object({
  /** Documents are made for reading on screen, for printing, as pages of writing, or left as they are. */
  quality: preset,
  /** Days that an original stays in the vault after the ENT has its rendition. */
  keepOriginalsDays: z.number().int().min(0).max(3650),
  /** Sessions begin by themselves, in the hours that the ENT and these settings leave. */
  automaticSync: z.boolean(),
  /** Hours of Paris in which nothing goes by itself; over midnight when `to` is before `from`. Null: none. */
  quietHours: z.object({ from: clockTime, to: clockTime }).nullable(),
  syncOnBattery: allowance,
  syncOnMetered: allowance,
  /** At most so many kilobits a second, both directions together; null: no limit of ours. */
  syncKilobitsPerS: z.number().int().min(64).max(1_000_000).nullable(),
  /** Bonuses never carry an average above 20. */
  capsAverages: z.boolean(),
  /** School years that are kept beside the running one: older ones are proposed for erasing. Null: none ever is. */
  keptYears: z.number().int().min(0).max(30).nullable(),
});
export type Settings = z.infer<typeof settings>;

/** A document that should be on this computer and is not, or no longer is what it was. */
export const brokenDocument = z.object({
  sha256,
  /** Empty when nothing names it any more. */
  name: z.string(),
  sizeBytes: z.number().int(),
  damage: z.enum(['missing', 'damaged']),
  /**
   * What helps: `remake` from the original that is kept here; `fetch` from the ENT at the next sync; `forget`, since what
   * is sent of it is whole or nothing needs it; `none`: only the teacher's own file, added again.
   */
  remedy: z.enum(['remake', 'fetch', 'forget', 'none']),
  /** Titles of lessons, and names of students, where it hangs. */
  usedIn: z.array(z.object({ kind: z.enum(['lesson', 'feedback', 'submission']), id, label: z.string() })),
});
export type BrokenDocument = z.infer<typeof brokenDocument>;

export const doctorReport = z.object({
  isHealthy: z.boolean(),
  schemaVersion: z.number().int(),
  databaseProblems: z.array(z.string()),
  blobCount: z.number().int(),
  blobBytes: z.number().int(),
  missingBlobs: z.number().int(),
  corruptBlobs: z.number().int(),
  brokenDocuments: z.array(brokenDocument),
  /** Files that nothing names any more: harmless, removed after a time. */
  strayBlobs: z.number().int(),
  strayBytes: z.number().int(),
  /** What `repair` has done; null after a mere check. */
  repaired: z
    .object({ remade: z.number().int(), toFetch: z.number().int(), forgotten: z.number().int() })
    .nullable(),
  /** Fields of the ENT's policy whose values could not be used: the usual ones hold instead. Its operator's to mend. */
  strangePolicy: z.array(z.string()),
  waitingCount: z.number().int(),
  checkedAt: epochMs,
});
export type DoctorReport = z.infer<typeof doctorReport>;

export const settingsContract = {
  get: procedure.output(settings),
  save: procedure.input(settings.partial()).output(settings),
  /** Integrity of the database and of every blob in the vault. Changes nothing. */
  doctor: procedure.output(doctorReport),
  /** Mends what can be mended of the documents, and checks again. */
  repair: procedure.output(doctorReport),
  /** Writes a file for whoever helps, with nothing personal in it. Without an account too. */
  writeSupportFile: procedure
    .input(z.object({ path: z.string().min(1) }))
    .output(z.object({ sizeBytes: z.number().int() })),
  /** Writes a verified copy of the database beside its documents into a new folder below `directory`. */
  backUp: procedure.input(z.object({ directory: z.string().min(1) })).output(
    z.object({
      path: z.string(),
      sizeBytes: z.number().int(),
      /** Documents missing or damaged on this computer, which the back-up cannot hold. */
      leftOutCount: z.number().int(),
    }),
  ),
};
