import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { type OpenDocument, startPdfium } from '../../main/engine/optimise/pdf/rendering/pdfium.ts';
import { webAssembly } from '../../main/engine/optimise/pdf/rendering/web-assembly.ts';

/** A PDFium of the test's own, as the optimiser starts it. */
export async function pdfium(): Promise<(pdf: Uint8Array) => OpenDocument | undefined> {
  const path = createRequire(import.meta.url).resolve('@hyzyla/pdfium/pdfium.wasm');
  const { open } = await startPdfium(await webAssembly.compile(await readFile(path)));
  return open;
}

/** The mean red, green and blue of a page as it is shown. */
export function shownColour(document: OpenDocument, index: number): readonly [number, number, number] {
  const page = document.render(index, 200, 60);
  if (page === undefined) throw new Error(`page ${index} is not shown`);
  const sums: [number, number, number] = [0, 0, 0];
  for (let at = 0; at < page.data.length; at += 4) {
    for (const c of [0, 1, 2] as const) sums[c] += page.data[at + 2 - c] as number;
  }
  const pixels = page.data.length / 4;
  return [sums[0] / pixels, sums[1] / pixels, sums[2] / pixels];
}
