import {
  type Assumption,
  type AssumptionName,
  assumptionsOf,
  type ClassCosts,
  type Figures,
  figuresOf,
} from './assumptions.ts';
import { everyoneElse } from './everyone-else.ts';
import type { KindSummary } from './load-by-kind.ts';
import type { LoadCurve, LoadSummary } from './load-curve.ts';
import { summaryOf } from './load-curve.ts';
import { type Scenario, simulateRegion } from './simulate.ts';

const SCENARIOS: readonly Scenario[] = [
  { name: 'web', share: 0, hasWindows: true, hasCrisisPolicy: false },
  { name: 'ten', share: 0.1, hasWindows: true, hasCrisisPolicy: false },
  { name: 'quarter', share: 0.25, hasWindows: true, hasCrisisPolicy: false },
  { name: 'half', share: 0.5, hasWindows: true, hasCrisisPolicy: false },
  { name: 'all', share: 1, hasWindows: true, hasCrisisPolicy: false },
  { name: 'allWithoutWindows', share: 1, hasWindows: false, hasCrisisPolicy: false },
  { name: 'crisis', share: 1, hasWindows: true, hasCrisisPolicy: true },
];

/** What one scenario asks of the ENT. */
export interface ScenarioOutcome {
  readonly name: string;
  readonly share: number;
  /** All teachers together, by the web and by Cartable. */
  readonly teachers: LoadSummary;
  /** Beside the web only: how many times less. */
  readonly timesLess: {
    readonly requests: number;
    readonly peak: number;
    readonly bytesInStudentsHours: number;
    readonly cpu: number;
  };
  readonly refusedSessions: number;
  readonly minutesToObey: number | null;
  /** Where Cartable's share of the load goes. */
  readonly kinds: readonly KindSummary[];
  readonly ms: number;
}

export interface SensitivityRow {
  readonly name: AssumptionName;
  readonly at: number;
  readonly requests: number;
  readonly bytesInStudentsHours: number;
  readonly peak: number;
  readonly cpu: number;
}

export interface RegionReport {
  readonly seed: number;
  readonly teachers: number;
  readonly assumptions: Readonly<Record<AssumptionName, Assumption>>;
  readonly scenarios: readonly ScenarioOutcome[];
  readonly sensitivity: readonly SensitivityRow[];
  /** Teachers' curves by scenario, and everyone else's: what the plots are drawn from. */
  readonly curves: Readonly<Record<string, LoadCurve>>;
}

/** Share of the teachers with which the table of sensitivity is computed; ratios do not depend on it. */
const SAMPLE = 0.05;

/** Runs every scenario with the same people and the same chance. `tell` hears what is done. */
export function simulateAll(
  costs: ClassCosts,
  seed: number,
  changes: Partial<Figures>,
  tell: (line: string) => void,
): RegionReport {
  const assumptions = assumptionsOf(costs);
  const figures = figuresOf(assumptions, changes);
  const curves: Record<string, LoadCurve> = { ...everyoneElse(figures) };
  const scenarios: ScenarioOutcome[] = [];
  let webOnly: LoadSummary | null = null;
  for (const scenario of SCENARIOS) {
    const startedAt = performance.now();
    const region = simulateRegion(scenario, figures, seed);
    const ms = Math.round(performance.now() - startedAt);
    const curve = region.web;
    curve.addAll(region.cartable);
    curves[scenario.name] = curve;
    const teachers = summaryOf(curve);
    webOnly ??= teachers;
    const { refusedSessions, minutesToObey } = region;
    const { name, share } = scenario;
    scenarios.push({
      name,
      share,
      teachers,
      timesLess: timesLess(webOnly, teachers),
      refusedSessions,
      minutesToObey,
      kinds: region.kinds.all(),
      ms,
    });
    tell(`${name}: ${(ms / 1000).toFixed(1)} s`);
  }
  const sensitivity = trySensitivity(assumptions, { ...figures, teachers: figures.teachers * SAMPLE }, seed);
  return { seed, teachers: figures.teachers, assumptions, scenarios, sensitivity, curves };
}

function timesLess(web: LoadSummary, ours: LoadSummary): ScenarioOutcome['timesLess'] {
  const ratio = (a: number, b: number) => Math.round((a / Math.max(b, 1e-9)) * 10) / 10;
  return {
    requests: ratio(web.requests, ours.requests),
    peak: ratio(web.surgeMondayPeakPerSecond, ours.surgeMondayPeakPerSecond),
    bytesInStudentsHours: ratio(web.bytesInStudentsHours, ours.bytesInStudentsHours),
    cpu: ratio(web.cpuSeconds, ours.cpuSeconds),
  };
}

/** Each assumption at both ends of its range, the others as they are: all teachers on Cartable beside the web only. */
function trySensitivity(
  assumptions: RegionReport['assumptions'],
  figures: Figures,
  seed: number,
): SensitivityRow[] {
  const names = (Object.keys(assumptions) as AssumptionName[]).filter((name) => MATTERING.has(name));
  return names.flatMap((name) =>
    (assumptions[name].range ?? []).map((at) => {
      const changed = { ...figures, [name]: at };
      const [web, all] = ['web', 'all'].map((scenario) => summaryIn(scenario, changed, seed));
      if (web === undefined || all === undefined) throw new Error('no such scenario');
      return { name, at, ...timesLess(web, all) };
    }),
  );
}

function summaryIn(name: string, figures: Figures, seed: number): LoadSummary {
  const scenario = SCENARIOS.find((one) => one.name === name);
  if (scenario === undefined) throw new Error(`no scenario ${name}`);
  const { web, cartable } = simulateRegion(scenario, figures, seed);
  web.addAll(cartable);
  return summaryOf(web);
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
  'capacity',
]);
