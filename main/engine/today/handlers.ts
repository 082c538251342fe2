import type { SyncStatus } from '../../../preload/contract/sync.ts';
import type { TodayOverview } from '../../../preload/contract/today.ts';
import type { DomainContext } from '../context.ts';
import { gradingHandlers } from '../grading/handlers.ts';
import { lessonsHandlers } from '../lessons/handlers.ts';
import { libraryHandlers } from '../library/handlers.ts';
import { readSyncTotals } from './repository.ts';
import { schoolDay, schoolDaysAhead } from './school-day.ts';

/** A week ahead, today's weekday included: what a class has to do before its next lesson. */
const HOMEWORK_DAYS_AHEAD = 7;

/** What today's screen asks. It owns nothing: it puts the other domains' answers side by side. */
export const todayHandlers = {
  /** What the day holds, by the school's calendar; `sync` is how sync stands, as sync tells it. */
  overview(context: DomainContext, sync: SyncStatus): TodayOverview {
    const now = context.clock.now();
    const day = schoolDay(now);
    const ahead = schoolDaysAhead(now, HOMEWORK_DAYS_AHEAD);
    const { bytesBefore, bytesAfter, thisWeek } = libraryHandlers.savings(context);
    const bytesSavedThisWeek = thisWeek.bytesBefore - thisWeek.bytesAfter;
    return {
      toGrade: gradingHandlers.assignments(context, {}).filter(({ toGradeCount }) => toGradeCount > 0),
      lessons: lessonsHandlers.list(context, { fromMs: day.startMs, toMs: day.endMs }),
      homeworkDue: lessonsHandlers.homeworkDue(context, { fromMs: ahead.startMs, toMs: ahead.endMs }),
      sync,
      savings: { bytesBefore, bytesAfter, bytesSavedThisWeek, ...readSyncTotals(context.store.db) },
    };
  },
};
