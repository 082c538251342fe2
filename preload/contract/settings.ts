import { z } from 'zod';
import { epochMs } from './domain.ts';
import { procedure } from './procedures.ts';

export const settings = z.object({
  /** Documents are made for reading on screen, for printing, or left as they are. */
  quality: z.enum(['screen', 'print', 'original']),
  /** Days that an original stays in the vault after the ENT has its rendition. */
  keepOriginalsDays: z.number().int().min(0).max(3650),
});
export type Settings = z.infer<typeof settings>;

export const doctorReport = z.object({
  isHealthy: z.boolean(),
  schemaVersion: z.number().int(),
  databaseProblems: z.array(z.string()),
  blobCount: z.number().int(),
  blobBytes: z.number().int(),
  missingBlobs: z.number().int(),
  corruptBlobs: z.number().int(),
  waitingCount: z.number().int(),
  checkedAt: epochMs,
});
export type DoctorReport = z.infer<typeof doctorReport>;

export const settingsContract = {
  get: procedure.output(settings),
  save: procedure.input(settings.partial()).output(settings),
  /** Integrity of the database and of every blob in the vault. */
  doctor: procedure.output(doctorReport),
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
