import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Command, Option } from 'commander';
import { renditionName } from '../../engine/library/names.ts';
import type { Outcome } from '../../engine/optimise/outcome.ts';
import { createOptimiser } from '../../engine/optimise/pool.ts';
import type { Preset } from '../../engine/optimise/preset.ts';
import { CartableError } from '../../engine/platform/cartable-error.ts';
import { nodeProcesses } from '../../engine/platform/processes.ts';
import { toTargetError } from '../../engine/vault/copy-blob.ts';
import { copyFlushed } from '../../engine/vault/copy-flushed.ts';
import { FreeNames } from '../free-names.ts';
import { formatBytes, printResult } from '../print.ts';

interface FileReport {
  readonly file: string;
  /** The path written; null when the file was refused. */
  readonly output: string | null;
  readonly type: string;
  readonly outcome: Outcome['outcome'];
  readonly reason: string | null;
  readonly bytesBefore: number;
  readonly bytesAfter: number | null;
  readonly pages: number | null;
  readonly ssim: number | null;
  readonly ms: number;
}

/** `optimise`: what the app does to a document before it is sent. Refused files are copied nowhere. */
export function optimiseCommand(): Command {
  return new Command('optimise')
    .description('Optimise documents as they are before sending. The originals are never touched.')
    .argument('<files...>', 'documents')
    .requiredOption('--out <dir>', 'folder for the results')
    .addOption(
      new Option('--preset <preset>', 'what the documents are for')
        .choices(['screen', 'print', 'original'])
        .default('screen'),
    )
    .option('--json', 'print one JSON object')
    .action(async (files: string[], options: { out: string; preset: Preset; json?: boolean }) => {
      for (const file of files) await assertFile(file);
      const scratch = await openScratch(options.out);
      const optimiser = createOptimiser({ processes: nodeProcesses() });
      try {
        const names = await FreeNames.of(options.out);
        // All of them to their end: nothing may still be writing where the scratch folder is removed.
        const settled = await Promise.allSettled(
          files.map((file, index) => optimiseOne(optimiser, { file, index, scratch, names, ...options })),
        );
        print(settled.map(reportOf), options.json);
      } finally {
        await optimiser.close();
        await rm(scratch, { recursive: true, force: true });
      }
    });
}

/** The folder for the results, and in it one for what is not finished: the last step stays on one disk. */
async function openScratch(out: string): Promise<string> {
  try {
    await mkdir(out, { recursive: true });
    return await mkdtemp(join(out, '.cartable-'));
  } catch (error) {
    throw toTargetError(error);
  }
}

function reportOf(settled: PromiseSettledResult<FileReport>): FileReport {
  if (settled.status === 'rejected') throw toTargetError(settled.reason);
  return settled.value;
}

async function assertFile(file: string): Promise<void> {
  const status = await stat(file).catch(() => null);
  if (status === null || !status.isFile()) throw new CartableError('library/file-missing', { name: file });
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

function print(files: readonly FileReport[], isJson: boolean | undefined): void {
  const handled = files.filter((file) => file.outcome !== 'refused');
  const total = {
    files: files.length,
    optimised: files.filter((file) => file.outcome === 'optimised').length,
    kept: files.filter((file) => file.outcome === 'kept').length,
    refused: files.length - handled.length,
    bytesBefore: handled.reduce((sum, file) => sum + file.bytesBefore, 0),
    bytesAfter: handled.reduce((sum, file) => sum + (file.bytesAfter ?? 0), 0),
  };
  const lines = files.map(
    (file) =>
      `${file.file}: ${file.outcome}${file.reason === null ? '' : ` (${file.reason})`} ${formatBytes(file.bytesBefore)}` +
      `${file.bytesAfter === null ? '' : ` -> ${formatBytes(file.bytesAfter)}, in ${file.output}`}`,
  );
  lines.push(`${total.files} files: ${formatBytes(total.bytesBefore)} -> ${formatBytes(total.bytesAfter)}`);
  printResult(isJson, { files, total }, lines);
}
