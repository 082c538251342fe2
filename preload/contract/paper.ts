import * as z from 'zod';
import { id, sha256 } from './domain.ts';
import { procedure } from './procedures.ts';

/** `sheets`: a page before each copy; `strips`: eight a page, to be cut and glued. */
export const sheetForm = z.enum(['sheets', 'strips']);
export type SheetForm = z.infer<typeof sheetForm>;

/** The window's words on a sheet, in the teacher's language. */
export const sheetWords = z.object({ hint: z.string().max(300) });
export type SheetWords = z.infer<typeof sheetWords>;

const path = z.string().min(1);

/** 2,000: a scanner that makes a file of every page, for a few classes. */
const MOST_FILES = 2000;

/**
 * Scanned pages: PDFs, JPEGs and PNGs that were chosen, one after the other by their names; or a PDF of the vault, which
 * came in by a watched folder.
 */
export const pileSource = z.union([
  z.strictObject({ paths: z.array(path).min(1).max(MOST_FILES) }),
  z.strictObject({ sha256 }),
]);
export type PileSource = z.infer<typeof pileSource>;

/** Some pages of a pile that seem to be one copy. Pages are counted from 0. */
export const pilePart = z.object({
  firstPage: z.number().int(),
  lastPage: z.number().int(),
  /**
   * `sure`: a student's sheet leads it. Asked about: `no-code`: no sheet comes before it; `unknown`: no sheet of this
   * computer; `other`: of another assignment; `twice`: the student's sheet leads another part as well.
   */
  state: z.enum(['sure', 'no-code', 'unknown', 'other', 'twice']),
  submissionId: id.nullable(),
  /** Whose sheet leads it: a name, and the assignment for `other`. */
  written: z.string().nullable(),
});
export type PilePart = z.infer<typeof pilePart>;

export const pilePreview = z.object({
  /** Of its bytes: what is taken must be what was shown. */
  sha256,
  /** Null: no page has a sheet of this computer, and no assignment was named. */
  assignment: z.object({ id, title: z.string(), classGroupName: z.string() }).nullable(),
  pageCount: z.number().int(),
  parts: z.array(pilePart),
  copies: z.array(z.object({ submissionId: id, name: z.string() })),
});
export type PilePreview = z.infer<typeof pilePreview>;

/** Pages that become a document of a copy. */
export const takenPart = z.object({
  firstPage: z.number().int().nonnegative(),
  lastPage: z.number().int().nonnegative(),
  submissionId: id,
});
export type TakenPart = z.infer<typeof takenPart>;

/** Copies on paper: sheets to print, and the scanned pile. Nothing of it is sent; see `exchange.takeCopies`. */
export const paperContract = {
  /** Writes a PDF of sheets to print, one a student; the same student always has the same code. */
  writeSheets: procedure
    .input(z.object({ assignmentId: id, path, form: sheetForm, words: sheetWords }))
    .output(z.object({ studentCount: z.number().int() })),
  /** Reads the codes of a pile. Changes nothing; progress comes as `work-progress` events of `pile`. */
  readPile: procedure
    .input(z.object({ source: pileSource, assignmentId: id.optional() }))
    .output(pilePreview),
  /** Cuts a pile and brings its parts to the copies, upright and made small, all or none. `ids` for undo. */
  takePile: procedure
    .input(z.object({ source: pileSource, sha256, parts: z.array(takenPart).min(1).max(2000) }))
    .output(z.object({ ids: z.array(id) })),
};
