import type { Session } from '../../../preload/contract/timetable.ts';
import { SCHOOL_CLOCK, wallTimeOf } from '../calendar/civil-time.ts';
import { schoolYearOf } from '../calendar/school-days.ts';
import type { DomainContext } from '../context.ts';
import { lessonsHandlers } from '../lessons/handlers.ts';
import { writeNewFile } from '../platform/whole-files.ts';
import { replaceChosenFile } from '../policies/chosen-files.ts';
import { type CalendarEvent, toIcs } from './ics.ts';

/** 55 min: a lesson at no hour of the timetable ends after a usual one. */
const LESSON_MS = 55 * 60_000;

/** The sessions of some days, as the timetable has them. */
type SessionsOf = (period: { firstDay: string; lastDay: string }) => readonly Session[];

/**
 * Writes the sessions and the lessons of the school year, of a class or of all, as a calendar file (RFC 5545).
 *
 * A session keeps its UID whatever is prepared for it, a lesson at no session its own.
 * @throws CartableError `policy/folder-not-allowed`, `library/folder-unwritable`, `store/disk-full`
 */
export async function exportIcs(
  context: DomainContext,
  { path, classGroupId }: { path: string; classGroupId?: string | undefined },
  sessionsOf: SessionsOf,
): Promise<{ count: number }> {
  const now = context.clock.now();
  const year = schoolYearOf(wallTimeOf(now, SCHOOL_CLOCK).date);
  const sessions = sessionsOf(year);
  const lessons = lessonsHandlers
    .list(context, { classGroupId })
    .filter(({ startsAt }) => isIn(wallTimeOf(startsAt, SCHOOL_CLOCK).date, year));
  const titles = new Map(lessons.map(({ id, title }) => [id, title]));
  const held = new Set(sessions.map(({ lessonId }) => lessonId));
  const events = [
    ...sessions.map((session) => eventOf(session, titles.get(session.lessonId ?? ''))),
    ...lessons
      .filter(({ id }) => !held.has(id))
      .map(({ id, startsAt, classGroupName, title }) => ({
        uid: `lesson-${id}@cartable`,
        startsAt,
        endsAt: startsAt + LESSON_MS,
        summary: wordsOf(classGroupName, title),
        location: '',
      })),
  ].sort((a, b) => a.startsAt - b.startsAt || (a.uid < b.uid ? -1 : 1));
  const bytes = Buffer.from(toIcs(events, now));
  await replaceChosenFile(context, path, (draft) => writeNewFile(draft, [bytes]));
  return { count: events.length };
}

function eventOf(session: Session, title: string | undefined): CalendarEvent {
  const { slotId, classGroupName, group, room, startsAt, endsAt } = session;
  const { date } = wallTimeOf(startsAt, SCHOOL_CLOCK);
  return {
    uid: `session-${slotId}-${date}@cartable`,
    startsAt,
    endsAt,
    summary: wordsOf(classGroupName, group, title ?? ''),
    location: room,
    line: wordsOf(classGroupName, group),
  };
}

function wordsOf(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(', ');
}

function isIn(date: string, { firstDay, lastDay }: { firstDay: string; lastDay: string }): boolean {
  return firstDay <= date && date <= lastDay;
}
