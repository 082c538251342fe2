import * as z from 'zod';
import { documentRef, epochMs, id, optimisation } from './domain.ts';
import { procedure } from './procedures.ts';

/** A document of the library: the teacher's own files, with what the optimiser made of them. */
export const libraryDocument = z.object({
  id,
  /** What is sent: the rendition, or the original when it was kept. */
  document: documentRef,
  /** The file as it came, to compare side by side. */
  original: documentRef,
  optimisation,
  addedAt: epochMs,
  /** Titles of the lessons, and names of the students, where it is used. */
  usedIn: z.array(z.object({ kind: z.enum(['lesson', 'feedback']), id, label: z.string() })),
});
export type LibraryDocument = z.infer<typeof libraryDocument>;

export const libraryContract = {
  list: procedure.output(z.array(libraryDocument)),
  /** Writes a blob to a path that the teacher chose. */
  exportTo: procedure.input(z.object({ sha256: z.string(), path: z.string().min(1) })).output(z.object({})),
  /** The largest file that the ENT takes, in bytes; null until it has been asked. */
  budget: procedure.output(z.object({ fileBytes: z.number().int().nullable() })),
  /** Totals since the account was connected. */
  savings: procedure.output(
    z.object({
      documentCount: z.number().int(),
      bytesBefore: z.number().int(),
      bytesAfter: z.number().int(),
    }),
  ),
};
