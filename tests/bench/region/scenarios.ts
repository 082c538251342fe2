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
import { type LoadCurve, type LoadSummary, summaryOf } from './load-curve.ts';
import { type Scenario, simulateRegion } from './simulate.ts';
import { leftOver, type StudentsHours } from './students-hours.ts';
import {
  type LeverRow,
  type SeedRow,
  type SensitivityRow,
  type TimesLess,
  timesLess,
  tryLevers,
  trySeeds,
  trySensitivity,
} from './what-ifs.ts';

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
  readonly timesLess: TimesLess;
  readonly refusedSessions: number;
  readonly minutesToObey: number | null;
  /** Where Cartable's share of the load goes. */
  readonly kinds: readonly KindSummary[];
  readonly ms: number;
}

export interface RegionReport {
  readonly seed: number;
  readonly teachers: number;
  readonly assumptions: Readonly<Record<AssumptionName, Assumption>>;
  readonly scenarios: readonly ScenarioOutcome[];
  readonly studentsHours: StudentsHours;
  readonly levers: readonly LeverRow[];
  readonly seeds: readonly SeedRow[];
  readonly sensitivity: readonly SensitivityRow[];
  /** Teachers' curves by scenario, and everyone else's: what the plots are drawn from. */
  readonly curves: Readonly<Record<string, LoadCurve>>;
}

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
    const less = timesLess(webOnly, teachers);
    scenarios.push({
      name,
      share,
      teachers,
      timesLess: less,
      refusedSessions,
      minutesToObey,
      kinds: region.kinds.all(),
      ms,
    });
    tell(
      `${name}: ${(ms / 1000).toFixed(1)} s; requests ÷ ${less.requests}, peak ÷ ${less.peak}, bytes in students' hours ÷ ${less.bytesInStudentsHours}, CPU ÷ ${less.cpu}; 95 % obey after ${minutesToObey ?? '–'} min`,
    );
  }
  tell('what changes the result…');
  return {
    seed,
    teachers: figures.teachers,
    assumptions,
    scenarios,
    studentsHours: leftOver(scenarios, figures),
    levers: tryLevers(figures, seed),
    seeds: trySeeds(figures),
    sensitivity: trySensitivity(assumptions, figures, seed),
    curves,
  };
}
