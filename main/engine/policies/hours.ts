import type { Lane } from '../../../preload/contract/sync.ts';
import { addDays, minutesOf, wallTimeOf, weekdayOf } from '../calendar/civil-time.ts';

const DAYS = '[1-7](?:-[1-7])?(?:,[1-7](?:-[1-7])?)*';
const CLOCK = '(?:[01]\\d|2[0-3]):[0-5]\\d';
const HOURS = `(?<days>${DAYS}) (?<from>${CLOCK})-(?<to>${CLOCK})`;
/** `1-5 08:00-18:00`: ISO weekdays (1 is Monday), then clock times of Paris; over midnight when the second is earlier. */
export const HOURS_PATTERN = new RegExp(`^${HOURS}$`);
/** The same, and what keeps away: `documents` alone, or `all`, which is also meant when nothing is said. */
export const LANE_HOURS_PATTERN = new RegExp(`^${HOURS}(?: (?<what>documents|all))?$`);

const PARIS = 'Europe/Paris';
const LANES: readonly Lane[] = ['urgent', 'normal', 'bulk'];

/** Hours of a week, by the clocks of Paris. */
export interface Hours {
  readonly days: string;
  readonly from: string;
  readonly to: string;
  readonly tz: string;
}

/** Hours in which a lane leaves the ENT alone. */
export interface LaneHours extends Hours {
  readonly lane: Lane;
  readonly mode: 'avoid';
}

/** The hours that a policy keeps free, one entry a lane. */
export function laneHoursIn(texts: readonly string[]): readonly LaneHours[] {
  return texts.flatMap((text) => {
    const found = LANE_HOURS_PATTERN.exec(text)?.groups;
    if (found === undefined) return [];
    const { days = '', from = '', to = '', what } = found;
    const lanes = what === 'documents' ? (['bulk'] as const) : LANES;
    return lanes.map((lane) => ({ days, from, to, tz: PARIS, lane, mode: 'avoid' as const }));
  });
}

/** Whether an instant (epoch ms) lies in any of these hours. */
export function isWithinHours(texts: readonly string[], instant: number): boolean {
  const { date, minutes } = wallTimeOf(instant, PARIS);
  const today = weekdayOf(date);
  const yesterday = weekdayOf(addDays(date, -1));
  return texts.some((text) => {
    const found = HOURS_PATTERN.exec(text)?.groups;
    if (found === undefined) return false;
    const { days = '', from = '', to = '' } = found;
    const [start, end] = [minutesOf(from), minutesOf(to)];
    if (start < end) return holdsOn(days, today) && start <= minutes && minutes < end;
    // Over midnight they belong to the day of their beginning; `from` equal to `to` is a whole day.
    return (holdsOn(days, today) && minutes >= start) || (holdsOn(days, yesterday) && minutes < end);
  });
}

/** Whether an ISO weekday is among `1-5`, `1,3` or `6-2`, which goes over Sunday. */
function holdsOn(days: string, weekday: number): boolean {
  return days.split(',').some((part) => {
    const [first = 0, last = first] = part.split('-').map(Number);
    return first <= last ? first <= weekday && weekday <= last : weekday >= first || weekday <= last;
  });
}
