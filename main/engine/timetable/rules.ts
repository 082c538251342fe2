import { addDays, type CivilDate, weekdayOf } from '../calendar/civil-time.ts';

/** What of a line of the timetable says when it takes place. */
export interface SlotTimes {
  readonly id: string;
  /** ISO: 1 is Monday, 7 Sunday. */
  readonly weekday: number;
  /** Minutes since midnight. */
  readonly fromMinute: number;
  readonly toMinute: number;
  readonly weeks: 'every' | 'A' | 'B';
  readonly firstDay: CivilDate | null;
  readonly lastDay: CivilDate | null;
}

export interface WeekCycle {
  readonly mondayOfA: CivilDate | null;
  readonly counts: 'calendar' | 'school';
}

export type WeekLetter = 'A' | 'B';

/** The Monday of a day's week. */
export function mondayOf(date: CivilDate): CivilDate {
  return addDays(date, 1 - weekdayOf(date));
}

/** Whether a week has a day of school. */
type IsSchoolWeek = (monday: CivilDate) => boolean;

/**
 * The letters of weeks, each computed once.
 *
 * Weeks alternate from the one that is known to be A, forwards and backwards. Where only weeks of school count, one
 * without has no letter, and the next one goes on where the last one stopped. Ten years off it is given up: no letter.
 */
export function weekLetters(
  { mondayOfA, counts }: WeekCycle,
  isSchoolWeek: IsSchoolWeek,
): (date: CivilDate) => WeekLetter | null {
  if (mondayOfA === null) return () => null;
  const known = new Map<CivilDate, WeekLetter | null>();
  const countsWeek = (monday: CivilDate) => counts === 'calendar' || isSchoolWeek(monday);
  const anchor = firstThatCounts(mondayOf(mondayOfA), countsWeek);
  return (date) => {
    const monday = mondayOf(date);
    const letter = known.get(monday);
    if (letter !== undefined) return letter;
    const found = countsWeek(monday) ? letterBetween(anchor, monday, countsWeek) : null;
    known.set(monday, found);
    return found;
  };
}

const MOST_WEEKS = 520;

/** A week of holidays that was said to be A: the next week of school is. */
function firstThatCounts(monday: CivilDate, countsWeek: IsSchoolWeek): CivilDate {
  for (let week = monday, walked = 0; walked < MOST_WEEKS; walked += 1, week = addDays(week, 7))
    if (countsWeek(week)) return week;
  return monday;
}

function letterBetween(anchor: CivilDate, monday: CivilDate, countsWeek: IsSchoolWeek): WeekLetter | null {
  const step = monday < anchor ? -7 : 7;
  let isA = true;
  let week = anchor;
  for (let walked = 0; week !== monday; walked += 1) {
    if (walked === MOST_WEEKS) return null;
    week = addDays(week, step);
    if (countsWeek(week)) isA = !isA;
  }
  return isA ? 'A' : 'B';
}

/** The slots that take place on a day of school. */
export function slotsOn<S extends SlotTimes>(
  slots: readonly S[],
  date: CivilDate,
  letter: WeekLetter | null,
): S[] {
  const weekday = weekdayOf(date);
  return slots
    .filter(
      (slot) =>
        slot.weekday === weekday &&
        (slot.weeks === 'every' || slot.weeks === letter) &&
        (slot.firstDay === null || slot.firstDay <= date) &&
        (slot.lastDay === null || date <= slot.lastDay),
    )
    .sort((a, b) => a.fromMinute - b.fromMinute || (a.id < b.id ? -1 : 1));
}

/** Pairs of slots that would take place at the same time. */
export function clashesOf(slots: readonly SlotTimes[]): [string, string][] {
  return slots.flatMap((one, index) =>
    slots
      .slice(index + 1)
      .filter((other) => clash(one, other))
      .map(({ id }): [string, string] => [one.id, id]),
  );
}

function clash(one: SlotTimes, other: SlotTimes): boolean {
  return (
    one.weekday === other.weekday &&
    one.fromMinute < other.toMinute &&
    other.fromMinute < one.toMinute &&
    (one.weeks === 'every' || other.weeks === 'every' || one.weeks === other.weeks) &&
    isWithin(one.firstDay, other.lastDay) &&
    isWithin(other.firstDay, one.lastDay)
  );
}

function isWithin(first: CivilDate | null, last: CivilDate | null): boolean {
  return first === null || last === null || first <= last;
}

/** When a lesson of a class begins, by the school's clock. */
export interface LessonStart {
  readonly classGroupId: string;
  readonly date: CivilDate;
  /** Minutes since midnight. */
  readonly minutes: number;
}

export interface ProposedTimes {
  readonly classGroupId: string;
  readonly weekday: number;
  readonly fromMinute: number;
  readonly toMinute: number;
  readonly weeks: SlotTimes['weeks'];
  readonly lessonCount: number;
}

/** An hour of lycée: nothing says how long a lesson is. */
const LESSON_MINUTES = 55;

/**
 * The lines that lessons suggest: a class, a weekday and an hour that two of them share and that no known line has.
 *
 * One whose lessons all fall into weeks of one letter, over more than two weeks, is proposed for that letter alone.
 */
export function proposeSlots(
  starts: readonly LessonStart[],
  known: readonly (SlotTimes & { readonly classGroupId: string })[],
  letterOf: (date: CivilDate) => WeekLetter | null,
): ProposedTimes[] {
  const keyOf = (classGroupId: string, weekday: number, minute: number) =>
    `${classGroupId} ${weekday} ${minute}`;
  const taken = new Set(known.map((slot) => keyOf(slot.classGroupId, slot.weekday, slot.fromMinute)));
  const groups = Map.groupBy(starts, ({ classGroupId, date, minutes }) =>
    keyOf(classGroupId, weekdayOf(date), minutes),
  );
  return [...groups]
    .flatMap(([key, lessons]): ProposedTimes[] => {
      const [first] = lessons;
      if (first === undefined || lessons.length < 2 || taken.has(key)) return [];
      return [
        {
          classGroupId: first.classGroupId,
          weekday: weekdayOf(first.date),
          fromMinute: first.minutes,
          toMinute: Math.min(24 * 60, first.minutes + LESSON_MINUTES),
          weeks: weeksOf(lessons, letterOf),
          lessonCount: lessons.length,
        },
      ];
    })
    .sort((a, b) => a.weekday - b.weekday || a.fromMinute - b.fromMinute);
}

function weeksOf(
  lessons: readonly LessonStart[],
  letterOf: (date: CivilDate) => WeekLetter | null,
): SlotTimes['weeks'] {
  const letters = new Set(lessons.map(({ date }) => letterOf(date)));
  const [letter] = letters;
  return letters.size === 1 && lessons.length > 2 && letter ? letter : 'every';
}
