import type { CalendarDay, LessonSummary, Session } from '../../../preload/contract/index.ts';
import { isIn } from './group-hours.ts';
import type { WallTime } from './school-time.ts';
import { addDays, fromWallTime, toDateText, toWallTime, weekday } from './school-time.ts';

/** The contract tells when a lesson begins, not when it ends: an hour of lycée, where the timetable says nothing. */
export const LESSON_MINUTES = 55;

/** What a school day holds; a week with earlier or later lessons shows more. */
const USUAL_HOURS = { first: 8, last: 18 } as const;

export interface WeekDay {
  readonly startsAt: number;
  readonly endsAt: number;
  readonly wall: WallTime;
  /** 0 for Monday. */
  readonly index: number;
}

/** The instant at which the week of an instant begins: Monday at midnight, on the school's clock. */
export function startOfWeek(atMs: number): number {
  const wall = { ...toWallTime(atMs), hour: 0, minute: 0 };
  return fromWallTime(addDays(wall, -weekday(wall)));
}

/** The beginning of the week `weeks` later (or earlier). */
export function addWeeks(weekStart: number, weeks: number): number {
  return fromWallTime(addDays(toWallTime(weekStart), 7 * weeks));
}

/** The seven days of a week. */
export function daysOfWeek(weekStart: number): WeekDay[] {
  const monday = toWallTime(weekStart);
  return Array.from({ length: 7 }, (_, index) => {
    const wall = addDays(monday, index);
    return { index, wall, startsAt: fromWallTime(wall), endsAt: fromWallTime(addDays(wall, 1)) };
  });
}

/** The first and the last day of some weeks, as the calendar is asked for them. */
export function datesOfWeeks(weekStart: number, count = 1): { firstDay: string; lastDay: string } {
  const monday = toWallTime(weekStart);
  return { firstDay: toDateText(monday), lastDay: toDateText(addDays(monday, 7 * count - 1)) };
}

/** Monday to Friday, and the days of the week-end on which something takes place or is said not to. */
export function shownDays(
  weekStart: number,
  lessons: readonly LessonSummary[],
  calendar: readonly CalendarDay[] = [],
): WeekDay[] {
  const held = [...lessons, ...sessionsOf(calendar)];
  const special = calendar.filter(({ holiday }) => holiday?.kind === 'exception').map(({ date }) => date);
  return daysOfWeek(weekStart).filter(
    ({ index, startsAt, endsAt, wall }) =>
      index < 5 ||
      special.includes(toDateText(wall)) ||
      held.some((one) => one.startsAt >= startsAt && one.startsAt < endsAt),
  );
}

/** The first and the last hour to draw, so that every lesson and every session of the week is in view. */
export function shownHours(
  lessons: readonly LessonSummary[],
  sessions: readonly Session[] = [],
): { first: number; last: number } {
  let { first, last }: { first: number; last: number } = USUAL_HOURS;
  const spans = [
    ...lessons.map(({ startsAt }) => ({ startsAt, minutes: LESSON_MINUTES })),
    ...sessions.map(({ startsAt, endsAt }) => ({ startsAt, minutes: (endsAt - startsAt) / 60_000 })),
  ];
  for (const { startsAt, minutes } of spans) {
    const { hour, minute } = toWallTime(startsAt);
    first = Math.min(first, hour);
    last = Math.max(last, Math.min(24, Math.ceil((hour * 60 + minute + minutes) / 60)));
  }
  return { first, last };
}

/** The sessions of a week, in their order. */
export function sessionsOf(calendar: readonly CalendarDay[]): Session[] {
  return calendar.flatMap(({ sessions }) => sessions);
}

export interface PlacedLesson {
  readonly lesson: LessonSummary;
  /** Minutes since midnight. */
  readonly fromMinute: number;
  readonly toMinute: number;
  /** Lessons at the same time stand side by side: the lane of this one, of so many. */
  readonly lane: number;
  readonly laneCount: number;
}

/** Places the lessons of one day, those that overlap side by side. One that a session names ends with it. */
export function placeLessons(
  lessons: readonly LessonSummary[],
  { startsAt, endsAt }: WeekDay,
  sessions: readonly Session[] = [],
): PlacedLesson[] {
  const endOf = (lesson: LessonSummary) =>
    sessions.find((session) => session.lessonId === lesson.id && isIn(lesson, session))?.endsAt;
  const ofDay = lessons
    .filter((lesson) => lesson.startsAt >= startsAt && lesson.startsAt < endsAt)
    .sort((a, b) => a.startsAt - b.startsAt || a.classGroupName.localeCompare(b.classGroupName, 'fr'))
    .map((lesson) => {
      const { hour, minute } = toWallTime(lesson.startsAt);
      const fromMinute = hour * 60 + minute;
      const end = endOf(lesson);
      const minutes = end === undefined ? LESSON_MINUTES : (end - lesson.startsAt) / 60_000;
      return { lesson, fromMinute, toMinute: Math.min(24 * 60, fromMinute + minutes) };
    });
  return overlapping(ofDay).flatMap((group) => {
    const lanes = assignLanes(group);
    const laneCount = Math.max(...lanes) + 1;
    return group.map((placed, index) => ({ ...placed, lane: lanes[index] ?? 0, laneCount }));
  });
}

/** As they are seen, and as Tab and screen readers go through them: of one hour the session first, then its lessons. */
export function byTheClock(
  sessions: readonly Session[],
  placed: readonly PlacedLesson[],
): (Session | PlacedLesson)[] {
  const startOf = (one: Session | PlacedLesson) => ('lesson' in one ? one.lesson.startsAt : one.startsAt);
  return [...sessions, ...placed].sort((one, other) => startOf(one) - startOf(other));
}

type Span = Pick<PlacedLesson, 'lesson' | 'fromMinute' | 'toMinute'>;

/** Cuts a day into groups that do not touch one another. */
function overlapping(spans: readonly Span[]): Span[][] {
  const groups: Span[][] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const span of spans) {
    if (span.fromMinute >= end) groups.push([]);
    groups.at(-1)?.push(span);
    end = Math.max(end, span.toMinute);
  }
  return groups;
}

/** Gives each the first lane that is free when it begins. */
export function assignLanes(group: readonly Pick<PlacedLesson, 'fromMinute' | 'toMinute'>[]): number[] {
  const freeAt: number[] = [];
  return group.map(({ fromMinute, toMinute }) => {
    const free = freeAt.findIndex((minute) => minute <= fromMinute);
    const lane = free < 0 ? freeAt.length : free;
    freeAt[lane] = toMinute;
    return lane;
  });
}

/** 30 minutes: where a click in an empty hour puts a new lesson. */
const SLOT_MINUTES = 30;

/** The instant of a click in a day's column, at the half-hour before it. */
export function slotAt(day: WeekDay, minute: number): number {
  const slot = Math.max(
    0,
    Math.min(24 * 60 - SLOT_MINUTES, Math.floor(minute / SLOT_MINUTES) * SLOT_MINUTES),
  );
  return fromWallTime({ ...day.wall, hour: Math.floor(slot / 60), minute: slot % 60 });
}
