import type { ClassProgression } from '../../../preload/contract/progression.ts';
import { MOST_CALENDAR_DAYS } from '../../../preload/contract/timetable.ts';
import { addDays, SCHOOL_CLOCK, wallTimeOf } from '../calendar/civil-time.ts';
import type { DomainContext } from '../context.ts';
import { timetableHandlers } from '../timetable/handlers.ts';
import { type Progression, type ProgressionLesson, readProgressions } from './read-progressions.ts';
import { readSequences } from './repository.ts';

/** The progression of one class, or of each, with its lessons and their dates. */
export function readBoard(
  context: DomainContext,
  wanted: { classGroupId?: string | undefined; day?: string | undefined },
): ClassProgression[] {
  const sequences = new Map(readSequences(context.store.db).map((sequence) => [sequence.id, sequence]));
  const progressions = readProgressions(context, wanted);
  const isOff = offTimetable(context, progressions);
  return progressions.map(({ classGroup, ofYear, lessons }) => ({
    classGroupId: classGroup.id,
    classGroupName: classGroup.name,
    sequences: ofYear.flatMap((id) => sequences.get(id) ?? []),
    lessons: lessons.map((lesson) => ({
      ...lesson,
      isOffTimetable: !lesson.isSettled && isOff(classGroup.id, lesson),
    })),
  }));
}

/** Which lessons to come begin in no session of their class. Where a class has no timetable, none is told to. */
function offTimetable(
  context: DomainContext,
  progressions: readonly Progression[],
): (classGroupId: string, lesson: ProgressionLesson) => boolean {
  const dayOf = (ms: number) => wallTimeOf(ms, SCHOOL_CLOCK).date;
  const toCome = progressions.flatMap(({ lessons }) => lessons.filter(({ isSettled }) => !isSettled));
  const last = toCome.reduce((latest, { startsAt }) => Math.max(latest, startsAt), 0);
  if (last === 0) return () => false;
  // Of next year's none is before its first day, and the calendar is asked for so many days alone.
  const first = dayOf(Math.min(...toCome.map(({ startsAt }) => startsAt)));
  const [only] = progressions;
  const classGroupId = progressions.length === 1 ? only?.classGroup.id : undefined;
  const sessions = timetableHandlers
    .days(context, { firstDay: first, lastDay: addDays(dayOf(last), 1), classGroupId })
    .flatMap((day) => day.sessions);
  const ofClass = Map.groupBy(sessions, (session) => session.classGroupId);
  const horizon = addDays(first, MOST_CALENDAR_DAYS - 1);
  return (id, { startsAt }) => {
    const hours = ofClass.get(id);
    if (hours === undefined || dayOf(startsAt) > horizon) return false;
    return !hours.some((session) => startsAt >= session.startsAt && startsAt < session.endsAt);
  };
}
