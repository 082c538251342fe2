import { useSignal } from '../../../app/signal.ts';
import { calendarState } from '../calendar-state.ts';

/** The school year that the board and the timeline show, as the engine is asked for it; nothing for the one that runs. */
export function useShownYear(): { readonly day?: string } {
  const { yearDay } = useSignal(calendarState);
  return yearDay === null ? {} : { day: yearDay };
}
