import { createSignal } from '../../app/signal.ts';
import { addMonths } from './month.ts';
import { toWallTime, weekday } from './school-time.ts';
import { addWeeks, startOfWeek } from './week.ts';

export const CALENDAR_MODES = ['day', 'week', 'month', 'list', 'board', 'year', 'timetable'] as const;
export type CalendarMode = (typeof CALENDAR_MODES)[number];

/** What is shown piece by piece, and how to come to the next piece. */
export const TURNED: Partial<Record<CalendarMode, (shown: Shown, step: 1 | -1) => Shown>> = {
  day: turnDay,
  week: (shown, step) => ({ ...shown, weekStart: addWeeks(shown.weekStart, step) }),
  month: (shown, step) => ({ ...shown, weekStart: addMonths(shown.weekStart, step) }),
};

/** Where the calendar is. */
export interface Shown {
  /** The week that is shown, or that of the day, or whose month is. */
  readonly weekStart: number;
  /** The day of that week; 0 is Monday. Kept while weeks are turned. */
  readonly dayIndex: number;
}

export interface CalendarState extends Shown {
  readonly mode: CalendarMode;
  /** Null for every class. */
  readonly classGroupId: string | null;
  /** The first day of the school year that the board and the timeline show; null: the one that runs. */
  readonly yearDay: string | null;
  /** The sequence to which the board goes when it is opened; null once it is there. */
  readonly sequenceId: string | null;
}

/** What the calendar shows: found again when a lesson is left. */
export const calendarState = createSignal<CalendarState>({
  mode: 'week',
  ...shownAt(Date.now()),
  classGroupId: null,
  yearDay: null,
  sequenceId: null,
});

/** The day of an instant, and its week. */
export function shownAt(atMs: number): Shown {
  return { weekStart: startOfWeek(atMs), dayIndex: weekday(toWallTime(atMs)) };
}

/** The next day, or the one before: from Sunday on to another week. */
function turnDay({ weekStart, dayIndex }: Shown, step: 1 | -1): Shown {
  const next = dayIndex + step;
  if (next >= 0 && next < 7) return { weekStart, dayIndex: next };
  return { weekStart: addWeeks(weekStart, step), dayIndex: next < 0 ? 6 : 0 };
}

/** Changes what the calendar shows. */
export function showInCalendar(change: Partial<CalendarState>): void {
  calendarState.set({ ...calendarState.get(), ...change });
}
