/** The school's clock: a teacher abroad still means the school's eight o'clock. */
const TIME_ZONE = 'Europe/Paris';

/** Powers of 1000, as French and English system tools count file sizes. */
const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

export interface Formats {
  /** Points without their maximum: 1450 → « 14,5 ». */
  points(pointsTimes100: number): string;
  /** A grade with its maximum: 1450 of 2000 → « 14,5/20 ». */
  grade(pointsTimes100: number, maxTimes100: number): string;
  /** Bytes as people say them: 1 400 000 → « 1,4 Mo ». */
  size(sizeBytes: number): string;
  count(value: number): string;
  /** A share between 0 and 1 → « 38 % ». */
  percent(share: number): string;
  /** « mardi 24 novembre » */
  day(atMs: number): string;
  /** « mar. 24 nov. » */
  shortDay(atMs: number): string;
  /** « 24 nov. 2026 » */
  date(atMs: number): string;
  /** « 24 nov. 2026, 09:42 » */
  dateTime(atMs: number): string;
  /** « 09:42 » */
  time(atMs: number): string;
  /** « il y a 3 minutes », « dans 2 jours ». */
  relative(atMs: number, nowMs: number): string;
  /** « 4,2 s », « 3 min 10 s » */
  duration(durationMs: number): string;
}

const byLanguage = new Map<string, Formats>();

/** The ways to write numbers, sizes and times in a language. Made once per language: Intl is slow to build. */
export function createFormats(language: string): Formats {
  const known = byLanguage.get(language);
  if (known !== undefined) return known;
  // British rather than American English: days before months, and a clock of 24 hours, as in the school.
  const locale = language === 'en' ? 'en-GB' : 'fr-FR';
  const formats = { ...numberFormats(locale), ...timeFormats(locale) };
  byLanguage.set(language, formats);
  return formats;
}

function numberFormats(locale: string) {
  const pointsFormat = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  const countFormat = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const percentFormat = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const sizeFormats = UNITS.map(
    (unit) =>
      new Intl.NumberFormat(locale, {
        style: 'unit',
        unit,
        unitDisplay: unit === 'byte' ? 'long' : 'short',
        maximumFractionDigits: unit === 'byte' || unit === 'kilobyte' ? 0 : 1,
      }),
  );
  const points = (pointsTimes100: number) => pointsFormat.format(pointsTimes100 / 100);
  return {
    points,
    grade: (pointsTimes100: number, maxTimes100: number) =>
      `${points(pointsTimes100)}/${points(maxTimes100)}`,
    size: (sizeBytes: number) => {
      const { value, power } = scaled(sizeBytes);
      return sizeFormats[power]?.format(value) ?? String(sizeBytes);
    },
    count: (value: number) => countFormat.format(value),
    percent: (share: number) => percentFormat.format(share),
  };
}

/** Scales to the unit in which the number, as rounded for reading, stays below 1000. */
function scaled(sizeBytes: number): { value: number; power: number } {
  let value = Math.max(0, sizeBytes);
  let power = 0;
  while (power < UNITS.length - 1 && value >= (power < 2 ? 999.5 : 999.95)) {
    value /= 1000;
    power += 1;
  }
  return { value, power };
}

/** ECMA-262, time range: beyond it `Intl` throws. */
const LAST_INSTANT_MS = 8.64e15;

function timeFormats(locale: string) {
  const format = (options: Intl.DateTimeFormatOptions) => {
    const intl = new Intl.DateTimeFormat(locale, { timeZone: TIME_ZONE, ...options });
    // A clock that is far off somewhere must not take the screen away: what no calendar shows is its end.
    return (atMs: number) => intl.format(Math.max(-LAST_INSTANT_MS, Math.min(LAST_INSTANT_MS, atMs)));
  };
  return {
    day: format({ weekday: 'long', day: 'numeric', month: 'long' }),
    shortDay: format({ weekday: 'short', day: 'numeric', month: 'short' }),
    date: format({ day: 'numeric', month: 'short', year: 'numeric' }),
    dateTime: format({ day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' }),
    time: format({ hour: '2-digit', minute: '2-digit' }),
    relative: relativeFormat(locale),
    duration: durationFormat(locale),
  };
}

function relativeFormat(locale: string) {
  const intl = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const steps = [
    ['day', 86_400_000],
    ['hour', 3_600_000],
    ['minute', 60_000],
  ] as const;
  return (atMs: number, nowMs: number): string => {
    const differenceMs = atMs - nowMs;
    for (const [unit, unitMs] of steps) {
      if (Math.abs(differenceMs) >= unitMs) return intl.format(Math.trunc(differenceMs / unitMs), unit);
    }
    return intl.format(0, 'second');
  };
}

function durationFormat(locale: string) {
  // « 18 s » in French; short English says “18 secs”.
  const unitDisplay = locale === 'en-GB' ? 'narrow' : 'short';
  const unit = (name: 'second' | 'minute', maximumFractionDigits: number) =>
    new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay, maximumFractionDigits });
  const minutes = unit('minute', 0);
  const seconds = unit('second', 0);
  const shortSeconds = unit('second', 1);
  return (durationMs: number): string => {
    const wholeSeconds = Math.round(durationMs / 1000);
    if (durationMs < 10_000) return shortSeconds.format(Math.max(0, durationMs) / 1000);
    if (wholeSeconds < 60) return seconds.format(wholeSeconds);
    const rest = wholeSeconds % 60;
    const inMinutes = minutes.format(Math.floor(wholeSeconds / 60));
    return rest === 0 ? inMinutes : `${inMinutes} ${seconds.format(rest)}`;
  };
}
