import * as z from 'zod';
import { gradeMark, gradeStanding, id, pointsTimes100 } from './domain.ts';
import { COMMENT_MAX_LENGTH } from './grading.ts';
import { procedure } from './procedures.ts';
import { TEAM_NAME_MAX } from './teams.ts';

/** Which columns of a table say what: their indices from 0; null: none does. A name is in one column or in two. */
export const columnMapping = z.object({
  fullName: z.number().int().nullable(),
  lastName: z.number().int().nullable(),
  firstName: z.number().int().nullable(),
  mark: z.number().int().nullable(),
  comment: z.number().int().nullable(),
});
export type ColumnMapping = z.infer<typeof columnMapping>;

/** Why a cell is no mark of this assignment. */
export const markFault = z.enum(['not-a-mark', 'too-precise', 'out-of-range', 'other-maximum']);
export type MarkFault = z.infer<typeof markFault>;

/** A mark's fields that a table names; the others stay as they are. */
const markChange = z.object({
  pointsTimes100: pointsTimes100.nullable().optional(),
  standing: gradeStanding.nullable().optional(),
  isCounted: z.boolean().optional(),
});

const candidate = z.object({ submissionId: id, name: z.string() });

/** A row of a table, and what it would change. */
export const gradeRow = z.object({
  /** As spreadsheets count it, from 1. */
  line: z.number().int(),
  name: z.string(),
  /** The mark as it is written there. */
  written: z.string(),
  comment: z.string().max(COMMENT_MAX_LENGTH).nullable(),
  /** There is one above the limit: it is left out whole, for half of one would say something else. */
  isCommentTooLong: z.boolean(),
  /** `sure`: one student is called so; `doubtful`: the teacher must say; `none`: nobody of this assignment. */
  match: z.enum(['sure', 'doubtful', 'none']),
  /** Whose it is, when that is sure. */
  submissionId: id.nullable(),
  candidates: z.array(candidate),
  mark: markChange.nullable(),
  fault: markFault.nullable(),
});
export type GradeRow = z.infer<typeof gradeRow>;

export const gradePreview = z.object({
  columns: z.array(z.object({ title: z.string(), samples: z.array(z.string()) })),
  mapping: columnMapping,
  /** The title of several columns any of which may hold the marks: none is chosen; null: there is no such doubt. */
  alike: z.string().nullable(),
  /** A grading worksheet that Moodle has made: it can be filled and given back to it. */
  isWorksheet: z.boolean(),
  rows: z.array(gradeRow),
  /** What the copies say now. */
  current: z.array(z.object({ submissionId: id, name: z.string(), mark: gradeMark, comment: z.string() })),
});
export type GradePreview = z.infer<typeof gradePreview>;

/** Who works together, as a table says it. */
export const teamsPreview = z.object({
  columns: gradePreview.shape.columns,
  /** The column of the teams; null: no title says which it is. */
  column: z.number().int().nullable(),
  members: z.array(z.object({ submissionId: id, team: z.string().min(1).max(TEAM_NAME_MAX) })),
  /** Names that are not surely one student's of the assignment. */
  unsure: z.array(z.string()),
});
export type TeamsPreview = z.infer<typeof teamsPreview>;

/**
 * A grade and a comment that a copy gets; null leaves the comment as it is. `before`: what was shown of the copy, for the preview or by
 * what undo takes away; what has come since is not replaced unseen. `outOfTimes100`: what a grade was out of that undo puts back.
 */
export const takenGrade = z.object({
  submissionId: id,
  mark: markChange,
  comment: z.string().nullable(),
  before: z.object({ mark: gradeMark, comment: z.string() }).optional(),
  outOfTimes100: pointsTimes100.optional(),
});
export type TakenGrade = z.infer<typeof takenGrade>;

/** The headings and words of a written table: the window's, in the teacher's language. */
export const tableWords = z.object({
  lastName: z.string(),
  firstName: z.string(),
  average: z.string(),
  maximum: z.string(),
  coefficient: z.string(),
  standings: z.record(gradeStanding, z.string()),
});
export type TableWords = z.infer<typeof tableWords>;

/** Files of a ZIP that one student seems to have made. */
export const copyGroup = z.object({
  /** Names it until the ZIP is taken. */
  key: z.number().int(),
  /** Where the ZIP says whose they are. */
  written: z.string(),
  /** `known`: the name leaves it open, and the teacher has chosen `submissionId` for the number before; that can be changed. */
  match: z.enum(['sure', 'known', 'doubtful', 'none']),
  submissionId: id.nullable(),
  candidates: z.array(candidate),
  files: z.array(z.object({ name: z.string(), sizeBytes: z.number().int() })),
});
export type CopyGroup = z.infer<typeof copyGroup>;

export const copiesPreview = z.object({
  groups: z.array(copyGroup),
  /** Files that cannot be taken, and why. */
  leftOut: z.array(z.object({ name: z.string(), obstacle: z.enum(['encrypted', 'empty', 'unreadable']) })),
  /** Every copy of the assignment, for the teacher to choose among. */
  copies: z.array(candidate),
});
export type CopiesPreview = z.infer<typeof copiesPreview>;

export const copyChoice = z.object({ key: z.number().int(), submissionId: id });
export type CopyChoice = z.infer<typeof copyChoice>;

/** The number by which a Moodle knows a copy's student, before and after it was learned. Null: none. */
export const learnedNumber = z.object({
  submissionId: id,
  before: z.string().nullable(),
  after: z.string().nullable(),
});
export type LearnedNumber = z.infer<typeof learnedNumber>;

/** What undo takes away again, and what it forgets. */
const broughtCopies = z.object({ ids: z.array(id), numbers: z.array(learnedNumber).max(20_000) });
export type BroughtCopies = z.infer<typeof broughtCopies>;

export const takenCopies = z.object({
  ...broughtCopies.shape,
  copyCount: z.number().int(),
  /** Files that the optimiser found unfit; `reason` is a key of `optimise.reason`. */
  refused: z.array(z.object({ name: z.string(), reason: z.string() })),
});
export type TakenCopies = z.infer<typeof takenCopies>;

export const writtenFeedback = z.object({
  fileCount: z.number().int(),
  copyCount: z.number().int(),
  /** Students whose number Moodle's files have not told yet: Moodle will not know their folders. */
  unnumbered: z.array(z.string()),
});
export type WrittenFeedback = z.infer<typeof writtenFeedback>;

const path = z.string().min(1);

/** The language of pages to print: the teacher's. */
export const reportLanguage = z.enum(['fr', 'en']);
export type ReportLanguage = z.infer<typeof reportLanguage>;

/** What a report says of students, and where it goes. */
export const reportRequest = z.object({
  classGroupId: id,
  /** Null: the whole year. */
  periodId: id.nullable(),
  /** On this assignment alone; null: on all of the period. */
  assignmentId: id.nullable(),
  /** Null: the whole class. */
  studentIds: z.array(id).min(1).max(10_000).nullable(),
  /** Also what students cannot read yet. */
  withDrafts: z.boolean(),
  /** One PDF at `path`, or a PDF a student in the folder at `path`. */
  form: z.enum(['one-file', 'file-each']),
  path,
  language: reportLanguage,
});
export type ReportRequest = z.infer<typeof reportRequest>;

export const writtenReports = z.object({ studentCount: z.number().int(), fileCount: z.number().int() });
export type WrittenReports = z.infer<typeof writtenReports>;

/** Grades in and out by tables: CSV, XLSX and ODS, by the name's ending when written and by the content when read. */
export const exchangeContract = {
  /** Writes students by assignments, with maxima, coefficients and averages; replaces what was there, whole or not at all. */
  writeGradebook: procedure
    .input(z.object({ classGroupId: id, periodId: id.nullable(), path, words: tableWords }))
    .output(z.object({ studentCount: z.number().int() })),
  /**
   * Writes reports on students as PDFs: grades beside the class's, comments, criteria, averages, missing work. Progress
   * comes as `work-progress` events of `reports`.
   */
  writeReports: procedure.input(reportRequest).output(writtenReports),
  /** Makes pages to print of a gradebook, and has them shown by the system's own program for PDFs. */
  printGradebook: procedure
    .input(z.object({ classGroupId: id, periodId: id.nullable(), language: reportLanguage }))
    .output(z.object({ pageCount: z.number().int() })),
  /**
   * What a table would change of an assignment's grades. Changes nothing.
   *
   * Without a mapping, the one that was chosen for this assignment and a table with the same titles; else the column
   * called as the assignment, beside what was chosen last for such a table or is guessed from its titles.
   */
  previewGrades: procedure
    .input(z.object({ assignmentId: id, path, mapping: columnMapping.optional() }))
    .output(gradePreview),
  /** Who works together, as a column of a table says it. Changes nothing: the teams are saved by `grading.saveTeams`. */
  previewTeams: procedure
    .input(z.object({ assignmentId: id, path, column: z.number().int().nonnegative().optional() }))
    .output(teamsPreview),
  /**
   * Gives grades and comments together, all or none; `previous` given back is undo. `maxTimes100`: the maximum for which they were shown;
   * under another one nothing is given.
   */
  takeGrades: procedure
    .input(
      z.object({ assignmentId: id, grades: z.array(takenGrade), maxTimes100: pointsTimes100.optional() }),
    )
    .output(z.object({ previous: z.array(takenGrade) })),
  /** Writes Moodle's worksheet `source` again at `path`, with the grades and comments of the students that it names. */
  fillWorksheet: procedure.input(z.object({ assignmentId: id, source: path, path })).output(
    z.object({
      filledCount: z.number().int(),
      unknownNames: z.array(z.string()),
      /** Whose grade is no level of Moodle's scale. */
      withoutLevel: z.array(z.string()),
    }),
  ),
  /** Whose files a ZIP of copies holds. Changes nothing. */
  previewCopies: procedure.input(z.object({ assignmentId: id, path })).output(copiesPreview),
  /**
   * Brings a ZIP's files to the copies that are named, all or none. They stay on this computer. Progress comes as
   * `work-progress` events of `copies`.
   */
  takeCopies: procedure
    .input(z.object({ assignmentId: id, path, choices: z.array(copyChoice).max(10_000) }))
    .output(takenCopies),
  /** Undo of `takeCopies`: the documents, and whose Moodle's numbers were said to be. `restoreCopies` is its undo. */
  removeCopies: procedure.input(broughtCopies).output(z.object({})),
  restoreCopies: procedure.input(broughtCopies).output(z.object({})),
  /** Writes what is given back as a ZIP for Moodle; progress comes as `work-progress` events of `feedback`. */
  writeFeedback: procedure.input(z.object({ assignmentId: id, path })).output(writtenFeedback),
};
