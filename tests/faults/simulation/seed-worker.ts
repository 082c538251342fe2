import { runSeeds } from './run-seeds.ts';
import type { RunReport } from './world.ts';

/** What is told of a seed that has ended. */
export interface SeedReport extends Pick<RunReport, 'seed' | 'violations'> {
  readonly troubles: readonly (readonly [trouble: string, count: number])[];
}

// Runs a share of the seeds for tests/bench/faults.ts, and tells each as it ends: seed-worker.ts FIRST COUNT.
const [from, count] = process.argv.slice(2).map(Number) as [number, number];
await runSeeds({ from, count }, ({ seed, violations, troubles }) => {
  process.send?.({ seed, violations, troubles: [...troubles] } satisfies SeedReport);
  return true;
});
process.disconnect?.();
