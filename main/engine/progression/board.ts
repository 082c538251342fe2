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
  { classGroupId }: { classGroupId?: string | undefined },
): ClassProgression[] {
  const sequences = new Map(readSequences(context.store.db).map((sequence) => [sequence.id, sequence]));
  const progressions = readProgressions(context, classGroupId);
  const isOff = offTimetable(context, progressions);
  return progressions.map(({ classGroup, sequenceIds, lessons }) => ({
    classGroupId: classGroup.id,
    classGroupName: classGroup.name,
    sequences: sequenceIds.flatMap((id) => sequences.get(id) ?? []),
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
  const today = dayOf(context.clock.now());
  const toCome = progressions.flatMap(({ lessons }) => lessons.filter(({ isSettled }) => !isSettled));
  const last = toCome.reduce((latest, { startsAt }) => Math.max(latest, startsAt), 0);
  if (last === 0) return () => false;
  const [only] = progressions;
  const classGroupId = progressions.length === 1 ? only?.classGroup.id : undefined;
  const sessions = timetableHandlers
    .days(context, { firstDay: today, lastDay: addDays(dayOf(last), 1), classGroupId })
    .flatMap((day) => day.sessions);
  const ofClass = Map.groupBy(sessions, (session) => session.classGroupId);
  const horizon = addDays(today, MOST_CALENDAR_DAYS - 1);
  return (id, { startsAt }) => {
    const hours = ofClass.get(id);
    if (hours === undefined || dayOf(startsAt) > horizon) return false;
    return !hours.some((session) => startsAt >= session.startsAt && startsAt < session.endsAt);
  };
}
