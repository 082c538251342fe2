import {
  DocumentRefusal,
  type Recipe,
  type RecipeResult,
  type RecipeSource,
  type Rendition,
  sizeOf,
} from '../recipe.ts';
import { archivalPromiseOf } from './archival.ts';
import { dropDefaults } from './defaults.ts';
import { PdfIrregularity } from './irregularity.ts';
import { isEncrypted, loadPdf, openPdf, type PdfOpening } from './load.ts';
import { mergeIdenticalStreams } from './merge-streams.ts';
import { type PdfPage, pagesOf } from './pages.ts';
import { findPlacements } from './placements.ts';
import { isSigned } from './protection.ts';
import { recompressImages } from './recompress-images.ts';
import { repackStreams } from './repack-streams.ts';
import { rewriteContents } from './rewrite-contents.ts';
import { scrubMetadata } from './scrub.ts';
import { shareValues } from './share-values.ts';
import { isSameDocument } from './verify.ts';
import { writePdf } from './write.ts';

/** The end of a file, where a whole PDF says that it ends. */
const TAIL_BYTES = 2048;

/**
 * PDFs: images brought to the size at which they are shown, everything packed anew, nothing else touched.
 *
 * The rendition is read back and compared with the original, object by object, before it is accepted.
 */
export const pdfRecipe: Recipe = {
  name: 'pdf',
  kinds: ['pdf'],
  async optimise(source) {
    try {
      const opening = openPdf(source.bytes);
      return isEncrypted(opening) ? { kept: 'encrypted' } : await rewrite(source, opening);
    } catch (error) {
      if (!(error instanceof PdfIrregularity)) throw error;
      if (isCutShort(source.bytes)) throw new DocumentRefusal('damaged', error);
      return { kept: 'not-proven' };
    }
  },
};

async function rewrite(source: RecipeSource, opening: PdfOpening): Promise<RecipeResult> {
  const document = loadPdf(opening);
  const pages = pagesOf(document);
  if (isSigned(document)) return { kept: 'signed' };
  const promise = archivalPromiseOf(document);
  const { fidelity, reportProgress } = source;
  const placements = findPlacements(document, pages);
  const { images, likeness } = await recompressImages({
    document,
    placements,
    fidelity,
    promise,
    reportProgress,
  });
  const scrubbed = scrubMetadata(document, promise);
  const contents = rewriteContents({ document: scrubbed, pages, mayRound: fidelity.mayChangePixels });
  repackStreams(scrubbed, promise);
  mergeIdenticalStreams(scrubbed);
  dropDefaults(scrubbed);
  if (promise.allowsObjectStreams) shareValues(scrubbed);
  const parts = writePdf(scrubbed, { objectStreams: promise.allowsObjectStreams });
  const rendition = renditionOf(parts, pages, likeness);
  if (sizeOf(rendition) >= source.bytes.length) return { kept: 'not-smaller' };
  const before = loadPdf(openPdf(source.bytes));
  const after = loadPdf(openPdf(Buffer.concat(parts)));
  return isSameDocument({ before, after, images, contents, promise })
    ? { rendition }
    : { kept: 'not-proven' };
}

function renditionOf(
  parts: readonly Uint8Array[],
  pages: readonly PdfPage[],
  likeness: number | undefined,
): Rendition {
  return { kind: 'pdf', parts, pages: pages.length, ...(likeness === undefined ? {} : { likeness }) };
}

/** Downloads and copies that were interrupted lack the end, which is what viewers need first. */
function isCutShort(bytes: Buffer): boolean {
  const tail = bytes.subarray(Math.max(0, bytes.length - TAIL_BYTES)).toString('latin1');
  return !tail.includes('%%EOF') && !tail.includes('startxref');
}
