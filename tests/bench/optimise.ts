/**
 * The optimiser beside its rivals, on the corpus, in one run: `node tests/bench/optimise.ts [--json] [--likeness]`.
 *
 * The corpus is the folder named by CARTABLE_CORPUS, or ../shared/corpus beside the project. `--likeness` renders every
 * page, which takes minutes.
 */
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createOptimiser, type OptimiserResult } from '../../main/engine/optimise/pool.ts';
import { nodeProcesses } from '../../main/engine/platform/processes.ts';
import { type GreyImage, ssim, viewedSsim } from './reference-ssim.ts';
import {
  attachmentsOf,
  factsOf,
  GHOSTSCRIPT,
  isInstalled,
  QPDF,
  type Rival,
  renderPages,
  runRival,
  textOf,
} from './rivals.ts';

const CORES = 2;
const PHOTOS = new Set(['.jpg', '.jpeg', '.heic', '.webp']);
/** Pictures that are photographs by content, whatever their format. */
const isPhoto = (file: string) => PHOTOS.has(extname(file)) || /^photo.*\.png$/.test(file);

interface Produced {
  readonly bytes: number | undefined;
  readonly path: string | undefined;
  readonly lost: readonly string[];
  readonly ssim?: number;
  readonly viewedSsim?: number;
}

interface PdfRow {
  readonly file: string;
  readonly original: number;
  readonly ours: Produced & { readonly outcome: string };
  readonly rivals: Readonly<Record<string, Produced>>;
}

const { values: flags } = parseArgs({
  options: { json: { type: 'boolean' }, likeness: { type: 'boolean' } },
});
const corpus =
  process.env.CARTABLE_CORPUS ?? fileURLToPath(new URL('../../../shared/corpus', import.meta.url));
const work = await mkdtemp(join(tmpdir(), 'cartable-bench-'));
try {
  const report = await measure();
  console.log(flags.json ? JSON.stringify(report, null, 2) : tableOf(report));
} finally {
  await rm(work, { recursive: true, force: true });
}

async function measure() {
  const files = (await readdir(corpus)).sort();
  const pdfs = files.filter((file) => extname(file) === '.pdf');
  const rivals = [GHOSTSCRIPT, QPDF].filter((rival) => isInstalled(rival.command));
  const seconds: Record<string, number> = {};
  const ours = new Map<string, OptimiserResult>();
  seconds['cartable, PDFs'] = await timed(() => optimiseAll(pdfs, ours));
  for (const rival of rivals) {
    seconds[`${rival.name}, one at a time`] = await timed(() => runAll(rival, pdfs, 1));
    seconds[`${rival.name}, ${CORES} at a time`] = await timed(() => runAll(rival, pdfs, CORES));
  }
  seconds['cartable, the rest'] = await timed(() =>
    optimiseAll(
      files.filter((file) => !pdfs.includes(file)),
      ours,
    ),
  );
  const rows: PdfRow[] = [];
  for (const file of pdfs) rows.push(await pdfRow(file, ours.get(file) as OptimiserResult, rivals));
  return {
    pdfs: rows,
    totals: totalsOf(rows, rivals),
    photos: await photosOf(files, ours),
    others: othersOf(files, ours),
    seconds,
  };
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
      results.set(
        file,
        await optimiser.optimise({ inputPath: join(corpus, file), outputDir: work, preset: 'screen' }),
      );
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

async function pdfRow(file: string, result: OptimiserResult, rivals: readonly Rival[]): Promise<PdfRow> {
  const input = join(corpus, file);
  const outcome = result.outcome === 'optimised' ? 'optimised' : `${result.outcome}: ${result.reason}`;
  const others: Record<string, Produced> = {};
  for (const rival of rivals) others[rival.name] = await judge(input, rivalPath(rival, file));
  return {
    file,
    original: result.bytesBefore,
    ours: { ...(await judge(input, result.outputPath)), outcome },
    rivals: others,
  };
}

/** Size of an output, what it lost, and how it looks. */
async function judge(input: string, output: string | undefined): Promise<Produced> {
  const facts = output === undefined ? undefined : await stat(output).catch(() => undefined);
  if (output === undefined || facts === undefined) return { bytes: undefined, path: undefined, lost: [] };
  const lost = await lossesOf(input, output);
  const produced = { bytes: facts.size, path: output, lost };
  if (!flags.likeness || lost.some((loss) => /destroyed|pages|could not be opened/.test(loss)))
    return produced;
  return { ...produced, ...(await likenessOf(input, output)) };
}

async function lossesOf(input: string, output: string): Promise<string[]> {
  const [before, after] = [await factsOf(input), await factsOf(output)];
  const lost: string[] = [];
  if (before.Pages === undefined)
    return after.Pages === undefined ? [] : ['destroyed: blank page in place of what could not be opened'];
  if (after.Pages === undefined) return ['could not be opened'];
  if (isOtherPage(before['Page size'], after['Page size']))
    return ['destroyed: a blank page in place of its own'];
  for (const fact of ['Pages', 'Page size', 'Form', 'Tagged', 'JavaScript']) {
    if (before[fact] !== after[fact]) lost.push(`${fact.toLowerCase()}: ${before[fact]} -> ${after[fact]}`);
  }
  if ((await textOf(input)) !== (await textOf(output))) lost.push('text differs');
  if ((await attachmentsOf(input)) !== (await attachmentsOf(output))) lost.push('attachments');
  return lost;
}

/** Rounding a page's size is a trifle; another size means another page. */
function isOtherPage(before = '', after = ''): boolean {
  const numbers = (size: string) => (size.match(/[\d.]+/g) ?? []).slice(0, 2).map(Number);
  const [a, b] = [numbers(before).sort(), numbers(after).sort()];
  return a.some((length, index) => Math.abs(length - (b[index] ?? 0)) > 1);
}

async function likenessOf(input: string, output: string): Promise<{ ssim: number; viewedSsim: number }> {
  const pages = Number((await factsOf(input)).Pages);
  const originals: GreyImage[] = [];
  let total = 0;
  let viewed = 0;
  await renderPages(input, pages, (page) => originals.push(page));
  await renderPages(output, pages, (page, index) => {
    total += ssim(originals[index] as GreyImage, page);
    viewed += viewedSsim(originals[index] as GreyImage, page);
  });
  return { ssim: total / pages, viewedSsim: viewed / pages };
}

/** Sums over the files that both handled: what a rival destroyed is left out of both, and named. */
function totalsOf(rows: readonly PdfRow[], rivals: readonly Rival[]) {
  return rivals.map(({ name }) => {
    const isFair = ({ ours, rivals: all }: PdfRow) =>
      ours.outcome !== 'kept: encrypted' &&
      !ours.outcome.startsWith('refused') &&
      !(all[name]?.lost.some((loss) => /destroyed|could not/.test(loss)) ?? false) &&
      all[name]?.bytes !== undefined;
    const fair = rows.filter(isFair);
    const ours = fair.reduce((sum, row) => sum + (row.ours.bytes ?? row.original), 0);
    const theirs = fair.reduce((sum, row) => sum + (row.rivals[name]?.bytes ?? row.original), 0);
    return {
      rival: name,
      files: fair.length,
      ours,
      theirs,
      ratio: ours / theirs,
      leftOut: rows.filter((row) => !isFair(row)).map((row) => row.file),
    };
  });
}

async function photosOf(files: readonly string[], results: ReadonlyMap<string, OptimiserResult>) {
  const rows = files.filter(isPhoto).map((file) => rowOf(file, results.get(file) as OptimiserResult));
  const usable = rows.filter((row) => !row.outcome.startsWith('refused'));
  const before = usable.reduce((sum, row) => sum + row.before, 0);
  const after = usable.reduce((sum, row) => sum + row.after, 0);
  const handled = usable.filter((row) => row.outcome === 'optimised');
  const handledBefore = handled.reduce((sum, row) => sum + row.before, 0);
  const handledAfter = handled.reduce((sum, row) => sum + row.after, 0);
  return { rows, before, after, ratio: after / before, ratioOfOptimised: handledAfter / handledBefore };
}

function othersOf(files: readonly string[], results: ReadonlyMap<string, OptimiserResult>) {
  return files
    .filter((file) => extname(file) !== '.pdf' && !isPhoto(file))
    .map((file) => rowOf(file, results.get(file) as OptimiserResult));
}

function rowOf(file: string, result: OptimiserResult) {
  const isOptimised = result.outcome === 'optimised';
  return {
    file,
    before: result.bytesBefore,
    after: isOptimised ? result.bytesAfter : result.bytesBefore,
    outcome: isOptimised ? 'optimised' : `${result.outcome}: ${result.reason}`,
    output: result.outputPath === undefined ? '' : basename(result.outputPath),
    ssim: isOptimised ? result.ssim : undefined,
  };
}

function tableOf(report: Awaited<ReturnType<typeof measure>>): string {
  const lines: string[] = [];
  const cell = (value: number | undefined) =>
    (value === undefined ? '-' : value.toLocaleString('en')).padStart(12);
  const looks = (produced: Produced | undefined) =>
    produced?.ssim === undefined
      ? ''
      : ` ssim ${produced.ssim.toFixed(4)}/${produced.viewedSsim?.toFixed(4)}`;
  for (const { file, original, ours, rivals } of report.pdfs) {
    const bytes = ours.bytes ?? (ours.outcome.startsWith('kept') ? original : undefined);
    lines.push(
      `${file.padEnd(32)}${cell(original)}${cell(bytes)} ${ours.outcome} ${ours.lost.join('; ')}${looks(ours)}`,
    );
    for (const [name, rival] of Object.entries(rivals)) {
      const ratio =
        bytes === undefined || rival.bytes === undefined
          ? ''
          : ` (ours ${(bytes / rival.bytes).toFixed(2)} of it)`;
      lines.push(
        `${`  ${name}`.padEnd(44)}${cell(rival.bytes)}${ratio} ${rival.lost.join('; ')}${looks(rival)}`,
      );
    }
  }
  for (const total of report.totals) {
    lines.push(
      `${total.rival}: ours ${cell(total.ours)}, theirs ${cell(total.theirs)}, ratio ${total.ratio.toFixed(3)}; left out: ${total.leftOut.join(', ')}`,
    );
  }
  for (const row of [...report.photos.rows, ...report.others]) {
    lines.push(
      `${row.file.padEnd(32)}${cell(row.before)}${cell(row.after)} ${row.outcome} ${row.ssim?.toFixed(4) ?? ''} ${row.output}`,
    );
  }
  lines.push(
    `photos: ${report.photos.ratio.toFixed(4)} of the originals (${report.photos.ratioOfOptimised.toFixed(4)} of those optimised)`,
  );
  for (const [what, seconds] of Object.entries(report.seconds))
    lines.push(`${what.padEnd(40)} ${seconds.toFixed(2)} s`);
  return lines.join('\n');
}
