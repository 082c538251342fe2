import { type CivilDate, instantOf, SCHOOL_CLOCK } from '../calendar/civil-time.ts';

/** A property of an event: what it says, and the clock that it says it by. */
export interface Said {
  readonly value: string;
  readonly zone: string | null;
}

/** A time by the clock that an event is kept by. */
export interface Moment {
  readonly date: CivilDate;
  readonly minutes: number;
  readonly zone: string;
}

/** A date and time; a day alone is none, unless it may be. */
export function readMoment(said: Said | undefined, isDayEnough = false): Moment | null {
  const [, year, month, day, hour, minute, utc] =
    /^(?:DATE )?(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})\d{2}(Z)?)?$/.exec(said?.value.trim() ?? '') ?? [];
  if (said === undefined || year === undefined || (hour === undefined && !isDayEnough)) return null;
  const date = `${year}-${month}-${day}`;
  // Before 1970 there is no school of today's, and clocks of which nobody knows.
  if (!isDay(date) || year < '1970' || Number(hour ?? 0) > 23 || Number(minute ?? 0) > 59) return null;
  const minutes = Number(hour ?? 0) * 60 + Number(minute ?? 0);
  return { date, minutes, zone: utc === 'Z' ? 'UTC' : zoneOf(said.zone) };
}

/** In epoch ms. */
export function instantOfMoment(moment: Moment): number {
  return instantOf(moment, moment.zone);
}

/** In minutes, as 3.3.6 writes it, weeks excepted; null for anything else. */
export function readDuration(text: string): number | null {
  const [all, days = '0', hours = '0', minutes = '0', seconds = '0'] =
    /^\+?P(?:(\d{1,3})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,5})M)?(?:(\d{1,7})S)?)?$/.exec(text.trim()) ?? [];
  if (all === undefined) return null;
  return Number(days) * 1440 + Number(hours) * 60 + Number(minutes) + Math.round(Number(seconds) / 60);
}

/** Whether there is such a day: 31 September is none. */
function isDay(date: CivilDate): boolean {
  const at = Date.parse(`${date}T00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(date);
}

/** The clocks of French schools as Windows calls them (windowsZones.xml of the Unicode CLDR), and London's, which Outlook takes for UTC. */
const WINDOWS_ZONES: Readonly<Record<string, string>> = {
  'Romance Standard Time': 'Europe/Paris',
  'W. Europe Standard Time': 'Europe/Berlin',
  'GMT Standard Time': 'Europe/London',
  'SA Western Standard Time': 'America/Martinique',
  'SA Eastern Standard Time': 'America/Cayenne',
  'Saint Pierre Standard Time': 'America/Miquelon',
  'Mauritius Standard Time': 'Indian/Reunion',
  'E. Africa Standard Time': 'Indian/Mayotte',
  'Central Pacific Standard Time': 'Pacific/Noumea',
  'Hawaiian Standard Time': 'Pacific/Tahiti',
};

/** A file says the same few names thousands of times. */
const asked = new Map<string, string>();
const MOST_ASKED = 100;

/** The school's clock for a name that nobody knows: most are a calendar's own names for the place where it is kept. */
function zoneOf(name: string | null): string {
  if (name === null) return SCHOOL_CLOCK;
  const before = asked.get(name);
  if (before !== undefined) return before;
  const found = findZone(name);
  if (asked.size === MOST_ASKED) asked.clear();
  asked.set(name, found);
  return found;
}

function findZone(name: string): string {
  return knownZone(name) ?? SCHOOL_CLOCK;
}

/** The zone that a name stands for, by itself; null: nobody knows. */
export function knownZone(name: string): string | null {
  const parts = name.split('/');
  // Some programs put an address of their own before the name.
  const names = [WINDOWS_ZONES[name] ?? name, ...[3, 2].map((count) => parts.slice(-count).join('/'))];
  return names.find(isZone) ?? null;
}

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('fr', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
