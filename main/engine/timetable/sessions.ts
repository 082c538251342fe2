import type { CalendarDay, Session, Slot } from '../../../preload/contract/timetable.ts';
import { MOST_CALENDAR_DAYS } from '../../../preload/contract/timetable.ts';
import { addDays, type CivilDate, instantOf, SCHOOL_CLOCK, wallTimeOf } from '../calendar/civil-time.ts';
import type { DomainContext } from '../context.ts';
import { lessonsHandlers } from '../lessons/handlers.ts';
import { readSchoolTime } from '../store/school-time.ts';
import { sharedPlaces } from './half-groups.ts';
import { readCycle, readExceptions, readSlots } from './repository.ts';
import { mondayOf, slotsOn } from './rules.ts';
import { type SchoolCalendar, schoolCalendar } from './school-calendar.ts';

export interface SessionsWanted {
  readonly classGroupId: string;
  readonly afterMs: number;
  readonly count: number;
}

export function firstSessions(
  context: DomainContext,
  { classGroupId, afterMs, count }: SessionsWanted,
  isWanted: (session: Session) => boolean,
): Session[] {
  const firstDay = wallTimeOf(afterMs, SCHOOL_CLOCK).date;
  const lastDay = addDays(firstDay, MOST_CALENDAR_DAYS - 1);
  const found: Session[] = [];
  // Day by day, and no further: mostly one session is asked for, and it is this week's.
  for (const { sessions } of daysOf(context, { firstDay, lastDay, classGroupId })) {
    found.push(...sessions.filter((session) => session.startsAt > afterMs && isWanted(session)));
    if (found.length >= count) break;
  }
  return found.slice(0, count);
}

export interface DaysWanted {
  readonly firstDay: CivilDate;
  readonly lastDay: CivilDate;
  readonly classGroupId?: string | undefined;
}

/** The days that were asked for, each week made when it is needed: what a group has depends on the others' hours. */
export function* daysOf(
  context: DomainContext,
  { firstDay, lastDay, classGroupId }: DaysWanted,
): Generator<CalendarDay, undefined> {
  const calendar = calendarOf(context);
  const slots = slotsOf(context, classGroupId);
  const monday = mondayOf(firstDay);
  const lessons = lessonsBetween(context, monday, addDays(mondayOf(lastDay), 6), classGroupId);
  const end = addDays(firstDay, MOST_CALENDAR_DAYS);
  for (let week = monday; week <= lastDay && week < end; week = addDays(week, 7)) {
    const days = [0, 1, 2, 3, 4, 5, 6].map((day) => dayOn(addDays(week, day), slots, calendar));
    const planned = days.flatMap((day) => day.planned);
    const held = days.flatMap(({ sessions }) => sessions.map((session) => withLesson(session, lessons)));
    const bySlot = new Map(throughGroups(held, planned).map((session) => [session.slotId, session]));
    for (const { planned: _, ...day } of days)
      if (day.date >= firstDay && day.date <= lastDay && day.date < end)
        yield { ...day, sessions: day.sessions.flatMap(({ slotId }) => bySlot.get(slotId) ?? []) };
  }
}

/** What the timetable has on a day: its lines, whether or not they take place, and the sessions. */
function dayOn(
  date: CivilDate,
  slots: readonly Slot[],
  calendar: SchoolCalendar,
): CalendarDay & { readonly planned: readonly Slot[] } {
  const [letter, holiday] = [calendar.letterOf(date), calendar.holidayOn(date)];
  const planned = slotsOn(slots, date, letter);
  const sessions = holiday === null ? planned.map((slot) => sessionOf(slot, date)) : [];
  return { date, letter, holiday, sessions, planned };
}

/** The sessions of a week, each with the lesson that another group of the class has, where it has none of its own. */
function throughGroups(held: readonly Session[], planned: readonly Slot[]): readonly Session[] {
  const places = sharedPlaces(planned);
  if (places.size === 0) return held;
  return held.map((session) => {
    const place = places.get(session.slotId);
    if (place === undefined) return session;
    const others = held.filter(({ slotId }) => place.includes(slotId));
    const [first] = others;
    const lessonId = session.lessonId ?? others.find((other) => other.lessonId !== null)?.lessonId ?? null;
    return { ...session, lessonId, isRepeat: first?.slotId !== session.slotId };
  });
}

/** Whether a lesson has its place there: at the first of the hours at which the groups of its class have it. */
export function isPlace({ isRepeat }: Session): boolean {
  return !isRepeat;
}

/** The school's calendar, as the teacher has corrected it. */
export function calendarOf({ store: { db } }: DomainContext): SchoolCalendar {
  return schoolCalendar(readSchoolTime(db).zone, readExceptions(db), readCycle(db));
}

function slotsOf({ store: { db } }: DomainContext, classGroupId: string | undefined): Slot[] {
  const slots = readSlots(db);
  return classGroupId === undefined ? slots : slots.filter((slot) => slot.classGroupId === classGroupId);
}

function sessionOf(slot: Slot, date: CivilDate): Session {
  return {
    slotId: slot.id,
    classGroupId: slot.classGroupId,
    classGroupName: slot.classGroupName,
    group: slot.group,
    room: slot.room,
    startsAt: instantOf({ date, minutes: slot.fromMinute }, SCHOOL_CLOCK),
    endsAt: instantOf({ date, minutes: slot.toMinute }, SCHOOL_CLOCK),
    lessonId: null,
    isRepeat: false,
  };
}

/** When each lesson of a class begins, soonest first. */
type LessonStarts = ReadonlyMap<string, readonly { readonly id: string; readonly startsAt: number }[]>;

function lessonsBetween(
  context: DomainContext,
  firstDay: CivilDate,
  lastDay: CivilDate,
  classGroupId: string | undefined,
): LessonStarts {
  const fromMs = instantOf({ date: firstDay, minutes: 0 }, SCHOOL_CLOCK);
  const toMs = instantOf({ date: addDays(lastDay, 1), minutes: 0 }, SCHOOL_CLOCK);
  const starts = lessonsHandlers.starts(context, { fromMs, toMs, classGroupId });
  return Map.groupBy(starts, (lesson) => lesson.classGroupId);
}

function withLesson(session: Session, lessons: LessonStarts): Session {
  const found = lessons
    .get(session.classGroupId)
    ?.find(({ startsAt }) => startsAt >= session.startsAt && startsAt < session.endsAt);
  return found === undefined ? session : { ...session, lessonId: found.id };
}
