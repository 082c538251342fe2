import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../../main/engine/platform/clock.ts';
import { makeTemplate } from './device.ts';
import type { EntRules } from './model-ent.ts';
import { type RunReport, runSeed } from './world.ts';

/** Databases in memory, where the system offers it: fsync costs nothing there. */
const FASTEST_FOLDER = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

export interface SeedRange {
  readonly from: number;
  readonly count: number;
  readonly rules?: EntRules;
}

/** Runs seeds one after the other, each told when it has ended. Ends early when `onReport` answers false. */
export async function runSeeds(
  { from, count, rules }: SeedRange,
  onReport: (report: RunReport) => boolean,
): Promise<void> {
  const directory = mkdtempSync(join(FASTEST_FOLDER, 'cartable-simulation-'));
  try {
    const template = await makeTemplate(directory, systemClock);
    const options = { directory, template, ...(rules === undefined ? {} : { rules }) };
    for (let seed = from; seed < from + count; seed += 1) if (!onReport(await runSeed(seed, options))) return;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** The reports of the seeds that broke an invariant, up to `most`. */
export async function violatingSeeds(range: SeedRange, most = 3): Promise<RunReport[]> {
  const broken: RunReport[] = [];
  await runSeeds(range, (report) => {
    if (report.violations.length > 0) broken.push(report);
    return broken.length < most;
  });
  return broken;
}

/** What a person needs to see of a counterexample. */
export function describeReports(reports: readonly RunReport[]): string {
  return reports
    .map(({ seed, violations, trace }) => [`seed ${seed}`, ...violations, ...trace].join('\n  '))
    .join('\n\n');
}
