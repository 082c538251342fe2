import { parentPort, workerData } from 'node:worker_threads';
import { runSeeds, type SeedRange } from './run-seeds.ts';

// Runs a share of the seeds for tests/bench/faults.ts, and tells each as it ends.
await runSeeds(workerData as SeedRange, ({ seed, violations, troubles }) => {
  parentPort?.postMessage({ seed, violations, troubles });
  return true;
});
