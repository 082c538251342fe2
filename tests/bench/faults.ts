import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import type { SeedReport } from '../faults/simulation/seed-worker.ts';

// The simulation of tests/faults, over many more seeds than `npm test` has time for. Ends with code 1 if an invariant was
// broken.
const HELP = `Usage: npm run bench -- faults [--seeds N] [--from N] [--json]
  --seeds N  how many, 2000 if absent; the whole proof is --seeds 200000, some hours of every processor
  --from N   the first one, 2001 if absent: npm test runs 1 to 2000
  --json     one line of JSON in the place of a table
A seed that breaks an invariant is printed with it.`;
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '2000' },
    from: { type: 'string', default: '2001' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const [seeds, from] = [Number(values.seeds), Number(values.from)];
if (!(Number.isInteger(seeds) && seeds > 0 && Number.isInteger(from))) {
  console.error(HELP);
  process.exit(2);
}
if (values.help) {
  console.log(HELP);
  process.exit(0);
}

const startedAt = performance.now();
const broken: Pick<SeedReport, 'seed' | 'violations'>[] = [];
/** Seeds that ran to their end: a process that dies must not look like one that found nothing. */
let ended = 0;
const troubles = new Map<string, number>();
const workers = Math.min(availableParallelism(), seeds);
const share = Math.ceil(seeds / workers);
await Promise.all(Array.from({ length: workers }, (_, index) => runShare(index)));
const figures = {
  seeds,
  ended,
  from,
  violations: broken.length,
  broken: broken.slice(0, 20),
  troubles: Object.fromEntries([...troubles].sort()),
  elapsedMs: Math.round(performance.now() - startedAt),
};
if (values.json) console.log(JSON.stringify(figures));
else console.log(figures);
process.exitCode = broken.length === 0 && ended === seeds ? 0 : 1;

/** One process's part of the seeds: threads of one process would wait for each other's memory, and take 1.4 times as long. */
function runShare(index: number): Promise<void> {
  const range = { from: from + index * share, count: Math.min(share, seeds - index * share) };
  if (range.count <= 0) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const worker = fork(new URL('../faults/simulation/seed-worker.ts', import.meta.url), [
      String(range.from),
      String(range.count),
    ]);
    worker.on('message', (report: SeedReport) => {
      for (const [trouble, count] of report.troubles)
        troubles.set(trouble, (troubles.get(trouble) ?? 0) + count);
      if (report.violations.length > 0) broken.push({ seed: report.seed, violations: report.violations });
      ended += 1;
    });
    worker.once('error', reject);
    worker.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`seeds from ${range.from}: code ${code}`)),
    );
  });
}
