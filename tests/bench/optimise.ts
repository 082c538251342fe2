/**
 * The optimiser beside its rivals, on the corpus, in one run: `npm run -s bench -- optimise [--json] [--likeness] [--golden]`.
 *
 * The corpus is the folder named by CARTABLE_CORPUS, or ../shared/corpus beside the project. Without --json or --likeness pages
 * are not rendered and no long scan is made, which takes minutes. What is done is told on stderr. `--golden` stores the figures as those that later runs are compared with.
 */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, extname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { bundleIfNeeded } from '../../build/bundle.ts';
import { inProject } from '../../build/project.ts';
import { createOptimiser, type OptimiserResult } from '../../main/engine/optimise/pool.ts';
import { nodeProcesses } from '../../main/engine/platform/processes.ts';
import { measureDocumentMode } from './optimise/document-mode.ts';
import {
  type GoldenFigure,
  readGolden,
  stepsBack,
  writeGolden,
  writeGoldenOfMade,
} from './optimise/golden.ts';
import { photoLikeness } from './optimise/likeness.ts';
import { measureLongScan } from './optimise/long-scan.ts';
import { outcomeOf, type PdfRow, pdfRow, survivalTable, totalsOf } from './optimise/pdf-rows.ts';
import type { FileRow, Report } from './optimise/report.ts';
import { announced, someAtATime } from './optimise/some-at-a-time.ts';
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
/** What is shipped is measured, as the rivals are: sources would be compiled at each start. */
const bundled = nodeProcesses((name) => pathToFileURL(inProject('out/engine', `${name}.mjs`)));
const isThorough = flags.json === true || flags.likeness === true;
const corpus =
  process.env.CARTABLE_CORPUS ?? fileURLToPath(new URL('../../../shared/corpus', import.meta.url));
const work = await mkdtemp(join(tmpdir(), 'cartable-bench-'));
try {
  await bundleIfNeeded();
  const report = await measure();
  console.log(flags.json ? JSON.stringify(report, null, 2) : tableOf(report));
} finally {
  // Where one measurement failed, others may still write there: its own error is what must be told.
  await rm(work, { recursive: true, force: true }).catch(() => undefined);
}

async function measure(): Promise<Report> {
  const files = (await readdir(corpus)).sort();
  const pdfs = files.filter((file) => extname(file) === '.pdf');
  const rivals = [GHOSTSCRIPT, QPDF].filter((rival) => isInstalled(rival.command));
  const ours = new Map<string, OptimiserResult>();
  const seconds = await race(files, pdfs, rivals, ours);
  // What is measured from here on is no matter of seconds: it goes on side by side.
  const [rows, photos, documentMode, longScan] = await Promise.all([
    judgePdfs(pdfs, rivals, ours),
    announced('photos judged', () => photosOf(files, ours)),
    announced('document mode', () => measureDocumentMode(corpus, files, { work, processes: bundled })),
    isThorough ? announced('scan of 100 pages', () => measureLongScan(work, bundled)) : undefined,
  ]);
  const figures = {
    pdfs: rows,
    totals: totalsOf(rows, rivals),
    photos,
    others: files
      .filter((file) => extname(file) !== '.pdf' && !isPhoto(file))
      .map((file) => rowOf(file, ours.get(file) as OptimiserResult)),
    documentMode,
    longScan,
    seconds,
  };
  const golden = goldenOf(ours);
  if (flags.golden === true) await Promise.all([writeGolden(golden), writeGoldenOfMade()]);
  return {
    targets: targetsOf(figures),
    survival: survivalTable(rows, rivals),
    stepsBack: stepsBack(await readGolden(), golden),
    ...figures,
  };
}

function judgePdfs(
  pdfs: readonly string[],
  rivals: readonly Rival[],
  ours: ReadonlyMap<string, OptimiserResult>,
): Promise<readonly PdfRow[]> {
  return someAtATime(pdfs, CORES, (file) => {
    const row = {
      file,
      input: join(corpus, file),
      result: ours.get(file) as OptimiserResult,
      rivals,
      rivalPath: (rival: Rival) => rivalPath(rival, file),
      withLikeness: isThorough,
    };
    return announced(`judged ${file}`, () => pdfRow(row));
  });
}

/** Seconds of whole commands; what each program made is left in the working folder. */
async function race(
  files: readonly string[],
  pdfs: readonly string[],
  rivals: readonly Rival[],
  ours: Map<string, OptimiserResult>,
): Promise<Record<string, number>> {
  const seconds: Record<string, number> = {};
  const measureSeconds = async (what: string, work: () => Promise<void>) => {
    seconds[what] = await timed(what, work);
  };
  await measureSeconds('cartable, PDFs', () => optimiseAll(pdfs, ours));
  for (const rival of rivals) {
    await measureSeconds(`${rival.name}, ${CORES} at a time`, () => runAll(rival, pdfs));
  }
  const rest = files.filter((file) => !pdfs.includes(file));
  await measureSeconds('cartable, the rest', () => optimiseAll(rest, ours));
  return seconds;
}

async function timed(what: string, work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await announced(what, work);
  return Math.round(performance.now() - startedAt) / 1000;
}

async function optimiseAll(files: readonly string[], results: Map<string, OptimiserResult>): Promise<void> {
  const optimiser = createOptimiser({ processes: bundled, concurrency: CORES });
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

async function runAll(rival: Rival, files: readonly string[]): Promise<void> {
  await someAtATime(files, CORES, (file) => runRival(rival, join(corpus, file), rivalPath(rival, file)));
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
