/**
 * Mutated documents by the thousand: `npm run bench -- fuzz [--files N] [--from INDEX] [--seed N] [--only INDEX --keep DIR] [--json]`.
 *
 * Documents made here and the small ones of the corpus (CARTABLE_CORPUS, or ../shared/corpus beside the project) are damaged
 * as disks do and as somebody who knows their formats would. Nothing may take over ten seconds, end a process, or get an answer
 * that is not one of the typed outcomes. A finding is made again by its seed and index, and kept as a file by --keep.
 * --from goes on where a run with the same seed was left.
 */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createOptimiser } from '../../main/engine/optimise/pool.ts';
import { nodeProcesses } from '../../main/engine/platform/processes.ts';
import { fuzz, HANG_MS } from '../engine/optimise-fuzz.ts';
import { makeSeeds, mutate, type Seed } from '../engine/optimise-mutations.ts';
import { photoJpeg } from '../engine/optimise-pictures.ts';

/** Larger ones would take most of the time, and hold nothing that smaller ones do not. */
const MAX_SEED_BYTES = 250_000;
const CORES = 2;

const { values: flags } = parseArgs({
  options: {
    files: { type: 'string', default: '10000' },
    from: { type: 'string', default: '0' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
    only: { type: 'string' },
    keep: { type: 'string' },
    json: { type: 'boolean' },
  },
});
const corpus =
  process.env.CARTABLE_CORPUS ?? fileURLToPath(new URL('../../../shared/corpus', import.meta.url));
const seed = Number(flags.seed);
const seeds = [...(await makeSeeds()), ...(await corpusSeeds())];
const indexes =
  flags.only === undefined
    ? Array.from({ length: Number(flags.files) }, (_, index) => Number(flags.from) + index)
    : [Number(flags.only)];
if (flags.only !== undefined && flags.keep !== undefined) await keep(Number(flags.only), flags.keep);

const folder = await mkdtemp(join(tmpdir(), 'cartable-fuzz-'));
const optimiser = createOptimiser({
  processes: nodeProcesses(),
  concurrency: CORES,
  limits: { baseTimeMs: HANG_MS, timePerMegabyteMs: 0, maxTimeMs: HANG_MS },
});
try {
  console.error(`seed ${seed}, ${seeds.length} documents`);
  const onFile = (done: number) => {
    if (done % 500 === 0) console.error(`${done} of ${indexes.length}`);
  };
  const report = await fuzz({ optimiser, seeds, seed, indexes, folder, concurrency: CORES, onFile });
  const isAlive = await stillWorks();
  console.log(
    flags.json
      ? JSON.stringify({ seed, isAlive, ...report }, null, 2)
      : `${report.files} files, seed ${seed}, slowest ${report.slowestMs} ms, alive: ${isAlive}\n${table(report.outcomes)}\n` +
          `${report.findings.length} findings ${JSON.stringify(report.findings, null, 2)}`,
  );
  process.exitCode = isAlive && report.findings.length === 0 ? 0 : 1;
} finally {
  await optimiser.close();
  await rm(folder, { recursive: true, force: true });
}

async function corpusSeeds(): Promise<Seed[]> {
  const names = (await readdir(corpus).catch(() => [])).sort();
  const files = await Promise.all(
    names.map(async (name) => ({ name, bytes: await readFile(join(corpus, name)) })),
  );
  return files.filter(({ bytes }) => bytes.length > 0 && bytes.length <= MAX_SEED_BYTES);
}

async function keep(index: number, into: string): Promise<void> {
  const { name, bytes } = mutate(seeds, seed, index);
  await mkdir(into, { recursive: true });
  await writeFile(join(into, `${seed}-${index}-${name}`), bytes);
}

async function stillWorks(): Promise<boolean> {
  const inputPath = join(folder, 'photo.jpg');
  await writeFile(inputPath, await photoJpeg({ width: 600, height: 400 }));
  const { outcome } = await optimiser.optimise({
    inputPath,
    outputPath: join(folder, 'out'),
    preset: 'screen',
  });
  return outcome === 'optimised';
}

function table(outcomes: Readonly<Record<string, number>>): string {
  const rows = Object.entries(outcomes).sort(([, a], [, b]) => b - a);
  return rows.map(([outcome, count]) => `${String(count).padStart(7)} ${outcome}`).join('\n');
}
