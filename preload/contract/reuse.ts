import * as z from 'zod';
import { epochMs, id } from './domain.ts';
import { procedure } from './procedures.ts';
import { arrangement } from './progression.ts';
import { civilDate } from './timetable.ts';

/** What is given again. */
const reuseSource = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('lesson'), lessonId: id }),
  /** As one class has it. */
  z.object({ kind: z.literal('sequence'), sequenceId: id, classGroupId: id }),
  /** All that a class had in a school year, named by its first day. */
  z.object({ kind: z.literal('year'), classGroupId: id, firstDay: civilDate }),
  z.object({ kind: z.literal('template'), templateId: id }),
]);
export type ReuseSource = z.infer<typeof reuseSource>;

const reuseRequest = z.object({
  source: reuseSource,
  classGroupIds: z.array(id).min(1).max(50),
  /** The first day on which something may take place; what is past is not used. */
  fromDay: civilDate,
  /** Its homework too, due at the hours that are the same ones there. */
  withHomework: z.boolean(),
  /** Weeks that the class was left without a lesson stay without one; absent: they do. */
  withGaps: z.boolean().optional(),
});
export type ReuseRequest = z.infer<typeof reuseRequest>;

/** Where the lessons would take place in one class. */
const reuseLanding = z.object({
  classGroupId: id,
  classGroupName: z.string(),
  /** In their order. */
  lessons: z.array(z.object({ title: z.string(), sequenceTitle: z.string().nullable(), startsAt: epochMs })),
  /** Those that the school year has no free session for: they are not made. */
  leftOut: z.array(z.string()),
});
export type ReuseLanding = z.infer<typeof reuseLanding>;

const reusePreview = z.object({
  landings: z.array(reuseLanding),
  /** Documents that hang on them, each counted and kept once, however many classes get it. */
  documentCount: z.number().int(),
  /** Weeks without a lesson between them. */
  emptyWeekCount: z.number().int(),
  homeworkCount: z.number().int(),
  /** School years of these dates whose breaks were not published when this version was made: some dates may be in them. */
  yearsWithoutBreaks: z.array(z.string()),
});
export type ReusePreview = z.infer<typeof reusePreview>;

/** How things are, or were: what undo puts back. */
const reuseState = z.object({
  sequences: z.array(z.object({ id, isThere: z.boolean() })).max(1000),
  classes: z.array(z.object({ classGroupId: id, arrangement })).max(50),
});
export type ReuseState = z.infer<typeof reuseState>;

/** A lesson or a sequence that is kept to make others from. */
export const template = z.object({
  id,
  kind: z.enum(['lesson', 'sequence']),
  title: z.string(),
  lessonCount: z.number().int(),
  keptAt: epochMs,
});
export type Template = z.infer<typeof template>;

const reuseSources = z.object({
  /** What each class had in each school year, the latest first; classes that the teacher no longer has among them. */
  years: z.array(
    z.object({
      classGroupId: id,
      /** Empty for a class that is gone. */
      classGroupName: z.string(),
      firstDay: civilDate,
      lastDay: civilDate,
      lessonCount: z.number().int(),
    }),
  ),
  templates: z.array(template),
  today: civilDate,
  /** The first day of the school year after the one that is under way. */
  nextYear: civilDate,
});
export type ReuseSources = z.infer<typeof reuseSources>;

/** Lessons, sequences and years that are given again, to other classes or at other dates. */
export const reuseContract = {
  sources: procedure.output(reuseSources),
  /** What would take place when. Nothing is written. */
  preview: procedure.input(reuseRequest).output(reusePreview),
  /** Makes the lessons, as drafts, in one transaction; `before` is what `putBack` wants for undo. */
  copy: procedure.input(reuseRequest).output(z.object({ count: z.number().int(), before: reuseState })),
  /** Undo of `copy`; the answer is what was there, for redo. */
  putBack: procedure.input(z.object({ state: reuseState })).output(z.object({ before: reuseState })),
  /** Keeps a lesson, or a sequence as a class has it, as it is now. */
  keep: procedure.input(z.object({ source: reuseSource })).output(template),
  /** Writes lessons as one file for a colleague, with their documents; the notes of sequences only if they are asked for. */
  writeFile: procedure
    .input(z.object({ source: reuseSource, path: z.string().min(1), withNotes: z.boolean() }))
    .output(z.object({ documentCount: z.number().int(), leftOutCount: z.number().int() })),
  /** Opens such a file: it becomes a template. All of it, or nothing. */
  openFile: procedure.input(z.object({ path: z.string().min(1) })).output(template),
  removeTemplate: procedure.input(z.object({ templateId: id })).output(z.object({})),
  /** Undo of `removeTemplate`. */
  restoreTemplate: procedure.input(z.object({ templateId: id })).output(z.object({})),
};
