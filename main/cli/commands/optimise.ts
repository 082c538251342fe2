import { mkdtemp, open, rm, stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { Command, Option } from 'commander';
import { renditionName } from '../../engine/library/names.ts';
import type { KeptReason, Outcome, RefusedReason } from '../../engine/optimise/outcome.ts';
import { createOptimiser } from '../../engine/optimise/pool.ts';
import { type Preset, presetSchema } from '../../engine/optimise/preset.ts';
import { CartableError, hasCode } from '../../engine/platform/cartable-error.ts';
import { makeFolder } from '../../engine/platform/own-files.ts';
import { nodeProcesses } from '../../engine/platform/processes.ts';
import { toTargetError } from '../../engine/vault/copy-blob.ts';
import { copyFlushed } from '../../engine/vault/copy-flushed.ts';
import { CommandFault } from '../command-fault.ts';
import { FreeNames } from '../free-names.ts';
import { choice, notEmpty } from '../options.ts';
import { formatBytes, printResult } from '../print.ts';
import { ProgressLine } from '../progress-line.ts';
import type { CliWords } from '../words/en.ts';

/** There is no window to keep a core for; each may take a gigabyte. */
const MAX_PROCESSES = 4;

interface FileReport {
  readonly file: string;
  /** The path written; null when the file was refused. */
  readonly output: string | null;
  readonly type: string;
  readonly outcome: Outcome['outcome'];
  readonly reason: KeptReason | RefusedReason | null;
  readonly bytesBefore: number;
  readonly bytesAfter: number | null;
  readonly pages: number | null;
  readonly ssim: number | null;
  readonly ms: number;
}

/**
 * `optimise`: what the app does to a document before it is sent.
 *
 * Refused files are copied nowhere, and told on stderr: they have been looked at, so the exit code stays 0.
 */
export function optimiseCommand(words: CliWords): Command {
  const { optimise } = words;
  return new Command('optimise')
    .description(optimise.about)
    .argument('<files...>', optimise.files, (file: string, files: string[] = []) => [
      ...files,
      notEmpty(words)(file),
    ])
    .addOption(new Option('--out <dir>', optimise.out).makeOptionMandatory().argParser(notEmpty(words)))
    .addOption(choice('--preset <preset>', optimise.preset, presetSchema.options, words).default('screen'))
    .option('--json', words.help.json)
    .addHelpText('after', optimise.help)
    .action(async (files: string[], options: { out: string; preset: Preset; json?: boolean }) => {
      for (const file of files) await assertReadable(file);
      const startedAt = performance.now();
      const reports = await optimiseAll(files, options, words);
      print(reports, { isJson: options.json, ms: Math.round(performance.now() - startedAt) }, words);
    });
}

async function optimiseAll(
  files: readonly string[],
  options: { out: string; preset: Preset },
  words: CliWords,
): Promise<FileReport[]> {
  const scratch = await openScratch(options.out);
  const concurrency = Math.min(MAX_PROCESSES, availableParallelism());
  const optimiser = createOptimiser({ processes: nodeProcesses(), concurrency });
  const progress = new ProgressLine(files.length, words);
  try {
    const names = await FreeNames.of(options.out);
    const settled: PromiseSettledResult<FileReport>[] = [];
    const queue = [...files.entries()];
    const worker = async () => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        const [index, file] = next;
        // Each to its end, whatever came of the others: nothing may still be writing where the scratch folder is removed.
        [settled[index]] = await Promise.allSettled([
          optimiseOne(optimiser, { file, index, scratch, names, ...options }),
        ]);
        progress.advance(file);
      }
    };
    await Promise.all(Array.from({ length: concurrency }, worker));
    return settled.map((one, index) => reportOf(one, files[index] ?? '', options.out));
  } finally {
    progress.clear();
    await optimiser.close();
    await rm(scratch, { recursive: true, force: true });
  }
}

/** The folder for the results, and in it one for what is not finished: the last step stays on one disk. */
async function openScratch(out: string): Promise<string> {
  try {
    makeFolder(resolve(out));
    return await mkdtemp(join(out, '.cartable-'));
  } catch (error) {
    throw targetError(error, out);
  }
}

/** Told with the folder that was asked for. */
function targetError(error: unknown, out: string): unknown {
  const known = toTargetError(error);
  if (hasCode(known, 'store/disk-full'))
    return new CartableError(known.code, { path: out }, known.retry, error);
  return hasCode(known, 'library/folder-unwritable') || hasCode(known, 'store/read-only')
    ? new CartableError('library/folder-unwritable', { path: out }, known.retry, error)
    : known;
}

function reportOf(settled: PromiseSettledResult<FileReport>, file: string, out: string): FileReport {
  if (settled.status === 'fulfilled') return settled.value;
  const { reason } = settled;
  throw hasCode(reason, 'library/file-missing') || hasCode(reason, 'library/file-unreadable')
    ? new CartableError(reason.code, { name: file }, reason.retry, reason)
    : targetError(reason, out);
}

/** Nothing is begun when one of the files is not there, or not to be read. */
async function assertReadable(file: string): Promise<void> {
  const status = await stat(file).catch((error) => {
    const isMissing = error.code === 'ENOENT' || error.code === 'ENOTDIR';
    throw new CartableError(isMissing ? 'library/file-missing' : 'library/file-unreadable', { name: file });
  });
  if (status.isDirectory()) throw new CommandFault('cli/is-folder', { path: file });
  // A pipe would be waited for without end.
  if (!status.isFile()) throw new CartableError('library/file-unreadable', { name: file });
  const handle = await open(file, 'r').catch((error) => {
    throw new CartableError('library/file-unreadable', { name: file }, 'after-user', error);
  });
  await handle.close();
}

async function optimiseOne(
  optimiser: ReturnType<typeof createOptimiser>,
  job: { file: string; index: number; scratch: string; names: FreeNames; preset: Preset },
): Promise<FileReport> {
  const startedAt = performance.now();
  const draft = join(job.scratch, String(job.index));
  const outcome = await optimiser.optimise({
    inputPath: job.file,
    outputPath: draft,
    preset: job.preset,
    fileName: basename(job.file),
  });
  const ms = Math.round(performance.now() - startedAt);
  const { size: bytesBefore } = await stat(job.file);
  const report = { file: job.file, type: outcome.mediaType, outcome: outcome.outcome, bytesBefore, ms };
  if (outcome.outcome === 'refused') {
    return { ...report, output: null, reason: outcome.reason, bytesAfter: null, pages: null, ssim: null };
  }
  const name = renditionName(job.file, outcome.outcome === 'optimised' ? outcome.extension : '');
  if (outcome.outcome === 'kept') await copyFlushed(job.file, draft);
  const output = await job.names.place(draft, name);
  const { size: bytesAfter } = await stat(output);
  return {
    ...report,
    output,
    bytesAfter,
    reason: outcome.outcome === 'kept' ? outcome.reason : null,
    pages: outcome.outcome === 'optimised' ? (outcome.pages ?? null) : null,
    ssim: outcome.outcome === 'optimised' ? (outcome.ssim ?? null) : null,
  };
}

function print(
  files: readonly FileReport[],
  { isJson, ms }: { isJson: boolean | undefined; ms: number },
  words: CliWords,
): void {
  const handled = files.filter((file) => file.outcome !== 'refused');
  const total = {
    files: files.length,
    optimised: files.filter((file) => file.outcome === 'optimised').length,
    kept: files.filter((file) => file.outcome === 'kept').length,
    refused: files.length - handled.length,
    bytesBefore: handled.reduce((sum, file) => sum + file.bytesBefore, 0),
    bytesAfter: handled.reduce((sum, file) => sum + (file.bytesAfter ?? 0), 0),
    ms,
  };
  const [before, after] = [formatBytes(total.bytesBefore, words), formatBytes(total.bytesAfter, words)];
  printResult(isJson, { files, total }, [
    ...handled.map((file) => lineOf(file, words)),
    words.optimise.total(total.files, before, after),
  ]);
  if (isJson === true) return;
  for (const file of files) if (file.outcome === 'refused') process.stderr.write(`${lineOf(file, words)}\n`);
}

function lineOf(
  { file, output, outcome, reason, bytesBefore, bytesAfter }: FileReport,
  words: CliWords,
): string {
  const why = reason === null ? '' : ` (${words.reasons[reason]})`;
  const sizes =
    bytesAfter === null || output === null
      ? ''
      : `, ${words.optimise.sizes(formatBytes(bytesBefore, words), formatBytes(bytesAfter, words), output)}`;
  return `${file}: ${words.optimise.outcome[outcome]}${why}${sizes}`;
}
