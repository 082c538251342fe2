import * as z from 'zod';
import { documentRef, epochMs, id, optimisation, preset, sha256 } from './domain.ts';
import { procedure } from './procedures.ts';
import { referenceRole } from './references.ts';
import { writtenText } from './written-text.ts';

/** A document of the library: the teacher's own files, with what the optimiser made of them. */
export const libraryDocument = z.object({
  id,
  /** What is sent: the rendition, or the original when it was kept. */
  document: documentRef,
  /** The file as it came, to compare side by side. */
  original: documentRef,
  optimisation,
  preset,
  /** Whether the teacher chose it for this document; the settings did otherwise. */
  isPresetChosen: z.boolean(),
  addedAt: epochMs,
  /** Titles of the lessons and assignments, and names of the students, where it is used; a key or a subject is never sent. */
  usedIn: z.array(
    z.object({
      kind: z.enum(['lesson', 'feedback', ...referenceRole.options]),
      id,
      label: z.string(),
      /** Whether it has left for the ENT, and in this version; what was sent stays as it was. */
      sent: z.enum(['no', 'this', 'earlier']),
    }),
  ),
});
export type LibraryDocument = z.infer<typeof libraryDocument>;

export const presetChange = z.object({
  documentId: id,
  preset,
  /** False: back to what the settings had decided. */
  isChosen: z.boolean(),
});
export type PresetChange = z.infer<typeof presetChange>;

export const presetChanged = z.object({
  optimisation,
  /** Places that will get the new version; and those that had been sent an earlier one, and keep it. */
  replacedCount: z.number().int(),
  sentCount: z.number().int(),
});
export type PresetChanged = z.infer<typeof presetChanged>;

export const attachAgain = z.object({
  kind: z.enum(['resource', 'feedback']),
  /** Of the resource or the feedback, not of its document. */
  attachedId: id,
  path: z.string().min(1),
});
export type AttachAgain = z.infer<typeof attachAgain>;

/** What there is at some paths before anything is brought in: files, and folders by what they hold. */
export const survey = z.object({
  /** In the order of their names; none when there is too much. */
  files: z.array(z.object({ path: z.string(), sizeBytes: z.number().int().nonnegative() })),
  /** 0: only files were named. */
  folderCount: z.number().int(),
  /** Hidden, unfinished and system files, links, and what may not be read. */
  skippedCount: z.number().int(),
  /** More than `mostFiles`, or so many names that nobody can have meant it. */
  isTooMuch: z.boolean(),
  mostFiles: z.number().int(),
});
export type Survey = z.infer<typeof survey>;

const savings = z.object({
  documentCount: z.number().int(),
  bytesBefore: z.number().int(),
  bytesAfter: z.number().int(),
});

export const libraryContract = {
  list: procedure.output(z.array(libraryDocument)),
  /** Makes a document again for another preset; its progress comes as `optimise-progress` events. */
  setPreset: procedure.input(presetChange).output(presetChanged),
  /** Puts a file in the place of one that could not be sent, wherever those bytes wait; `placeCount` of them go on. */
  attachAgain: procedure.input(attachAgain).output(z.object({ placeCount: z.number().int() })),
  /** What a text, sheets or slides say (DOCX, ODT, XLSX, ODS, PPTX, ODP); null when it cannot be read as one. */
  readText: procedure.input(z.object({ sha256 })).output(writtenText.nullable()),
  /** Writes a blob to a path that the teacher chose. */
  exportTo: procedure.input(z.object({ sha256: z.string(), path: z.string().min(1) })).output(z.object({})),
  /** The largest file that the ENT takes, in bytes; null until it has been asked. */
  budget: procedure.output(z.object({ fileBytes: z.number().int().nullable() })),
  /** Looks at files and folders that the teacher gave, and reads none of them. */
  survey: procedure.input(z.object({ paths: z.array(z.string().min(1)).min(1).max(1000) })).output(survey),
  /** Totals since the account was connected, and of what came in since Monday (Europe/Paris). */
  savings: procedure.output(savings.extend({ thisWeek: savings })),
};
