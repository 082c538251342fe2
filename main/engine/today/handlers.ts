import type { LessonSummary } from '../../../preload/contract/domain.ts';
import type { SyncStatus } from '../../../preload/contract/sync.ts';
import type { Session } from '../../../preload/contract/timetable.ts';
import type { TodayOverview } from '../../../preload/contract/today.ts';
import type { DomainContext } from '../context.ts';
import { gradingHandlers } from '../grading/handlers.ts';
import { lessonsHandlers } from '../lessons/handlers.ts';
import { libraryHandlers } from '../library/handlers.ts';
import { timetableHandlers } from '../timetable/handlers.ts';
import { readSyncTotals } from './repository.ts';
import { dayOf, schoolDay, schoolDaysAhead } from './school-day.ts';

const DAY_MS = 86_400_000;

/** A week ahead, today's weekday included: what a class has to do before its next lesson. */
const HOMEWORK_DAYS_AHEAD = 7;

/** A draft that is older was not meant for students, or is no longer a matter of the day. */
const DRAFT_DAYS = 14;

/** What today's screen asks. It owns nothing: it puts the other domains' answers side by side. */
export const todayHandlers = {
  /** What the day holds, by the school's calendar; `sync` is how sync stands, as sync tells it. */
  overview(context: DomainContext, sync: SyncStatus): TodayOverview {
    const now = context.clock.now();
    const day = schoolDay(now);
    const ahead = schoolDaysAhead(now, HOMEWORK_DAYS_AHEAD);
    const { bytesBefore, bytesAfter, thisWeek } = libraryHandlers.savings(context);
    const bytesSavedThisWeek = thisWeek.bytesBefore - thisWeek.bytesAfter;
    const assignments = gradingHandlers.assignments(context, {});
    return {
      toGrade: assignments.filter(({ toGradeCount }) => toGradeCount > 0),
      toPublish: assignments.filter(
        ({ toGradeCount, gradedCount, publishAt }) =>
          toGradeCount === 0 && gradedCount > 0 && publishAt === null,
      ),
      ...lessonsOf(context, day),
      homeworkDue: lessonsHandlers.homeworkDue(context, { fromMs: ahead.startMs, toMs: ahead.endMs }),
      sync,
      savings: { bytesBefore, bytesAfter, bytesSavedThisWeek, ...readSyncTotals(context.store.db) },
    };
  },
};

/** The day's lessons with what is needed to give them, and its sessions that have none. */
function lessonsOf(
  context: DomainContext,
  { startMs, endMs }: { startMs: number; endMs: number },
): Pick<TodayOverview, 'lessons' | 'toPrepare' | 'lessonsToPublish'> {
  const date = dayOf(startMs);
  const sessions = timetableHandlers
    .days(context, { firstDay: date, lastDay: date })
    .flatMap((day) => day.sessions);
  const recent = lessonsHandlers.list(context, { fromMs: startMs - DRAFT_DAYS * DAY_MS, toMs: endMs });
  const ofToday = recent.filter(({ startsAt }) => startsAt >= startMs);
  const isIn = (one: { readonly startsAt: number }, { startsAt, endsAt }: Session) =>
    one.startsAt >= startsAt && one.startsAt < endsAt;
  const rowOf = (lesson: LessonSummary, session: Session | undefined) => {
    const { resources } = lessonsHandlers.get(context, { lessonId: lesson.id });
    const documents = resources.map(({ document }) => document);
    const { endsAt = null, room = '', group = '' } = session ?? {};
    return { ...lesson, endsAt, room, group, documents };
  };
  const own = ofToday.map((lesson) =>
    rowOf(
      lesson,
      sessions.find((session) => session.lessonId === lesson.id && isIn(lesson, session)),
    ),
  );
  // What another group of the class has at another hour of this week is given today too, at this group's.
  const ofGroups = sessions.flatMap((session) => {
    if (session.lessonId === null) return [];
    const {
      blocks: _,
      resources: __,
      homework: ___,
      updatedAt: ____,
      ...lesson
    } = lessonsHandlers.get(context, {
      lessonId: session.lessonId,
    });
    return isIn(lesson, session) ? [] : [rowOf({ ...lesson, startsAt: session.startsAt }, session)];
  });
  const lessons = [...own, ...ofGroups].sort((a, b) => a.startsAt - b.startsAt);
  const drafts = recent.filter(({ isPublished, publishAt }) => !isPublished && publishAt === null);
  return {
    lessons,
    toPrepare: sessions.filter(({ lessonId }) => lessonId === null),
    lessonsToPublish: drafts.toReversed(),
  };
}
