import * as z from 'zod';
import { epochMs, id } from './domain.ts';
import { procedure } from './procedures.ts';
import { civilDate } from './timetable.ts';

/** What is written of a sequence in one field, at most. */
const words = z.string().trim().max(4000);

export const sequenceFields = z.object({
  title: z.string().trim().min(1).max(200),
  subject: z.string().trim().max(80),
  objectives: words,
  /** References of the official programme. */
  programme: words,
  competencies: words,
  /** Materials, and whatever else the teacher wants to remember. */
  notes: words,
  /** Sessions that the teacher means to give it; null: as many as it has lessons. */
  expectedSessions: z.number().int().min(1).max(200).nullable(),
});
export type SequenceFields = z.infer<typeof sequenceFields>;

/** A part of the year: what its lessons have in common, in whatever class they are given. */
export const sequence = sequenceFields.extend({ id });
export type Sequence = z.infer<typeof sequence>;

const lessonPlan = z.object({
  /** Null: in no sequence. */
  sequenceId: id.nullable(),
  /** How long it is meant to take. */
  minutes: z.number().int().min(5).max(600).nullable(),
  objectives: z.string().trim().max(2000),
});
/** What is planned of a lesson beyond its text. */
export type LessonPlan = z.infer<typeof lessonPlan>;

export const plannedLesson = z.object({
  id,
  title: z.string(),
  startsAt: epochMs,
  isPublished: z.boolean(),
  /** Published or begun: its date is known to students, or past, and the progression leaves it alone. */
  isSettled: z.boolean(),
  sequenceId: id.nullable(),
  minutes: z.number().int().nullable(),
  /** To come, and at no hour of its class's timetable. */
  isOffTimetable: z.boolean(),
});
export type PlannedLesson = z.infer<typeof plannedLesson>;

/** The progression of a class in a school year. */
export const classProgression = z.object({
  classGroupId: id,
  classGroupName: z.string(),
  /** In their order; every sequence that a lesson of the class belongs to is among them. */
  sequences: z.array(sequence),
  /** In the order in which they take place. */
  lessons: z.array(plannedLesson),
});
export type ClassProgression = z.infer<typeof classProgression>;

/** Where a lesson goes: before another one, or (null) after the last of the sequence; into none without `beforeId`, it keeps its date. */
const lessonPlace = { sequenceId: id.nullable(), beforeId: id.nullable() };

/**
 * One change of a progression, in one school year. What follows moves along, by the timetable of the class; what is of
 * another year stays.
 */
export const progressionStep = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('move'), lessonId: id, ...lessonPlace }),
  /** A new lesson, under `newId`, on the first free session after the one that it follows. */
  z.object({
    kind: z.literal('insert'),
    newId: id,
    title: z.string().trim().min(1).max(300),
    ...lessonPlace,
  }),
  /** Takes a lesson away; what follows takes its place, each that of the one before it. */
  z.object({ kind: z.literal('remove'), lessonId: id }),
  /** Moves a sequence, with its lessons that are still to come, before another one, or (null) to the end. */
  z.object({ kind: z.literal('order'), sequenceId: id, beforeId: id.nullable() }),
  /** Gives the class a sequence, at the end, with copies of its lessons in another class (null: without lessons). */
  z.object({ kind: z.literal('give'), sequenceId: id, fromClassGroupId: id.nullable() }),
  /** The class no longer has the sequence; its lessons stay where they are, in none. */
  z.object({ kind: z.literal('withdraw'), sequenceId: id }),
  /** Puts what is to come on the next sessions of the timetable, without a gap. */
  z.object({ kind: z.literal('refit') }),
]);
export type ProgressionStep = z.infer<typeof progressionStep>;

/** A date that goes along with a lesson that moves: of a correction in it, of its publication, of homework that is due with it. */
const dateAlong = z.object({
  kind: z.enum(['correction', 'publication', 'homework']),
  lessonId: id,
  /** Of the block, the lesson, the homework. */
  id,
  from: epochMs,
  to: epochMs,
});
export type DateAlong = z.infer<typeof dateAlong>;

/** How something of a progression is, or was: what undo puts back. */
export const arrangement = z.object({
  /** Null: the order of sequences does not change. */
  sequenceIds: z.array(id).max(1000).nullable(),
  lessons: z
    .array(
      z.object({
        id,
        startsAt: epochMs,
        sequenceId: id.nullable(),
        isThere: z.boolean(),
        /** When it took place then: what undo takes away. Null: it was not there. Absent: whatever has come since. */
        after: epochMs.nullable().optional(),
      }),
    )
    .max(5000),
  /** What goes along with these lessons, and no more; absent: what goes along with a move. */
  dates: z.array(dateAlong).max(50_000).optional(),
});
export type Arrangement = z.infer<typeof arrangement>;

/** What a step does, or would do. */
export const stepOutcome = z.object({
  /** When the lesson that the step is about takes place; null where it is about none. */
  at: epochMs.nullable(),
  /** Other lessons that change their date, and the date of the last of them. */
  movedCount: z.number().int(),
  lastMovedAt: epochMs.nullable(),
  /** Lessons among them that stay, since they are published. */
  passedCount: z.number().int(),
  /** What goes along: homework that is due with a lesson that moves; and dates of corrections and of publications. */
  homeworkCount: z.number().int(),
  dateCount: z.number().int(),
});
export type StepOutcome = z.infer<typeof stepOutcome>;

/** A sequence in the year of a class. Days are both included. */
export const yearBar = z.object({
  sequenceId: id,
  title: z.string(),
  lessonCount: z.number().int(),
  /** Lessons that have begun. */
  doneCount: z.number().int(),
  /** Sessions that are meant: its lessons, and those that are expected and not yet prepared. */
  plannedCount: z.number().int(),
  /** Null: nothing of it has a session. */
  firstDay: civilDate.nullable(),
  lastDay: civilDate.nullable(),
  /** Planned sessions that the year has no room for. */
  overflowCount: z.number().int(),
});
export type YearBar = z.infer<typeof yearBar>;

export const progressionYear = z.object({
  firstDay: civilDate,
  lastDay: civilDate,
  today: civilDate,
  /** Its breaks are not published yet: « 2027-2028 »; null: they are among the weeks. */
  withoutBreaks: z.string().nullable(),
  weeks: z.array(
    z.object({
      monday: civilDate,
      /** No day of school from Monday to Friday. */
      isHoliday: z.boolean(),
      holidayName: z.string(),
    }),
  ),
  rows: z.array(z.object({ classGroupId: id, classGroupName: z.string(), bars: z.array(yearBar) })),
});
export type ProgressionYear = z.infer<typeof progressionYear>;

/** Any day of the school year that is meant; absent: the one that runs (in summer: the next one). */
const ofYear = { day: civilDate.optional() };

/** Sequences, and the progression of each class: kept on this computer, but for the lessons and their dates. */
export const progressionContract = {
  /** The sequences by subject and title, and the classes that have each: in that year, and in any (`everIds`). */
  sequences: procedure
    .input(z.object(ofYear))
    .output(z.array(sequence.extend({ classGroupIds: z.array(id), everIds: z.array(id) }))),
  /** Adds (without `id`, under `newId` if there is one) or changes a sequence; `previous` is what undo puts back. */
  saveSequence: procedure
    .input(sequenceFields.extend({ id: id.optional(), newId: id.optional() }))
    .output(z.object({ id, previous: sequenceFields.nullable() })),
  /** Removes a sequence; its lessons stay, in none. */
  removeSequence: procedure.input(z.object({ sequenceId: id })).output(z.object({})),
  /** Undo of `removeSequence`: its lessons are in it again. */
  restoreSequence: procedure.input(z.object({ sequenceId: id })).output(z.object({})),
  plan: procedure.input(z.object({ lessonId: id })).output(lessonPlan),
  savePlan: procedure.input(lessonPlan.extend({ lessonId: id })).output(z.object({ previous: lessonPlan })),
  /** The school years that can be shown: the one that runs, and the next one. */
  years: procedure.output(z.array(z.object({ firstDay: civilDate, lastDay: civilDate }))),
  /** One class, or all of them. */
  board: procedure
    .input(z.object({ classGroupId: id.optional(), ...ofYear }))
    .output(z.array(classProgression)),
  /** What a step would do. Nothing is written. */
  preview: procedure
    .input(z.object({ classGroupId: id, step: progressionStep, ...ofYear }))
    .output(stepOutcome),
  /** One step, with all that follows from it, in one transaction; `before` is what `putBack` wants for undo. */
  arrange: procedure
    .input(z.object({ classGroupId: id, step: progressionStep, ...ofYear }))
    .output(z.object({ outcome: stepOutcome, before: arrangement })),
  /**
   * Puts an arrangement back; the answer is what was there, for redo. Where a lesson has been given another date since, or taken
   * away, nothing is changed (`sync/cannot-undo`).
   */
  putBack: procedure
    .input(z.object({ classGroupId: id, arrangement, ...ofYear }))
    .output(z.object({ before: arrangement })),
  /** The sequences of one class, or of each, across a school year. */
  year: procedure.input(z.object({ classGroupId: id.optional(), ...ofYear })).output(progressionYear),
};
