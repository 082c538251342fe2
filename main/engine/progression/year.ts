import type { ProgressionYear, YearBar } from '../../../preload/contract/progression.ts';
import { addDays, type CivilDate, instantOf, SCHOOL_CLOCK, wallTimeOf } from '../calendar/civil-time.ts';
import { schoolYearOf, schoolYearSpan, yearWithoutBreaks } from '../calendar/school-days.ts';
import type { DomainContext } from '../context.ts';
import { timetableHandlers } from '../timetable/handlers.ts';
import { mondayOf } from '../timetable/rules.ts';
import { type Progression, type ProgressionLesson, readAllYears } from './read-progressions.ts';
import { readSequences } from './repository.ts';
import { foreseenHours } from './rules.ts';

type Days = ReturnType<typeof timetableHandlers.days>;

/** The sequences of one class, or of each, across the school year. */
export function readYear(
  context: DomainContext,
  { classGroupId, day }: { classGroupId?: string | undefined; day?: CivilDate | undefined },
): ProgressionYear {
  const now = context.clock.now();
  const today = dayOf(now);
  const { firstDay, lastDay } = schoolYearOf(day ?? today);
  const { toMs } = schoolYearSpan(firstDay);
  const days = timetableHandlers.days(context, { firstDay: mondayOf(firstDay), lastDay, classGroupId });
  const sequences = new Map(readSequences(context.store.db).map((sequence) => [sequence.id, sequence]));
  const free = freeHoursByClass(days, now);
  return {
    firstDay,
    lastDay,
    today,
    withoutBreaks: yearWithoutBreaks(firstDay),
    weeks: weeksOf(days),
    rows: readAllYears(context, classGroupId).map((progression) => ({
      classGroupId: progression.classGroup.id,
      classGroupName: progression.classGroup.name,
      bars: barsOf(withinYear(progression, { firstDay, toMs }), {
        lastDay,
        now,
        freeHours: free.get(progression.classGroup.id) ?? [],
        expectedOf: (id) => sequences.get(id)?.expectedSessions ?? 0,
        titleOf: (id) => sequences.get(id)?.title ?? '',
      }),
    })),
  };
}

/** The school year that is under way (in summer: the next one), and the one after it: a teacher prepares September in June. */
export function schoolYears({ clock }: DomainContext): { firstDay: CivilDate; lastDay: CivilDate }[] {
  const running = schoolYearOf(dayOf(clock.now()));
  return [running, schoolYearOf(addDays(running.lastDay, 1))].map(({ firstDay, lastDay }) => ({
    firstDay,
    lastDay,
  }));
}

function dayOf(ms: number): CivilDate {
  return wallTimeOf(ms, SCHOOL_CLOCK).date;
}

/** From the first day of the year to its end. Sequences that have lessons in other years alone are left out. */
function withinYear(
  progression: Progression,
  { firstDay, toMs }: { firstDay: CivilDate; toMs: number },
): Progression {
  const fromMs = instantOf({ date: firstDay, minutes: 0 }, SCHOOL_CLOCK);
  const isWithin = ({ startsAt }: ProgressionLesson) => startsAt >= fromMs && startsAt < toMs;
  const lessons = progression.lessons.filter(isWithin);
  const others = progression.lessons.filter((lesson) => !isWithin(lesson));
  const elsewhere = new Set(others.map(({ sequenceId }) => sequenceId));
  const current = new Set(lessons.map(({ sequenceId }) => sequenceId));
  const sequenceIds = progression.sequenceIds.filter((id) => current.has(id) || !elsewhere.has(id));
  return { ...progression, lessons, sequenceIds };
}

interface YearFacts {
  readonly lastDay: CivilDate;
  readonly now: number;
  readonly freeHours: readonly number[];
  expectedOf(sequenceId: string): number;
  titleOf(sequenceId: string): string;
}

function barsOf({ sequenceIds, lessons }: Progression, facts: YearFacts): YearBar[] {
  const wanted = sequenceIds.map((sequenceId) => {
    const hours = lessons.filter((one) => one.sequenceId === sequenceId).map(({ startsAt }) => startsAt);
    return { sequenceId, hours, missingCount: Math.max(0, facts.expectedOf(sequenceId) - hours.length) };
  });
  const foreseen = foreseenHours(wanted, facts.freeHours);
  return wanted.map(({ sequenceId, hours, missingCount }) => {
    const toCome = foreseen.get(sequenceId) ?? [];
    const days = [...hours, ...toCome].sort((a, b) => a - b).map(dayOf);
    const within = days.filter((day) => day <= facts.lastDay);
    return {
      sequenceId,
      title: facts.titleOf(sequenceId),
      lessonCount: hours.length,
      doneCount: hours.filter((hour) => hour <= facts.now).length,
      plannedCount: hours.length + missingCount,
      firstDay: within[0] ?? null,
      lastDay: within.at(-1) ?? null,
      overflowCount: hours.length + missingCount - within.length,
    };
  });
}

function freeHoursByClass(days: Days, now: number): Map<string, number[]> {
  const free = days
    .flatMap(({ sessions }) => sessions)
    .filter(({ lessonId, startsAt, isRepeat }) => lessonId === null && !isRepeat && startsAt > now);
  const byClass = Map.groupBy(free, ({ classGroupId }) => classGroupId);
  return new Map([...byClass].map(([id, sessions]) => [id, sessions.map(({ startsAt }) => startsAt)]));
}

/** Weeks from Monday to Sunday. */
function weeksOf(days: Days): ProgressionYear['weeks'] {
  const byMonday = Map.groupBy(days, ({ date }) => mondayOf(date));
  return [...byMonday].map(([monday, ofWeek]) => {
    const school = ofWeek.filter(({ date }) => date < addDays(monday, 5));
    const holidays = school.flatMap(({ holiday }) => holiday ?? []);
    return {
      monday,
      isHoliday: holidays.length === school.length,
      holidayName: holidays.find(({ name }) => name !== '')?.name ?? '',
    };
  });
}
