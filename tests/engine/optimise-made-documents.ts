/** Documents made by the tests, and how small each comes out: the same on every machine but for a decoder's release. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { optimiseDocument } from '../../main/engine/optimise/optimise-document.ts';
import { archivalPdf, lessonPdf, maskedPdf, pastedPhotoPdf, repeatedPdf, richPdf } from './optimise-pdfs.ts';
import { cutOutPng, photoJpeg, screenshotPng } from './optimise-pictures.ts';
import { scanTiff } from './optimise-tiffs.ts';

const MADE: Readonly<Record<string, () => Promise<Buffer>>> = {
  'lesson.pdf': () => lessonPdf(),
  'pasted-photo.pdf': pastedPhotoPdf,
  'rich.pdf': richPdf,
  'repeated.pdf': repeatedPdf,
  'masked.pdf': maskedPdf,
  'archival.pdf': archivalPdf,
  'photo.jpg': () => photoJpeg({ width: 2400, height: 1600 }),
  'screenshot.png': () => screenshotPng(1200, 800),
  'cut-out.png': () => cutOutPng(600),
  'scan.tiff': () => scanTiff('none'),
};

export interface MadeFigure {
  readonly outcome: string;
  /** Of the rendition, or of the original where it is kept. */
  readonly bytes: number;
}

/** Optimises each for a screen. */
export async function measureMadeDocuments(): Promise<Readonly<Record<string, MadeFigure>>> {
  const folder = await mkdtemp(join(tmpdir(), 'cartable-made-'));
  try {
    const figures: Record<string, MadeFigure> = {};
    for (const [fileName, make] of Object.entries(MADE)) {
      const inputPath = join(folder, fileName);
      await writeFile(inputPath, await make());
      const asked = { kind: 'optimise', documentId: 1, fileName, preset: 'screen' } as const;
      const temporaryPath = join(folder, `small-${fileName}`);
      const result = await optimiseDocument({ ...asked, inputPath, temporaryPath }, () => undefined);
      const bytes = result.outcome === 'optimised' ? result.bytesAfter : result.bytesBefore;
      figures[fileName] = { outcome: result.outcome, bytes };
    }
    return figures;
  } finally {
    await rm(folder, { recursive: true });
  }
}
