import { SCHOOL_CLOCK, wallTimeOf } from '../calendar/civil-time.ts';

/** A time that a zone's clock is set by, as a file tells it itself (RFC 5545, 3.6.5). */
export type Observance = ReadonlyMap<string, readonly { readonly value: string }[]>;

interface Onsets {
  /** In minutes east of Greenwich, before and since. */
  readonly from: number;
  readonly to: number;
  /** When it begins in a year, epoch ms; null: not in that one. */
  inYear(year: number): number | null;
}

const WEEK_MS = 7 * 86_400_000;
/** What a file says of one zone at most: half a century of years told one by one. */
const MOST_OBSERVANCES = 100;
const WEEKDAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];

/** Looked through first: of clocks that go alike, those of French schools are meant. */
const LIKELY = [
  SCHOOL_CLOCK,
  'Europe/London',
  'America/Martinique',
  'America/Cayenne',
  'America/Miquelon',
  'Indian/Reunion',
  'Indian/Mayotte',
  'Pacific/Noumea',
  'Pacific/Tahiti',
  'UTC',
];

/** The zone whose clock goes in these years as a file says that its own goes; null: there is none, or nothing is said. */
export function zoneLike(
  observances: readonly Observance[],
  years: { readonly first: number; readonly last: number },
): string | null {
  const onsets = observances.slice(0, MOST_OBSERVANCES).map(readOnsets);
  if (onsets.length === 0 || onsets.includes(null)) return null;
  const told = onsets as Onsets[];
  const instants: number[] = [];
  for (let at = Date.UTC(years.first, 0, 1, 12); at < Date.UTC(years.last + 1, 0, 1); at += WEEK_MS)
    instants.push(at);
  const wanted = instants.map((at) => toldOffset(told, at));
  const goesAlike = (zone: string) => instants.every((at, index) => offsetOf(zone, at) === wanted[index]);
  return [...LIKELY, ...Intl.supportedValuesOf('timeZone')].find(goesAlike) ?? null;
}

/** What the file's clock shows: as its latest change has set it. */
function toldOffset(onsets: readonly Onsets[], at: number): number {
  const year = new Date(at).getUTCFullYear();
  const begun = onsets.flatMap((onset) =>
    [year - 1, year, year + 1].flatMap((one) => {
      const begins = onset.inYear(one);
      return begins === null ? [] : [{ begins, onset }];
    }),
  );
  const before = begun.filter(({ begins }) => begins <= at).sort((a, b) => b.begins - a.begins)[0];
  const next = begun.sort((a, b) => a.begins - b.begins)[0];
  return before?.onset.to ?? next?.onset.from ?? onsets[0]?.to ?? 0;
}

function offsetOf(zone: string, at: number): number {
  const { date, minutes } = wallTimeOf(at, zone);
  return Math.round((Date.parse(date) - at) / 60_000) + minutes;
}

function readOnsets(observance: Observance): Onsets | null {
  const said = (name: string) => observance.get(name)?.[0]?.value.trim() ?? '';
  const [from, to] = [offsetIn(said('TZOFFSETFROM')), offsetIn(said('TZOFFSETTO'))];
  const [, year, month, day, hour, minute] =
    /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})\d{2}$/.exec(said('DTSTART')) ?? [];
  if (from === null || to === null || year === undefined) return null;
  const ofDay = (Number(hour) * 60 + Number(minute) - from) * 60_000;
  const rule = said('RRULE');
  if (rule === '') {
    const at = Date.UTC(Number(year), Number(month) - 1, Number(day)) + ofDay;
    // It has held ever since.
    return { from, to, inYear: (one) => (one >= Number(year) ? at : null) };
  }
  const dayIn = yearly(rule, Number(month));
  if (dayIn === null) return null;
  const until = /UNTIL=(\d{4})/i.exec(rule)?.[1] ?? '9999';
  return {
    from,
    to,
    inYear: (one) => (one < Number(year) || one > Number(until) ? null : dayIn(one) + ofDay),
  };
}

/** « +0130 » in minutes. */
function offsetIn(text: string): number | null {
  const [, sign, hours, minutes] = /^([+-])(\d{2})(\d{2})(?:\d{2})?$/.exec(text) ?? [];
  if (sign === undefined) return null;
  return (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1);
}

/** The day of a yearly rule, as midnight by Greenwich: « the last Sunday of March ». Null for any other rule. */
function yearly(rule: string, monthOfStart: number): ((year: number) => number) | null {
  const part = (name: string) => new RegExp(`(?:^|;)${name}=([^;]*)`, 'i').exec(rule)?.[1] ?? '';
  const [, count, name = ''] = /^([+-]?[1-5])([A-Z]{2})$/i.exec(part('BYDAY')) ?? [];
  const weekday = WEEKDAYS.indexOf(name.toUpperCase());
  const month = part('BYMONTH') === '' ? monthOfStart : Number(part('BYMONTH'));
  if (!/^YEARLY$/i.test(part('FREQ')) || weekday < 0 || !(month >= 1 && month <= 12)) return null;
  const nth = Number(count);
  return (year) => {
    const edge = nth > 0 ? Date.UTC(year, month - 1, 1) : Date.UTC(year, month, 0);
    const away = nth > 0 ? weekday - new Date(edge).getUTCDay() : new Date(edge).getUTCDay() - weekday;
    const days = ((away + 7) % 7) + (Math.abs(nth) - 1) * 7;
    return edge + (nth > 0 ? days : -days) * 86_400_000;
  };
}
