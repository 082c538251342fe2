import { SeededRandom } from '../../faults/simulation/seeded-random.ts';
import { CLASS_SIZE, type Figures } from './assumptions.ts';
import { DAY_MINUTES, DAYS, isWeekend, minuteOf, RUN_IN_DAYS, SURGE_MONDAY } from './fortnight.ts';

/** A class that a teacher grades in one go. Minutes since the fortnight began. */
export interface GradedClass {
  /** When the copies are at the ENT: from half of the mean before, to one and a half. */
  readonly handedInAt: number;
  readonly startsAt: number;
  readonly endsAt: number;
  /** When each copy is done with, minutes since `startsAt`. */
  readonly copyEnds: readonly number[];
  readonly isAnnotated: boolean;
}

/** A stretch of time in which Cartable is open. */
export interface OpenTime {
  readonly from: number;
  readonly to: number;
}

/** What one teacher does in the fortnight: the same whatever tool it is done with. */
export interface Fortnight {
  readonly classes: readonly GradedClass[];
  readonly open: readonly OpenTime[];
}

/** The fortnight of the teacher with this number. Chance comes from the seed and the number alone. */
export function fortnightOf(teacher: number, figures: Figures, seed: number): Fortnight {
  const random = new SeededRandom((seed * 1_000_003 + teacher) | 0, 'teacher');
  const classes = [0, 1].flatMap((week) => {
    const mean = figures.classesPerWeek * (week === 1 ? figures.workSurge : 1);
    return Array.from({ length: poisson(mean, random) }, () => gradedClass(week, figures, random));
  });
  const open = [
    ...classes.map((graded) => whileGrading(graded, random)),
    ...otherwiseOpen(figures, random),
    ...leftOn(figures, random),
  ];
  return { classes: classes.sort((a, b) => a.startsAt - b.startsAt), open: joined(open) };
}

function gradedClass(week: number, figures: Figures, random: SeededRandom): GradedClass {
  const lasts = Math.round(CLASS_SIZE * figures.minutesPerCopy);
  const startsAt = startOf(week, figures, random);
  const handedInAt =
    startsAt - Math.round(figures.daysBeforeGrading * DAY_MINUTES * (0.5 + random.fraction()));
  const isAnnotated = random.happens(figures.annotated);
  return { handedInAt, startsAt, endsAt: startsAt + lasts, copyEnds: copyEndsOf(lasts, random), isAnnotated };
}

/** Of a copy's time, in means: no copy takes less. */
const LEAST_OF_A_COPY = 0.3;

/**
 * Copies are not alike, and nobody grades by the clock: the time between two is a little and then a chance, of which every
 * twentieth is three times the mean. At an even pace no moment would be quiet, and edits would gather better than they do.
 */
function copyEndsOf(lasts: number, random: SeededRandom): readonly number[] {
  const times = Array.from(
    { length: CLASS_SIZE },
    () => LEAST_OF_A_COPY - (1 - LEAST_OF_A_COPY) * Math.log(1 - random.fraction()),
  );
  const unit = lasts / times.reduce((sum, time) => sum + time, 0);
  let at = 0;
  return times.map((time) => {
    at += time * unit;
    return at;
  });
}

/** In the students' hours, in the evening of a school day, or at the weekend (a fifth). */
function startOf(week: number, { inSchoolHours }: Figures, random: SeededRandom): number {
  const [schoolDay, weekend] = [week * 7 + random.below(5), week * 7 + 5 + random.below(2)];
  const place = random.fraction();
  if (place < inSchoolHours) return minuteOf(schoolDay, '08:30') + random.below(7 * 60);
  const isWeekendWork = place < inSchoolHours + (1 - inSchoolHours) * 0.28;
  return isWeekendWork
    ? minuteOf(weekend, '09:00') + random.below(10 * 60)
    : minuteOf(schoolDay, '17:00') + random.below(4 * 60);
}

/** Whoever has graded closes the computer at once, or leaves it on for a while: half an hour at most. */
function whileGrading({ startsAt, endsAt }: GradedClass, random: SeededRandom): OpenTime {
  return { from: startsAt - 2, to: endsAt + 1 + random.below(30) };
}

/** By day (at home in the surge week, more often than at school before), and in the evening: to prepare, or left on. */
function otherwiseOpen({ hoursOpen, eveningsOpen }: Figures, random: SeededRandom): readonly OpenTime[] {
  const times: OpenTime[] = [];
  for (let day = -RUN_IN_DAYS; day < DAYS; day += 1) {
    // Schools that close change school days: a weekend is spent as before.
    const byDay = day < SURGE_MONDAY || isWeekend(day) ? 0.3 : 0.6;
    for (const [from, chance] of [
      ['07:45', byDay],
      ['17:15', isWeekend(day) ? 0.3 : eveningsOpen],
    ] as const) {
      if (!random.happens(chance)) continue;
      const lasts = Math.round(hoursOpen * 60 * (0.25 + random.fraction() / 2));
      const begin = minuteOf(day, from) + random.below(90);
      times.push({ from: begin, to: Math.min(begin + lasts, DAYS * DAY_MINUTES) });
    }
  }
  return times;
}

/** On the nights before school days, for the share of the teachers who do. */
function leftOn({ leftOn: share }: Figures, random: SeededRandom): readonly OpenTime[] {
  if (!random.happens(share)) return [];
  const days = Array.from({ length: DAYS + RUN_IN_DAYS }, (_, index) => index - RUN_IN_DAYS);
  return days
    .filter((day) => !isWeekend(day))
    .map((day) => ({
      from: minuteOf(day - 1, '20:30') + random.below(90),
      to: minuteOf(day, '08:00') + random.below(30),
    }));
}

function joined(times: readonly OpenTime[]): readonly OpenTime[] {
  const merged: { from: number; to: number }[] = [];
  for (const { from, to } of [...times].sort((a, b) => a.from - b.from)) {
    const before = merged.at(-1);
    if (before !== undefined && from <= before.to) before.to = Math.max(before.to, to);
    else merged.push({ from, to });
  }
  return merged;
}

/** Knuth's method, for small means. */
function poisson(mean: number, random: SeededRandom): number {
  const limit = Math.exp(-mean);
  let [count, product] = [0, random.fraction()];
  while (product > limit) {
    count += 1;
    product *= random.fraction();
  }
  return count;
}
