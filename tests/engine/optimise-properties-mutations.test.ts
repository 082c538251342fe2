import { expect, onTestFinished, test } from 'vitest';
import { createOptimiser } from '../../main/engine/optimise/pool.ts';
import { nodeProcesses } from '../../main/engine/platform/processes.ts';
import { fuzz } from './optimise-fuzz.ts';
import { makeSeeds, mutate } from './optimise-mutations.ts';
import { temporaryFolder } from './synced-class.ts';

/** Another one on each run; a failure prints it, and SEED repeats that run. */
const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);
const FILES = 250;

test(`no damage to a document does more than refuse it (SEED=${seed})`, async () => {
  const optimiser = createOptimiser({ processes: nodeProcesses(), concurrency: 2 });
  onTestFinished(() => optimiser.close());
  const { files, outcomes, findings } = await fuzz({
    optimiser,
    seeds: await makeSeeds(),
    seed,
    indexes: Array.from({ length: FILES }, (_, index) => index),
    folder: await temporaryFolder(),
    concurrency: 2,
  });
  expect(findings).toEqual([]);
  expect(files).toBe(FILES);
  // Some of the damage is harmless: otherwise nothing but the front door would have been tried.
  expect(outcomes.optimised).toBeGreaterThan(0);
  expect(outcomes['refused: damaged']).toBeGreaterThan(0);
});

test('a mutation is the same each time it is asked for', async () => {
  const seeds = await makeSeeds();
  for (const index of [0, 7, 1234]) {
    expect(mutate(seeds, seed, index).bytes.equals(mutate(seeds, seed, index).bytes)).toBe(true);
  }
});
