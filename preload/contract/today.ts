import * as z from 'zod';
import { assignment, documentRef, epochMs, homework, lessonSummary } from './domain.ts';
import { procedure } from './procedures.ts';
import { syncStatus } from './sync.ts';
import { session } from './timetable.ts';

export const todayOverview = z.object({
  toGrade: z.array(assignment),
  /** Graded to the last copy, and still the teacher's draft. */
  toPublish: z.array(assignment),
  /** Lessons of the last two weeks and of today that are drafts, the latest first. */
  lessonsToPublish: z.array(lessonSummary),
  lessons: z.array(
    lessonSummary.extend({
      /** Of its session in the timetable; null, and no room, without one. */
      endsAt: epochMs.nullable(),
      room: z.string(),
      /** The part of the class that has it then: a lesson is there once for each group that has it today. */
      group: z.string(),
      documents: z.array(documentRef),
    }),
  ),
  /** Sessions of the timetable for which no lesson is prepared. */
  toPrepare: z.array(session),
  homeworkDue: z.array(homework.extend({ classGroupName: z.string() })),
  sync: syncStatus,
  savings: z.object({
    /** Bytes of the teacher's documents as they were brought, and as they leave. */
    bytesBefore: z.number().int(),
    bytesAfter: z.number().int(),
    /** Taken off what came in since Monday. */
    bytesSavedThisWeek: z.number().int(),
    /** Edits that the ENT acknowledged, and all the requests of the synchronisations that sent some. */
    editsSent: z.number().int(),
    requests: z.number().int(),
  }),
});
export type TodayOverview = z.infer<typeof todayOverview>;

export const todayContract = {
  /** What the day holds, by the school's calendar (Europe/Paris). */
  overview: procedure.output(todayOverview),
};
