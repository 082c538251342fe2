import * as z from 'zod';
import { assignment, homework, lessonSummary } from './domain.ts';
import { procedure } from './procedures.ts';
import { syncStatus } from './sync.ts';

export const todayOverview = z.object({
  toGrade: z.array(assignment),
  lessons: z.array(lessonSummary),
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
