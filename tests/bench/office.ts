/**
 * Office files before and after, opened by LibreOffice: `npm run bench -- office [--json] [FILE...]`.
 *
 * LibreOffice (Debian: libreoffice-writer, -calc, -impress) writes files of every kind from pages, slides and sheets made
 * here, with photographs; those, the corpus's and the given ones are optimised. Each must print on the same number of pages,
 * with the same words.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import sharp from 'sharp';
import { createOptimiser } from '../../main/engine/optimise/pool.ts';
import { nodeProcesses } from '../../main/engine/platform/processes.ts';
import { cutOutPng, photoJpeg, photoPixels, screenshotPng } from '../engine/optimise-pictures.ts';
import { factsOf, isInstalled, textOf } from './rivals.ts';

const PREFIXES = ['office', 'text', 'table', 'style'];
const COMPATIBLE: Readonly<Record<string, string>> = {
  draw: 'drawing',
  svg: 'svg-compatible',
  fo: 'xsl-fo-compatible',
  presentation: 'presentation',
};

const OFFICE = /\.(docx|pptx|xlsx|odt|odp|ods)$/;
const run = promisify(execFile);
const { values: flags, positionals } = parseArgs({
  options: { json: { type: 'boolean' } },
  allowPositionals: true,
});
const corpus =
  process.env.CARTABLE_CORPUS ?? fileURLToPath(new URL('../../../shared/corpus', import.meta.url));
const work = await mkdtemp(join(tmpdir(), 'cartable-office-'));
try {
  if (!isInstalled('soffice')) throw new Error('soffice is not installed');
  const inCorpus = (await readdir(corpus))
    .filter((name) => OFFICE.test(name))
    .map((name) => join(corpus, name));
  const rows = await measure([...(await writtenByLibreOffice()), ...inCorpus, ...positionals]);
  console.log(flags.json ? JSON.stringify({ files: rows }, null, 2) : rows.map(lineOf).join('\n'));
  process.exitCode = rows.every(({ isSame }) => isSame) ? 0 : 1;
} finally {
  await rm(work, { recursive: true, force: true });
}

async function convert(file: string, format: string, folder: string): Promise<string> {
  const profile = `-env:UserInstallation=file://${join(work, 'profile')}`;
  await run('soffice', [profile, '--headless', '--convert-to', format, '--outdir', folder, file], {
    timeout: 180_000,
  });
  return join(folder, `${basename(file, extname(file))}.${format}`);
}

/** One text, one presentation and one spreadsheet, each in LibreOffice's format and in Microsoft's. */
async function writtenByLibreOffice(): Promise<string[]> {
  const pictures = await Promise.all([
    photoJpeg({ width: 2000, height: 1500 }),
    photoJpeg({ width: 1500, height: 2000, seed: 5, orientation: 6 }),
    sharp(photoPixels(1400, 1050, 4), { raw: { width: 1400, height: 1050, channels: 3 } })
      .png()
      .toBuffer(),
    cutOutPng(600),
    screenshotPng(1200, 800),
  ]);
  const files: string[] = [];
  for (const [flat, formats, body] of [
    ['text.fodt', ['odt', 'docx'], textBody(pictures)],
    ['presentation.fodp', ['odp', 'pptx'], slidesBody(pictures)],
    ['spreadsheet.fods', ['ods', 'xlsx'], sheetBody(pictures)],
  ] as const) {
    const path = join(work, flat);
    await writeFile(path, flatDocument(flat.split('.')[0] ?? '', body));
    for (const format of formats) files.push(await convert(path, format, work));
  }
  return files;
}

function flatDocument(type: string, body: string): string {
  const urn = 'urn:oasis:names:tc:opendocument:xmlns:';
  const own = PREFIXES.map((prefix) => `xmlns:${prefix}="${urn}${prefix}:1.0"`);
  const others = Object.entries(COMPATIBLE).map(([prefix, name]) => `xmlns:${prefix}="${urn}${name}:1.0"`);
  return `<?xml version="1.0" encoding="UTF-8"?><office:document ${[...own, ...others].join(' ')} office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.${type}"><office:body><office:${type}>${body}</office:${type}></office:body></office:document>`;
}

function frame(picture: Buffer, index: number, more = ''): string {
  const image = `<draw:image><office:binary-data>${picture.toString('base64')}</office:binary-data></draw:image>`;
  return `<draw:frame draw:name="f${index}" svg:x="2cm" svg:y="3cm" svg:width="${6 + index}cm" svg:height="5cm" ${more}>${image}</draw:frame>`;
}

function textBody(pictures: readonly Buffer[]): string {
  const paragraphs = pictures.map((picture, index) => {
    const words = Array.from({ length: 120 }, (_, word) => `mot${(index * 31 + word * 7) % 97}é`).join(' ');
    return `<text:h text:outline-level="1">Chapitre ${index + 1}</text:h><text:p>${words}</text:p><text:p>${frame(picture, index, 'text:anchor-type="as-char"')}</text:p>`;
  });
  return [
    ...paragraphs,
    `<text:p>${frame(pictures[2] as Buffer, 9, 'text:anchor-type="as-char"')}</text:p>`,
  ].join('');
}

function slidesBody(pictures: readonly Buffer[]): string {
  return pictures
    .map(
      (picture, index) =>
        `<draw:page draw:name="p${index}"><draw:frame svg:x="1cm" svg:y="1cm" svg:width="20cm" svg:height="2cm"><draw:text-box><text:p>Diapositive ${index + 1}</text:p></draw:text-box></draw:frame>${frame(picture, index)}</draw:page>`,
    )
    .join('');
}

function sheetBody(pictures: readonly Buffer[]): string {
  const rows = Array.from(
    { length: 60 },
    (_, row) =>
      `<table:table-row><table:table-cell office:value-type="string"><text:p>Élève ${row}</text:p></table:table-cell><table:table-cell office:value-type="float" office:value="${row}"><text:p>${row}</text:p></table:table-cell></table:table-row>`,
  );
  return `<table:table table:name="Notes"><table:shapes>${pictures.map((one, index) => frame(one, index)).join('')}</table:shapes>${rows.join('')}</table:table>`;
}

async function measure(files: readonly string[]) {
  const optimiser = createOptimiser({ processes: nodeProcesses() });
  const rows = [];
  for (const file of files) {
    const outputDir = await mkdtemp(join(work, 'out-'));
    const result = await optimiser.optimise({ inputPath: file, outputDir, preset: 'screen' });
    const outcome = result.outcome === 'optimised' ? 'optimised' : `${result.outcome}: ${result.reason}`;
    const facts = { file: basename(file), outcome, before: result.bytesBefore };
    if (result.outcome !== 'optimised' || result.outputPath === undefined)
      rows.push({ ...facts, isSame: true });
    else
      rows.push({
        ...facts,
        after: result.bytesAfter,
        ssim: result.ssim,
        ...(await compare(file, result.outputPath)),
      });
  }
  await optimiser.close();
  return rows;
}

async function compare(before: string, after: string) {
  const [a, b] = [
    await convert(before, 'pdf', await mkdtemp(join(work, 'before-'))),
    await convert(after, 'pdf', await mkdtemp(join(work, 'after-'))),
  ];
  const [pages, pagesAfter] = [(await factsOf(a)).Pages, (await factsOf(b)).Pages];
  const words = await textOf(a);
  return {
    pages,
    words: words?.split(/\s+/).length,
    isSame: pages !== undefined && pages === pagesAfter && words === (await textOf(b)),
  };
}

function lineOf(row: Awaited<ReturnType<typeof measure>>[number]): string {
  const sizes = `${row.before} -> ${'after' in row ? row.after : row.before}`;
  const printed =
    'pages' in row ? `${row.pages} pages, ${row.words} words, ssim ${row.ssim?.toFixed(4)}` : '';
  return `${row.file.padEnd(28)} ${row.outcome} ${sizes}, ${printed}, ${row.isSame ? 'same' : 'DIFFERENT'}`;
}
