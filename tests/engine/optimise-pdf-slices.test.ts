/** A large PDF is read where it is needed: with the same result as one that is in memory, and a file that changes is told. */
import { closeSync, mkdtempSync, openSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PDFDocument } from 'pdf-lib';
import { expect, onTestFinished, test } from 'vitest';
import { FileSlices, UnreadableSlice } from '../../main/engine/optimise/file-slices.ts';
import { pdfRecipe } from '../../main/engine/optimise/pdf/pdf-recipe.ts';
import { FIDELITY } from '../../main/engine/optimise/preset.ts';
import { archivalPdf, lessonPdf } from './optimise-pdfs.ts';

const asked = { kind: 'pdf', fidelity: FIDELITY.screen, reportProgress: () => undefined } as const;

function slicesOf(bytes: Buffer) {
  const folder = mkdtempSync(join(tmpdir(), 'cartable-slices-'));
  const path = join(folder, 'document.pdf');
  writeFileSync(path, bytes);
  const fd = openSync(path, 'r');
  onTestFinished(() => {
    closeSync(fd);
    rmSync(folder, { recursive: true });
  });
  return { slices: new FileSlices(fd, bytes.length), path };
}

async function optimised(source: { bytes: Buffer; slices?: FileSlices }): Promise<Buffer | string> {
  const result = await pdfRecipe.optimise({ ...asked, ...source });
  return 'kept' in result ? result.kept : Buffer.concat(result.rendition.parts);
}

test('a PDF that is read by slices gives the same rendition, and its pictures are never all in memory', async () => {
  for (const bytes of [await lessonPdf(), await archivalPdf()]) {
    const { slices } = slicesOf(bytes);
    const rendition = await optimised({ bytes: slices.bytes, slices });
    expect(rendition).toBeInstanceOf(Buffer);
    expect(rendition).toEqual(await optimised({ bytes }));
    const inMemory = slices.bytes.filter((byte) => byte !== 0).length;
    expect(inMemory).toBeLessThan(bytes.length / 2);
  }
});

test('a PDF that only holds together as a whole is read whole', async () => {
  const lesson = await lessonPdf();
  const prefixed = Buffer.concat([Buffer.from('\n\n'), lesson]);
  const document = await PDFDocument.load(lesson);
  document.setTitle('La chute des corps '.repeat(2000));
  const long = Buffer.from(await document.save({ useObjectStreams: false }));
  for (const bytes of [prefixed, long]) {
    const { slices } = slicesOf(bytes);
    expect(await optimised({ bytes: slices.bytes, slices })).toEqual(await optimised({ bytes }));
  }
});

test('a file that is cut short while it is read is said to be unreadable', async () => {
  const lesson = await lessonPdf();
  const { slices, path } = slicesOf(lesson);
  truncateSync(path, Math.floor(lesson.length / 2));
  await expect(optimised({ bytes: slices.bytes, slices })).rejects.toThrow(UnreadableSlice);
});
