import { createSignal } from '../../app/signal.ts';
import { startOfWeek } from './week.ts';

export const CALENDAR_MODES = ['week', 'list', 'board', 'year', 'timetable'] as const;
export type CalendarMode = (typeof CALENDAR_MODES)[number];

export interface CalendarState {
  readonly mode: CalendarMode;
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
