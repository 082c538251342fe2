import type { Assumption, AssumptionName, Figures } from './assumptions.ts';
import { type LoadSummary, summaryOf } from './load-curve.ts';
import { type Scenario, simulateRegion } from './simulate.ts';

/** Beside the web only: how many times less. */
export interface TimesLess {
  readonly requests: number;
  readonly peak: number;
  readonly bytesInStudentsHours: number;
  readonly cpu: number;
}

export interface SensitivityRow extends TimesLess {
  readonly name: AssumptionName;
  readonly at: number;
}

/** The same with other chance. */
export interface SeedRow extends TimesLess {
  readonly seed: number;
}

/** What a school or an ENT could change, and what it would do. */
export interface LeverRow extends TimesLess {
  readonly changes: Partial<Figures>;
}

/** Share of the teachers with which sensitivity and levers are computed; but for peaks, ratios do not depend on it. */
const SAMPLE = 0.05;
/** The same for other seeds, of which the spread is told. */
const SEED_SAMPLE = 0.1;
/** With fewer teachers a handful of classes decides. */
const LEAST = 500;
const SEEDS = [1, 2, 3, 4, 5];

export function timesLess(web: LoadSummary, ours: LoadSummary): TimesLess {
  const ratio = (a: number, b: number) => Math.round((a / Math.max(b, 1e-9)) * 10) / 10;
  return {
    requests: ratio(web.requests, ours.requests),
    peak: ratio(web.surgeMondayPeakPerSecond, ours.surgeMondayPeakPerSecond),
    bytesInStudentsHours: ratio(web.bytesInStudentsHours, ours.bytesInStudentsHours),
    cpu: ratio(web.cpuSeconds, ours.cpuSeconds),
  };
}

/** Each assumption at both ends of its range, the others as they are: all teachers on Cartable beside the web only. */
export function trySensitivity(
  assumptions: Readonly<Record<AssumptionName, Assumption>>,
  figures: Figures,
  seed: number,
): readonly SensitivityRow[] {
  const names = (Object.keys(assumptions) as AssumptionName[]).filter((name) => MATTERING.has(name));
  return names.flatMap((name) =>
    (assumptions[name].range ?? []).map((at) => ({
      name,
      at,
      ...tryWith({ ...sampled(figures, SAMPLE), [name]: at }, seed),
    })),
  );
}

/** As it is; computers that stay on at night; lighter copies; and two of these together. */
const LEVERS: readonly Partial<Figures>[] = [
  {},
  { eveningsOpen: 0.95 },
  { capacity: 3 },
  { copyBytes: 400_000 },
  { leftOn: 0.5 },
  { leftOn: 0.5, copyBytes: 400_000 },
  { leftOn: 1 },
  { leftOn: 1, capacity: 3 },
];

/** What it would take to leave the students' hours alone. */
export function tryLevers(figures: Figures, seed: number): readonly LeverRow[] {
  return LEVERS.map((changes) => ({
    changes,
    ...tryWith({ ...sampled(figures, SAMPLE), ...changes }, seed),
  }));
}

export function trySeeds(figures: Figures): readonly SeedRow[] {
  return SEEDS.map((seed) => ({ seed, ...tryWith(sampled(figures, SEED_SAMPLE), seed) }));
}

function sampled(figures: Figures, share: number): Figures {
  return { ...figures, teachers: Math.max(figures.teachers * share, Math.min(figures.teachers, LEAST)) };
}

function tryWith(figures: Figures, seed: number): TimesLess {
  const summaryWith = (share: number) => {
    const scenario: Scenario = { name: 'what-if', share, hasWindows: true, hasCrisisPolicy: false };
    const { web, cartable } = simulateRegion(scenario, figures, seed);
    web.addAll(cartable);
    return summaryOf(web);
  };
  return timesLess(summaryWith(0), summaryWith(1));
}

/** Those that change how teachers' work compares; the others scale both sides, or only the pages of everyone else. */
const MATTERING: ReadonlySet<AssumptionName> = new Set([
  'classesPerWeek',
  'workSurge',
  'minutesPerCopy',
  'inSchoolHours',
  'daysBeforeGrading',
  'annotated',
  'copyBytes',
  'hoursOpen',
  'eveningsOpen',
  'leftOn',
  'capacity',
]);
