/** The school year 2026-2027 in zone A (Lyon, Grenoble…): days off as first and last day, both included. */
const FIRST_DAY = '2026-09-01';
const LAST_DAY = '2027-07-02';
const DAYS_OFF = [
  ['2026-10-17', '2026-11-01'], // Toussaint
  ['2026-11-11', '2026-11-11'],
  ['2026-12-19', '2027-01-03'], // Noël
  ['2027-02-13', '2027-02-28'], // hiver
  ['2027-03-29', '2027-03-29'], // lundi de Pâques
  ['2027-04-10', '2027-04-25'], // printemps
  ['2027-05-06', '2027-05-09'], // Ascension
  ['2027-05-17', '2027-05-17'], // lundi de Pentecôte
] as const;
const PERIODS = [
  { label: '1er trimestre', from: '2026-09-01', to: '2026-11-29' },
  { label: '2e trimestre', from: '2026-11-30', to: '2027-03-07' },
  { label: '3e trimestre', from: '2027-03-08', to: '2027-07-02' },
] as const;

/** Grades of a period can still be entered this long after its end. */
const CLOSES_AFTER_DAYS = 10;
const DAY_MS = 86_400_000;
/** 52 weeks: another year has the same weekdays, and holidays within a few days of the true ones. */
const YEAR_DAYS = 364;
const TIME_ZONE = 'Europe/Paris';

export interface SchoolPeriod {
  readonly label: string;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly isClosed: boolean;
}

/**
 * The days on which there is school, seen from a given moment.
 *
 * Days are counted in school days from today (or, in the holidays, from the last school day): -1 is the one before.
 */
export class SchoolCalendar {
  readonly label: string;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly #now: number;
  readonly #shiftDays: number;
  /** Days since 1970. */
  readonly #days: readonly number[];
  readonly #today: number;

  constructor(now: number) {
    this.#now = now;
    // A school year is meant from mid-August on, when teachers begin to prepare it.
    const date = new Date(now - 227 * DAY_MS);
    const years = date.getUTCFullYear() - 2026;
    this.#shiftDays = years * YEAR_DAYS;
    this.label = `${2026 + years}-${2027 + years}`;
    this.#days = this.#schoolDays();
    this.startsAt = this.#localTime(dayOf(FIRST_DAY) + this.#shiftDays, 0, 0);
    this.endsAt = this.#localTime(dayOf(LAST_DAY) + this.#shiftDays + 1, 0, 0);
    const passed = this.#days.filter((day) => this.#localTime(day, 0, 0) <= now);
    this.#today = Math.max(0, passed.length - 1);
  }

  /** Epoch ms of a clock time, `offset` school days from today; the year's ends are the furthest days. */
  at(offset: number, time: `${number}:${number}`): number {
    const [hours = 0, minutes = 0] = time.split(':').map(Number);
    return this.#localTime(this.#dayAt(offset), hours, minutes);
  }

  /** ISO weekday (1 is Monday) of the day `offset` school days from today. */
  weekday(offset: number): number {
    return ((this.#dayAt(offset) + 3) % 7) + 1;
  }

  periods(): SchoolPeriod[] {
    return PERIODS.map(({ label, from, to }) => {
      const startsAt = this.#localTime(dayOf(from) + this.#shiftDays, 0, 0);
      const endsAt = this.#localTime(dayOf(to) + this.#shiftDays + 1, 0, 0);
      return { label, startsAt, endsAt, isClosed: this.#now > endsAt + CLOSES_AFTER_DAYS * DAY_MS };
    });
  }

  #dayAt(offset: number): number {
    const place = Math.min(Math.max(this.#today + offset, 0), this.#days.length - 1);
    return this.#days[place] ?? dayOf(FIRST_DAY);
  }

  #schoolDays(): number[] {
    const days: number[] = [];
    for (let day = dayOf(FIRST_DAY); day <= dayOf(LAST_DAY); day++) {
      const isWeekend = (day + 3) % 7 >= 5;
      const isOff = DAYS_OFF.some(([from, to]) => day >= dayOf(from) && day <= dayOf(to));
      if (!isWeekend && !isOff) days.push(day + this.#shiftDays);
    }
    return days;
  }

  /** Epoch ms of a clock time in the school's zone. */
  #localTime(day: number, hours: number, minutes: number): number {
    const asUtc = day * DAY_MS + (hours * 60 + minutes) * 60_000;
    // The zone is one or two hours ahead of UTC: whichever reads back as the time wanted.
    return [asUtc - 2 * 3_600_000, asUtc - 3_600_000].find((at) => hourIn(at) === hours) ?? asUtc;
  }
}

const hourFormat = new Intl.DateTimeFormat('en-GB', {
  timeZone: TIME_ZONE,
  hour: '2-digit',
  hourCycle: 'h23',
});

function hourIn(at: number): number {
  return Number(hourFormat.format(at));
}

function dayOf(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / DAY_MS;
}
