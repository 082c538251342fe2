import { addDays, type CivilDate, SCHOOL_CLOCK, wallTimeOf } from '../calendar/civil-time.ts';
import { LINE_PROPERTY } from './ics.ts';
import {
  instantOfMoment,
  knownZone,
  type Moment,
  readDuration,
  readMoment,
  type Said,
} from './ics-moments.ts';
import { zoneLike } from './ics-zones.ts';

/** One time at which an event takes place, on the school's clock. */
export interface Occurrence {
  readonly summary: string;
  readonly location: string;
  readonly date: CivilDate;
  readonly fromMinute: number;
  readonly toMinute: number;
}

/** What a calendar file holds. */
export interface ReadCalendar {
  readonly occurrences: readonly Occurrence[];
  /** Events that are no sessions: whole days, rules of months and years, times that cannot be read. */
  readonly leftOutCount: number;
}

export const ICS_LIMITS = {
  bytes: 10 * 1024 * 1024,
  events: 20_000,
  /** Six classes of five hours make a thousand a year. */
  occurrences: 50_000,
  /** That rules go through, all together: a thousand of them over five years. */
  days: 2_000_000,
  /** A session of a day: what goes on over midnight is none. */
  minutes: 12 * 60,
} as const;

type Properties = ReadonlyMap<string, readonly Said[]>;

/**
 * Reads the events of a calendar file (RFC 5545) in a period: weekly and daily rules with their exceptions and moved
 * occurrences, times of any zone on the school's clock; of a zone that nobody knows by its name, as the file says that its clock goes.
 *
 * @returns null for what is no calendar file; `too-large` past `ICS_LIMITS`
 */
export function readIcs(
  text: string,
  period: { readonly firstDay: CivilDate; readonly lastDay: CivilDate },
): ReadCalendar | 'too-large' | null {
  const read = readParts(text);
  const events = read === null ? null : inKnownZones(read, period);
  if (events === null) return null;
  if (events.length > ICS_LIMITS.events) return 'too-large';
  // An occurrence that has an event of its own is that one alone: moved, or called off.
  const moved = Map.groupBy(
    events.filter((event) => event.has('RECURRENCE-ID')),
    (event) => firstOf(event, 'UID'),
  );
  const occurrences: Occurrence[] = [];
  let leftOutCount = 0;
  const walk = { daysLeft: ICS_LIMITS.days };
  for (const event of events) {
    const others = event.has('RECURRENCE-ID') ? [] : (moved.get(firstOf(event, 'UID')) ?? []);
    const elsewhere = others.flatMap((other) => other.get('RECURRENCE-ID') ?? []);
    const found = occurrencesOf(event, period, elsewhere, walk);
    if (found === null) leftOutCount += 1;
    else occurrences.push(...found);
    if (occurrences.length > ICS_LIMITS.occurrences || walk.daysLeft < 0) return 'too-large';
  }
  return { occurrences, leftOutCount };
}

/** Events, and by its name what the file says of each zone. */
interface Parts {
  readonly events: readonly Properties[];
  readonly zones: ReadonlyMap<string, readonly Properties[]>;
}

/** What properties are read of. */
const HOLDERS: ReadonlySet<string> = new Set(['VEVENT', 'VTIMEZONE', 'STANDARD', 'DAYLIGHT']);

/** The properties of each event and of each zone; null for what is no calendar, or ends in the middle. */
function readParts(text: string): Parts | null {
  const lines = text
    .replace(/^\uFEFF/, '')
    .replaceAll(/\r?\n[ \t]/g, '')
    .split(/\r?\n|\r/);
  if (
    lines
      .find((line) => line.trim() !== '')
      ?.trim()
      .toUpperCase() !== 'BEGIN:VCALENDAR'
  )
    return null;
  const events: Properties[] = [];
  const zones = new Map<string, readonly Properties[]>();
  const open: string[] = [];
  let held = new Map<string, { value: string; zone: string | null }[]>();
  let zone = held;
  let observances: Properties[] = [];
  for (const line of lines) {
    const [, name = '', parameters = '', value = ''] =
      /^([A-Za-z0-9-]+)((?:;(?:"[^"]*"|[^":;])*)*):(.*)$/.exec(line) ?? [];
    const key = name.toUpperCase();
    if (key === 'BEGIN') {
      open.push(value.trim().toUpperCase());
      if (HOLDERS.has(open.at(-1) ?? '')) held = new Map();
      if (open.at(-1) !== 'VTIMEZONE') continue;
      zone = held;
      observances = [];
    } else if (key === 'END') {
      const ended = value.trim().toUpperCase();
      if (open.pop() !== ended) return null;
      if (ended === 'VEVENT') events.push(held);
      else if (ended === 'STANDARD' || ended === 'DAYLIGHT') observances.push(held);
      else if (ended === 'VTIMEZONE') zones.set(firstOf(zone, 'TZID'), observances);
      // Of an event itself: an alarm within it has properties of its own.
    } else if (HOLDERS.has(open.at(-1) ?? '') && key !== '') {
      const place = /;TZID=(?:"([^"]*)"|([^;]*))/i.exec(parameters);
      const isDay = /;VALUE=DATE(?:;|$)/i.test(parameters);
      const said = { value: isDay ? `DATE ${value}` : value, zone: place?.[1] ?? place?.[2] ?? null };
      const before = held.get(key);
      if (before === undefined) held.set(key, [said]);
      else before.push(said);
    }
  }
  return open.length === 0 ? { events, zones } : null;
}

/** A file names few zones; one that names many is not looked through for each. */
const MOST_ZONES = 20;

/** The events with zones that are known: for a name of the file's own, the one whose clock goes as the file says. */
function inKnownZones(
  { events, zones }: Parts,
  { firstDay, lastDay }: { firstDay: CivilDate; lastDay: CivilDate },
): readonly Properties[] {
  const years = { first: Number(firstDay.slice(0, 4)), last: Number(lastDay.slice(0, 4)) };
  const unknown = [...zones].filter(([name]) => knownZone(name) === null).slice(0, MOST_ZONES);
  const named = new Map(unknown.map(([name, observances]) => [name, zoneLike(observances, years)]));
  if (named.size === 0) return events;
  const inZone = (said: Said): Said => ({ ...said, zone: named.get(said.zone ?? '') ?? said.zone });
  return events.map(
    (event) => new Map([...event].map(([key, all]): [string, Said[]] => [key, all.map(inZone)])),
  );
}

/** How far rules may still be gone through, of all events of a file. */
interface Walk {
  daysLeft: number;
}

/** Null: it is no session. */
function occurrencesOf(
  event: Properties,
  period: { firstDay: CivilDate; lastDay: CivilDate },
  elsewhere: readonly Said[],
  walk: Walk,
): Occurrence[] | null {
  if (firstOf(event, 'STATUS').toUpperCase() === 'CANCELLED') return [];
  const start = readMoment(event.get('DTSTART')?.[0]);
  if (start === null) return null;
  const length = lengthOf(event, start);
  if (length === null || length <= 0 || length > ICS_LIMITS.minutes) return null;
  const dates = datesOf(event, start, period, walk);
  if (dates === null) return null;
  const isOut = excludedBy([...elsewhere, ...listed(event, 'EXDATE')]);
  const summary = textOf(firstOf(event, LINE_PROPERTY) || firstOf(event, 'SUMMARY'));
  const location = textOf(firstOf(event, 'LOCATION'));
  const moments = [
    ...dates.map((date) => ({ ...start, date })),
    ...listed(event, 'RDATE').flatMap((said) => readMoment(said) ?? []),
  ];
  const byInstant = new Map(moments.map((moment) => [instantOfMoment(moment), moment]));
  return [...byInstant.values()]
    .filter((moment) => !isOut(moment))
    .map(onSchoolClock)
    .filter(({ date }) => period.firstDay <= date && date <= period.lastDay)
    .map(({ date, minutes }) => ({
      summary,
      location,
      date,
      fromMinute: minutes,
      toMinute: Math.min(24 * 60, minutes + length),
    }));
}

/** In minutes; null where nothing says it. */
function lengthOf(event: Properties, start: Moment): number | null {
  const end = readMoment(event.get('DTEND')?.[0]);
  if (end !== null) return Math.round((instantOfMoment(end) - instantOfMoment(start)) / 60_000);
  return readDuration(firstOf(event, 'DURATION'));
}

const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

/** The days of an event by its own clock, to the end of the period; null for a rule that is none of a timetable. */
function datesOf(
  event: Properties,
  start: Moment,
  { firstDay, lastDay }: { firstDay: CivilDate; lastDay: CivilDate },
  walk: Walk,
): CivilDate[] | null {
  const rule = firstOf(event, 'RRULE');
  if (rule === '') return [start.date];
  const parts = new Map(
    rule.split(';').map((part): [string, string] => {
      const [key = '', value = ''] = part.split('=');
      return [key.toUpperCase(), value];
    }),
  );
  const frequency = parts.get('FREQ')?.toUpperCase();
  const unknown = [...parts.keys()].filter(
    (key) => !['FREQ', 'INTERVAL', 'BYDAY', 'UNTIL', 'COUNT', 'WKST'].includes(key),
  );
  if ((frequency !== 'WEEKLY' && frequency !== 'DAILY') || unknown.length > 0) return null;
  const days = (parts.get('BYDAY') ?? '')
    .split(',')
    .filter((day) => day !== '')
    .map((day) => WEEKDAYS.indexOf(day.toUpperCase()) + 1);
  if (days.includes(0)) return null;
  const interval = Math.max(1, Number(parts.get('INTERVAL') ?? 1) || 1);
  const until = untilOf(parts.get('UNTIL'), start);
  const most = Number(parts.get('COUNT') ?? Number.POSITIVE_INFINITY);
  const begins = dayOf(start.date);
  const isWanted = frequency === 'WEEKLY' ? weekly(begins, days, interval) : daily(begins, days, interval);
  const dates: CivilDate[] = [];
  const end = until !== null && until < lastDay ? dayOf(until) : dayOf(lastDay) + 1;
  // A rule with a count counts from where it began, however long ago; any other can be entered at the period.
  const entry = parts.has('COUNT') ? begins : Math.max(begins, dayOf(firstDay) - 1);
  for (let day = entry; day <= end && dates.length < most; day += 1) {
    walk.daysLeft -= 1;
    if (walk.daysLeft < 0) return null;
    if (isWanted(day)) dates.push(addDays(EPOCH, day));
  }
  return dates;
}

const EPOCH = '1970-01-01';
/** Days since then: a rule is gone through by numbers, which a thousand times a year is quick. */
const dayOf = (date: CivilDate) => Math.round(Date.parse(date) / 86_400_000);
/** Of such a day, from 1 on Mondays; the first was a Thursday. */
const weekdayOfDay = (day: number) => ((day + 3) % 7) + 1;

function weekly(first: number, days: readonly number[], interval: number): (day: number) => boolean {
  const wanted = days.length === 0 ? [weekdayOfDay(first)] : days;
  const monday = first + 1 - weekdayOfDay(first);
  return (day) => wanted.includes(weekdayOfDay(day)) && Math.floor((day - monday) / 7) % interval === 0;
}

function daily(first: number, days: readonly number[], interval: number): (day: number) => boolean {
  return (day) => (day - first) % interval === 0 && (days.length === 0 || days.includes(weekdayOfDay(day)));
}

/** The last day by the event's clock; an end that is before the event's hour takes that day away. */
function untilOf(text: string | undefined, start: Moment): CivilDate | null {
  const until = text === undefined ? null : readMoment({ value: text, zone: start.zone }, true);
  if (until === null) return null;
  const { date, minutes } = wallTimeOf(instantOfMoment(until), start.zone);
  return !/T/.test(text ?? '') || minutes >= start.minutes ? date : addDays(date, -1);
}

/** Whether a time is one of these, by whatever clock it is said; a day alone takes all that begins on it. */
function excludedBy(said: readonly Said[]): (moment: Moment) => boolean {
  const days = new Set<CivilDate>();
  const instants = new Set<number>();
  for (const one of said) {
    const at = readMoment(one);
    const day = at === null ? readMoment(one, true) : null;
    if (at !== null) instants.add(instantOfMoment(at));
    if (day !== null) days.add(day.date);
  }
  return (moment) => days.has(moment.date) || instants.has(instantOfMoment(moment));
}

/** What a property lists, one by one. */
function listed(event: Properties, name: string): Said[] {
  return (event.get(name) ?? []).flatMap(({ value, zone }) =>
    value
      .replace(/^DATE /, '')
      .split(',')
      .map((one) => ({ value: one, zone })),
  );
}

function onSchoolClock(moment: Moment): { date: CivilDate; minutes: number } {
  return moment.zone === SCHOOL_CLOCK ? moment : wallTimeOf(instantOfMoment(moment), SCHOOL_CLOCK);
}

function firstOf(event: Properties, name: string): string {
  return event.get(name)?.[0]?.value ?? '';
}

/** A text as 3.3.11 escapes it, on one line. */
function textOf(value: string): string {
  return value
    .replaceAll(/\\([\\;,nN])/g, (_, letter: string) => (/n/i.test(letter) ? ' ' : letter))
    .replaceAll(/\s+/g, ' ')
    .trim();
}
