import * as z from 'zod';
import { epochMs, id } from './domain.ts';
import { procedure } from './procedures.ts';

/** Whom or what is to be erased from this computer. The ENT keeps what it has. */
export const erasureSubject = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('student'), studentId: id }),
  z.object({
    kind: z.literal('year'),
    yearId: z.string().min(1).max(120),
    /** The teacher's own lessons of the year too, with their homework and documents. */
    withLessons: z.boolean(),
  }),
]);
export type ErasureSubject = z.infer<typeof erasureSubject>;

const count = z.number().int().nonnegative();

/** How much goes, or went, of each kind. */
export const erasedCounts = z.object({
  students: count,
  assignments: count,
  submissions: count,
  grades: count,
  comments: count,
  lessons: count,
  /** Copies, feedback and resources: places where a document hangs. */
  files: count,
  /** Edits that the ENT has not acknowledged: they never leave any more. */
  unsentEdits: count,
  /** Documents whose bytes nothing else uses. */
  documents: count,
  documentBytes: count,
  /** Automatic copies of the database, which hold what is erased; a new one is made in their place. */
  backUps: count,
  /** Whole earlier states of the account that were put aside when a backup file was opened. */
  setAsideFolders: count,
});
export type ErasedCounts = z.infer<typeof erasedCounts>;

export const erasurePreview = z.object({
  counts: erasedCounts,
  /** What is to be typed: the name as lists write it, or the year's. */
  confirmation: z.string(),
  /** Files in watched folders that were taken in from there: Cartable removes nothing outside of its own folder. */
  outsidePaths: z.array(z.string()),
});
export type ErasurePreview = z.infer<typeof erasurePreview>;

/** What proves an erasure; it names nobody. */
export const erasureProof = z.object({
  id,
  kind: z.enum(['student', 'year']),
  /** Null of a student. */
  yearLabel: z.string().nullable(),
  askedBy: z.enum(['teacher', 'school']),
  erasedAt: epochMs,
  /** Null: the files are still being removed; that goes on when Cartable starts. */
  finishedAt: epochMs.nullable(),
  counts: erasedCounts,
  /** Changes of the ENT about what was erased, which were not taken in. */
  keptOutCount: count,
});
export type ErasureProof = z.infer<typeof erasureProof>;

export const erasedNow = erasureProof.extend({
  /** Texts of the teacher's in which the name still stands: lessons, comments to others, documents. */
  mentionCount: count,
});
export type ErasedNow = z.infer<typeof erasedNow>;

export const schoolYearHere = z.object({
  id: z.string(),
  label: z.string(),
  startsAt: epochMs,
  endsAt: epochMs,
  isRunning: z.boolean(),
  assignmentCount: count,
  submissionCount: count,
  /** Older than the years that are kept: proposed for erasing. */
  isDue: z.boolean(),
});
export type SchoolYearHere = z.infer<typeof schoolYearHere>;

/** Somebody who can be erased. */
export const erasableStudent = z.object({
  id,
  firstName: z.string(),
  lastName: z.string(),
  /** The ENT has removed them; copies or marks of theirs are still here. */
  isGone: z.boolean(),
  classGroupNames: z.array(z.string()),
});
export type ErasableStudent = z.infer<typeof erasableStudent>;

export const erasureContract = {
  /** The school years of which something is here, newest first. */
  years: procedure.output(z.array(schoolYearHere)),
  students: procedure.output(z.array(erasableStudent)),
  /** Changes nothing. */
  preview: procedure.input(erasureSubject).output(erasurePreview),
  /** Cannot be undone. `confirmation` is what the preview asked for, typed. */
  erase: procedure
    .input(z.object({ subject: erasureSubject, confirmation: z.string().max(500) }))
    .output(erasedNow),
  /** Newest first. */
  list: procedure.output(z.array(erasureProof)),
  /** Writes the proof as a text, in the language that is spoken. */
  writeProof: procedure
    .input(z.object({ erasureId: id, path: z.string().min(1), language: z.enum(['fr', 'en']) }))
    .output(z.object({ sizeBytes: z.number().int() })),
  /** What the ENT says of what was erased is taken in again from the next sync on. */
  letBack: procedure.input(z.object({ erasureId: id })).output(z.object({})),
};
