/**
 * The optimiser beside its rivals, on the corpus, in one run: `npm run -s bench -- optimise [--json] [--likeness] [--golden]`.
 *
 * The corpus is the folder named by CARTABLE_CORPUS, or ../shared/corpus beside the project. Without --json or --likeness pages
 * are not rendered and no long scan is made, which takes minutes. `--golden` stores the figures as those that later runs are compared with.
 */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createOptimiser, type OptimiserResult } from '../../main/engine/optimise/pool.ts';
import { nodeProcesses } from '../../main/engine/platform/processes.ts';
import { measureDocumentMode } from './optimise/document-mode.ts';
import { type GoldenFigure, readGolden, stepsBack, writeGolden } from './optimise/golden.ts';
import { photoLikeness } from './optimise/likeness.ts';
import { measureLongScan } from './optimise/long-scan.ts';
import { outcomeOf, type PdfRow, pdfRow, survivalTable, totalsOf } from './optimise/pdf-rows.ts';
import type { FileRow, Report } from './optimise/report.ts';
import { tableOf } from './optimise/table.ts';
import { targetsOf } from './optimise/targets.ts';
import { GHOSTSCRIPT, isInstalled, QPDF, type Rival, runRival } from './rivals.ts';

const CORES = 2;
const PHOTOS = new Set(['.jpg', '.jpeg', '.heic', '.webp']);
/** Pictures that are photographs by content, whatever their format. */
const isPhoto = (file: string) => PHOTOS.has(extname(file)) || /^photo.*\.png$/.test(file);

const { values: flags } = parseArgs({
  options: { json: { type: 'boolean' }, likeness: { type: 'boolean' }, golden: { type: 'boolean' } },
});
const isThorough = flags.json === true || flags.likeness === true;
const corpus =
  process.env.CARTABLE_CORPUS ?? fileURLToPath(new URL('../../../shared/corpus', import.meta.url));
const work = await mkdtemp(join(tmpdir(), 'cartable-bench-'));
try {
  const report = await measure();
  console.log(flags.json ? JSON.stringify(report, null, 2) : tableOf(report));
} finally {
  await rm(work, { recursive: true, force: true });
}

async function measure(): Promise<Report> {
  const files = (await readdir(corpus)).sort();
  const pdfs = files.filter((file) => extname(file) === '.pdf');
  const rivals = [GHOSTSCRIPT, QPDF].filter((rival) => isInstalled(rival.command));
  const ours = new Map<string, OptimiserResult>();
  const seconds = await race(files, pdfs, rivals, ours);
  const rows: PdfRow[] = [];
  for (const file of pdfs) {
    const result = ours.get(file) as OptimiserResult;
    const rivalOutput = (rival: Rival) => rivalPath(rival, file);
    rows.push(
      await pdfRow({
        file,
        input: join(corpus, file),
        result,
        rivals,
        rivalPath: rivalOutput,
        withLikeness: isThorough,
      }),
    );
  }
  const figures = {
    pdfs: rows,
    totals: totalsOf(rows, rivals),
    photos: await photosOf(files, ours),
    others: files
      .filter((file) => extname(file) !== '.pdf' && !isPhoto(file))
      .map((file) => rowOf(file, ours.get(file) as OptimiserResult)),
    documentMode: await measureDocumentMode(corpus, files, work),
    longScan: isThorough ? await measureLongScan(work) : undefined,
    seconds,
  };
  const golden = goldenOf(ours);
  if (flags.golden === true) await writeGolden(golden);
  return {
    targets: targetsOf(figures),
    survival: survivalTable(rows, rivals),
    stepsBack: stepsBack(await readGolden(), golden),
    ...figures,
  };
}

/** Seconds of whole commands; what each program made is left in the working folder. */
async function race(
  files: readonly string[],
  pdfs: readonly string[],
  rivals: readonly Rival[],
  ours: Map<string, OptimiserResult>,
): Promise<Record<string, number>> {
  const seconds: Record<string, number> = {};
  seconds['cartable, PDFs'] = await timed(() => optimiseAll(pdfs, ours));
  for (const rival of rivals) {
    seconds[`${rival.name}, one at a time`] = await timed(() => runAll(rival, pdfs, 1));
    seconds[`${rival.name}, ${CORES} at a time`] = await timed(() => runAll(rival, pdfs, CORES));
  }
  const rest = files.filter((file) => !pdfs.includes(file));
  seconds['cartable, the rest'] = await timed(() => optimiseAll(rest, ours));
  return seconds;
}

async function timed(work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return Math.round(performance.now() - startedAt) / 1000;
}

async function optimiseAll(files: readonly string[], results: Map<string, OptimiserResult>): Promise<void> {
  const optimiser = createOptimiser({ processes: nodeProcesses(), concurrency: CORES });
  await Promise.all(
    files.map(async (file) => {
      const request = { inputPath: join(corpus, file), outputDir: work, preset: 'screen' } as const;
      results.set(file, await optimiser.optimise(request));
    }),
  );
  await optimiser.close();
}

function rivalPath(rival: Rival, file: string): string {
  return join(work, `${rival.command}-${file}`);
}

async function runAll(rival: Rival, files: readonly string[], concurrency: number): Promise<void> {
  const queue = [...files];
  const worker = async () => {
    for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
      await runRival(rival, join(corpus, file), rivalPath(rival, file));
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
}

async function photosOf(files: readonly string[], results: ReadonlyMap<string, OptimiserResult>) {
  const rows: FileRow[] = [];
  for (const file of files.filter(isPhoto)) {
    const result = results.get(file) as OptimiserResult;
    const likeness =
      result.outputPath === undefined
        ? undefined
        : await photoLikeness(join(corpus, file), result.outputPath);
    rows.push({ ...rowOf(file, result), measured: likeness?.ssim, viewed: likeness?.viewedSsim });
  }
  const sum = (some: readonly FileRow[], what: 'before' | 'after') =>
    some.reduce((total, row) => total + row[what], 0);
  const usable = rows.filter((row) => !row.outcome.startsWith('refused'));
  const handled = usable.filter((row) => row.outcome === 'optimised');
  return {
    rows,
    before: sum(usable, 'before'),
    after: sum(usable, 'after'),
    ratio: sum(usable, 'after') / sum(usable, 'before'),
    ratioOfOptimised: sum(handled, 'after') / sum(handled, 'before'),
  };
}

function rowOf(file: string, result: OptimiserResult): FileRow {
  const isOptimised = result.outcome === 'optimised';
  return {
    file,
    before: result.bytesBefore,
    after: isOptimised ? result.bytesAfter : result.bytesBefore,
    outcome: outcomeOf(result),
    output: result.outputPath === undefined ? '' : basename(result.outputPath),
    ssim: isOptimised ? result.ssim : undefined,
  };
}

function goldenOf(results: ReadonlyMap<string, OptimiserResult>): Record<string, GoldenFigure> {
  return Object.fromEntries(
    [...results].map(([file, result]) => {
      const { after, ssim } = rowOf(file, result);
      const likeness = ssim === undefined ? undefined : Math.round(ssim * 10_000) / 10_000;
      return [file, { outcome: outcomeOf(result), bytes: after, ssim: likeness }];
    }),
  );
}
