import { execFile } from 'node:child_process';
import { mkdtemp, readdir, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { createOptimiser } from '../../../main/engine/optimise/pool.ts';
import { type Preset, presetSchema } from '../../../main/engine/optimise/preset.ts';
import type { Processes } from '../../../main/engine/platform/processes.ts';
import { factsOf, isInstalled, renderingDpi } from '../rivals.ts';
import { someAtATime } from './some-at-a-time.ts';

const run = promisify(execFile);

/** What tesseract is sure enough of to call it read. */
const CONFIDENCE = 60;

export interface DocumentModeRow {
  readonly file: string;
  readonly outcome: string;
  readonly pages: number;
  readonly bytesPerPage: number | undefined;
  /** Read by tesseract; undefined where it is not installed. */
  readonly wordsBefore: number | undefined;
  readonly wordsAfter: number | undefined;
}

/** The preset for photographed and scanned pages; undefined in a version that has none. */
const COPY = presetSchema.options.find((preset: string) => preset === 'copy') as Preset | undefined;

/** Photographed and scanned pages, by their names in the corpus. */
export async function measureDocumentMode(
  corpus: string,
  files: readonly string[],
  { work, processes }: { readonly work: string; readonly processes: Processes },
): Promise<readonly DocumentModeRow[]> {
  if (COPY === undefined) return [];
  const optimiser = createOptimiser({ processes, concurrency: 2 });
  const pagesOfWriting = files.filter((name) => /^(copie|scan)/.test(name));
  const rows = await someAtATime(pagesOfWriting, 2, async (file) => {
    const inputPath = join(corpus, file);
    const outputDir = await mkdtemp(join(work, 'copy-'));
    const result = await optimiser.optimise({ inputPath, outputDir, preset: COPY });
    const pages = extname(file) === '.pdf' ? Number((await factsOf(inputPath)).Pages) : 1;
    const output = result.outputPath ?? inputPath;
    const isRead = result.outcome !== 'refused' && isInstalled('tesseract');
    return {
      file,
      outcome: result.outcome === 'optimised' ? 'optimised' : `${result.outcome}: ${result.reason}`,
      pages,
      bytesPerPage: result.outcome === 'refused' ? undefined : Math.round((await stat(output)).size / pages),
      wordsBefore: isRead ? await wordsIn(inputPath, work) : undefined,
      wordsAfter: isRead ? await wordsIn(output, work) : undefined,
    };
  });
  await optimiser.close();
  return rows;
}

async function wordsIn(path: string, work: string): Promise<number> {
  const folder = await mkdtemp(join(work, 'words-'));
  if (extname(path) === '.pdf') {
    const dpi = await renderingDpi(path, 200);
    await run('pdftoppm', ['-r', `${dpi}`, '-gray', path, join(folder, 'page')]);
  }
  const pictures =
    extname(path) === '.pdf' ? (await readdir(folder)).map((name) => join(folder, name)) : [path];
  let words = 0;
  for (const picture of pictures.sort()) {
    const { stdout } = await run('tesseract', [picture, 'stdout', '-l', 'fra', 'tsv'], {
      maxBuffer: 64 * 1024 * 1024,
      // Its own threads wait for each other more than they read.
      env: { ...process.env, OMP_THREAD_LIMIT: '1' },
    });
    words += stdout.split('\n').filter(isReadWord).length;
  }
  return words;
}

/** A line of tesseract's table that is a word of two letters or more. */
function isReadWord(line: string): boolean {
  const cells = line.split('\t');
  return cells[0] === '5' && Number(cells[10]) >= CONFIDENCE && /[\p{L}\p{N}]{2}/u.test(cells[11] ?? '');
}
