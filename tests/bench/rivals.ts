import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type GreyImage, parsePgm } from './reference-ssim.ts';

const run = promisify(execFile);

/** Another program that makes PDFs smaller. */
export interface Rival {
  readonly name: string;
  readonly command: string;
  arguments(input: string, output: string): readonly string[];
}

export const GHOSTSCRIPT: Rival = {
  name: 'ghostscript /ebook',
  command: 'gs',
  arguments: (input, output) => [
    '-q',
    '-dNOPAUSE',
    '-dBATCH',
    '-dSAFER',
    '-sDEVICE=pdfwrite',
    '-dPDFSETTINGS=/ebook',
    `-sOutputFile=${output}`,
    input,
  ],
};

export const QPDF: Rival = {
  name: 'qpdf',
  command: 'qpdf',
  arguments: (input, output) => [
    '--object-streams=generate',
    '--recompress-flate',
    '--compression-level=9',
    input,
    output,
  ],
};

export function isInstalled(command: string): boolean {
  return spawnSync(command, ['--version']).error === undefined;
}

/** Runs a rival on one file; its complaints are its own affair, what it wrote is judged later. */
export async function runRival(rival: Rival, input: string, output: string): Promise<void> {
  await run(rival.command, [...rival.arguments(input, output)], { maxBuffer: 64 * 1024 * 1024 }).catch(
    () => undefined,
  );
}

/** The text of a PDF, page by page; undefined if it cannot be opened. */
export async function textOf(pdf: string): Promise<string | undefined> {
  return run('pdftotext', ['-layout', pdf, '-'], { maxBuffer: 256 * 1024 * 1024 }).then(
    ({ stdout }) => stdout,
    () => undefined,
  );
}

/** What poppler says of a PDF: pages, sizes, form, tags. */
export async function factsOf(pdf: string): Promise<Readonly<Record<string, string>>> {
  const { stdout } = await run('pdfinfo', [pdf]).catch(() => ({ stdout: '' }));
  return Object.fromEntries(
    stdout.split('\n').map((line) => [line.slice(0, 15).trim().replace(':', ''), line.slice(15).trim()]),
  );
}

/** A PDF's metadata, in which it says whether it is one for archives. */
export async function metadataOf(pdf: string): Promise<string> {
  const { stdout } = await run('pdfinfo', ['-meta', pdf]).catch(() => ({ stdout: '' }));
  return stdout;
}

/** Number of files attached. */
export async function attachmentsOf(pdf: string): Promise<string> {
  const { stdout } = await run('pdfdetach', ['-list', pdf]).catch(() => ({ stdout: '' }));
  return stdout.split('\n')[0] ?? '';
}

/** The long edge of an A3 page. */
const LARGEST_PAGE_POINTS = 1191;

/**
 * At which to render a PDF: `dpi`, but no larger than A3.
 *
 * Programs that take photographs for pages make some of a square metre.
 */
export async function renderingDpi(pdf: string, dpi: number): Promise<number> {
  const size = (await factsOf(pdf))['Page size'] ?? '';
  const edges = (size.match(/[\d.]+/g) ?? []).slice(0, 2).map(Number);
  return Math.floor(dpi * Math.min(1, LARGEST_PAGE_POINTS / Math.max(1, ...edges)));
}

/** Renders pages (numbers from 1) in grey, one at a time, and hands each over. */
export async function renderPages(
  pdf: string,
  { pages, dpi }: { readonly pages: readonly number[]; readonly dpi: number },
  visit: (page: GreyImage, number: number) => void,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'cartable-render-'));
  try {
    for (const page of pages) {
      await run('pdftoppm', [
        '-r',
        `${dpi}`,
        '-gray',
        '-f',
        `${page}`,
        '-l',
        `${page}`,
        pdf,
        join(folder, `${page}`),
      ]);
      const [name] = (await readdir(folder)).filter((file) => file.startsWith(`${page}-`));
      if (name === undefined) throw new Error(`page ${page} of ${pdf} was not rendered`);
      visit(parsePgm(await readFile(join(folder, name))), page);
      await rm(join(folder, name));
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
