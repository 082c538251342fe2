import { createSignal } from '../../app/signal.ts';
import { addMonths } from './month.ts';
import { addWeeks, startOfWeek } from './week.ts';

export const CALENDAR_MODES = ['week', 'month', 'list', 'board', 'year', 'timetable'] as const;
export type CalendarMode = (typeof CALENDAR_MODES)[number];

/** What is shown piece by piece, and how to come to the next piece. */
export const TURNED: Partial<Record<CalendarMode, (weekStart: number, step: 1 | -1) => number>> = {
  week: addWeeks,
  month: addMonths,
};

export interface CalendarState {
  readonly mode: CalendarMode;
  /** The week that is shown, or whose month is. */
  readonly weekStart: number;
  /** Null for every class. */
  readonly classGroupId: string | null;
  /** The sequence to which the board goes when it is opened; null once it is there. */
  readonly sequenceId: string | null;
}

/** What the calendar shows: found again when a lesson is left. */
export const calendarState = createSignal<CalendarState>({
  mode: 'week',
  weekStart: startOfWeek(Date.now()),
  classGroupId: null,
  sequenceId: null,
});

/** Changes what the calendar shows. */
export function showInCalendar(change: Partial<CalendarState>): void {
  calendarState.set({ ...calendarState.get(), ...change });
}
