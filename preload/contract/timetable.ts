import * as z from 'zod';
import { epochMs, id } from './domain.ts';
import { procedure } from './procedures.ts';

/** A day of the school's calendar, `2026-11-24`. */
export const civilDate = z.iso.date();

/** In which weeks a session takes place: every one, or one of two. */
export const slotWeeks = z.enum(['every', 'A', 'B']);
export type SlotWeeks = z.infer<typeof slotWeeks>;

const slotFields = z.object({
  classGroupId: id,
  /** ISO: 1 is Monday, 7 Sunday. */
  weekday: z.number().int().min(1).max(7),
  /** Minutes since midnight, by the school's clock. */
  fromMinute: z.number().int().min(0).max(1439),
  toMinute: z.number().int().min(1).max(1440),
  weeks: slotWeeks,
  room: z.string().trim().max(80),
  /** A part of the class, « groupe 1 »; empty for all of it. */
  group: z.string().trim().max(80),
  /** First and last day on which it takes place, both with it; null: from, or to, wherever the year goes. */
  firstDay: civilDate.nullable(),
  lastDay: civilDate.nullable(),
});

/** A line of the weekly timetable. */
export const slot = slotFields.extend({ id, classGroupName: z.string() });
export type Slot = z.infer<typeof slot>;
export type SlotFields = z.infer<typeof slotFields>;

/** A line that the lessons suggest. */
export const proposedSlot = slotFields.extend({
  classGroupName: z.string(),
  /** Lessons at that hour of that weekday. */
  lessonCount: z.number().int(),
});
export type ProposedSlot = z.infer<typeof proposedSlot>;

/** How weeks A and B follow one another. */
export const weekCycle = z.object({
  /** The Monday of a week that is A; null: the school has no such weeks. */
  mondayOfA: civilDate.nullable(),
  /** `school`: weeks without a day of school do not count; `calendar`: every week does. */
  counts: z.enum(['calendar', 'school']),
});
export type WeekCycle = z.infer<typeof weekCycle>;

/** What the school or the teacher knows better than the shipped calendar. */
export const calendarException = z.object({
  id,
  name: z.string().trim().min(1).max(80),
  firstDay: civilDate,
  lastDay: civilDate,
  /** School all the same (a day that makes up for a bridge), or none (a day of exams). */
  isSchool: z.boolean(),
});
export type CalendarException = z.infer<typeof calendarException>;

/** One line of the timetable on one day. */
export const session = z.object({
  slotId: id,
  classGroupId: id,
  classGroupName: z.string(),
  group: z.string(),
  room: z.string(),
  startsAt: epochMs,
  endsAt: epochMs,
  /** What is prepared for it: the lesson of that class that begins in it, or that another group of the class has that week in its place. */
  lessonId: id.nullable(),
  /** Another group of the class has the same lesson earlier in that week: no other lesson has its place here. */
  isRepeat: z.boolean(),
});
export type Session = z.infer<typeof session>;

export const calendarDay = z.object({
  date: civilDate,
  /** Null in a week that is neither. */
  letter: z.enum(['A', 'B']).nullable(),
  /** `name` is empty where the calendar has none. */
  holiday: z.object({ kind: z.enum(['public', 'break', 'exception']), name: z.string() }).nullable(),
  sessions: z.array(session),
});
export type CalendarDay = z.infer<typeof calendarDay>;

/** Days in one answer, at most: a school year and its summer. */
export const MOST_CALENDAR_DAYS = 430;

export const timetable = z.object({
  slots: z.array(slot),
  cycle: weekCycle,
  exceptions: z.array(calendarException),
  /** Pairs of slots that would have the teacher in two places. */
  clashes: z.array(z.tuple([id, id])),
  /** Of today; null in a week that is neither. */
  letterToday: z.enum(['A', 'B']).nullable(),
  /** The last day up to which the breaks of all zones are known. */
  breaksKnownUntil: civilDate,
});
export type Timetable = z.infer<typeof timetable>;

const icsSlot = slotFields.omit({ classGroupId: true, group: true }).extend({
  /** Days on which it takes place in the file. */
  sessionCount: z.number().int(),
  /** The timetable has it already, for the class that is proposed. */
  isKnown: z.boolean(),
});
export type IcsSlot = z.infer<typeof icsSlot>;

/** What a calendar file would bring. */
const icsPreview = z.object({
  groups: z.array(
    z.object({
      /** What its events are called. */
      summary: z.string(),
      /** The class whose name stands in it; null: the teacher says which. */
      classGroupId: id.nullable(),
      slots: z.array(icsSlot),
    }),
  ),
  /** Events and sessions that are no line of a week. */
  leftOutCount: z.number().int(),
});
export type IcsPreview = z.infer<typeof icsPreview>;

/** The teacher's weekly timetable: kept on this computer, never sent. */
export const timetableContract = {
  get: procedure.output(timetable),
  /** Hours at which a class had two lessons or more, and that the timetable does not have. */
  propose: procedure.output(z.array(proposedSlot)),
  /** Adds (without an id) or changes a line; `previous` is what undo puts back. */
  saveSlot: procedure
    .input(
      slotFields.extend({ id: id.optional() }).refine(({ fromMinute, toMinute }) => fromMinute < toMinute),
    )
    .output(z.object({ id, previous: slotFields.nullable() })),
  /** The lines that a calendar file (RFC 5545) would bring for this school year. Nothing is written. */
  previewIcs: procedure.input(z.object({ path: z.string().min(1) })).output(icsPreview),
  /** Adds several lines, all or none. */
  addSlots: procedure
    .input(z.object({ slots: z.array(slotFields).min(1).max(500) }))
    .output(z.object({ ids: z.array(id) })),
  removeSlots: procedure.input(z.object({ ids: z.array(id).max(500) })).output(z.object({})),
  /** Undo of `removeSlots`. */
  restoreSlots: procedure.input(z.object({ ids: z.array(id).max(500) })).output(z.object({})),
  saveCycle: procedure.input(weekCycle).output(z.object({ previous: weekCycle })),
  saveException: procedure
    .input(
      calendarException
        .omit({ id: true })
        .extend({ id: id.optional() })
        .refine(({ firstDay, lastDay }) => firstDay <= lastDay),
    )
    .output(z.object({ id })),
  removeException: procedure.input(z.object({ id })).output(z.object({})),
  /** Undo of `removeException`. */
  restoreException: procedure.input(z.object({ id })).output(z.object({})),
  /** The days from `firstDay` to `lastDay`, both with them, at most `MOST_CALENDAR_DAYS`, with their sessions. */
  days: procedure
    .input(z.object({ firstDay: civilDate, lastDay: civilDate, classGroupId: id.optional() }))
    .output(z.array(calendarDay)),
  /** Writes the sessions and lessons of the school year, of a class or of all, as an iCalendar file. */
  exportTo: procedure
    .input(z.object({ path: z.string().min(1), classGroupId: id.optional() }))
    .output(z.object({ count: z.number().int() })),
  /** The sessions of a class that begin after an instant, soonest first; within a school year. */
  next: procedure
    .input(z.object({ classGroupId: id, afterMs: epochMs, count: z.number().int().min(1).max(200) }))
    .output(z.array(session)),
};
