import type { PDFRef } from 'pdf-lib';
import { FIDELITY, type Fidelity } from '../preset.ts';
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
import { compactFonts } from './fonts/compact-fonts.ts';
import { slimFonts } from './fonts/slim-fonts.ts';
import { PdfIrregularity } from './irregularity.ts';
import { isEncrypted, loadPdf, openPdf, type PdfDocument, type PdfOpening } from './load.ts';
import { mergeIdenticalStreams } from './merge-streams.ts';
import { type PdfPage, pagesOf } from './pages.ts';
import { findPlacements } from './placements.ts';
import { isSigned } from './protection.ts';
import { recompressImages } from './recompress-images.ts';
import { lookAtPages, type Verdict } from './rendering/look-at-pages.ts';
import { repackStreams } from './repack-streams.ts';
import { type RewrittenContent, rewriteContents } from './rewrite-contents.ts';
import { scrubMetadata } from './scrub.ts';
import { shareValues } from './share-values.ts';
import { type Changes, pagesToSee } from './touched-pages.ts';
import { isSameDocument } from './verify.ts';
import { writePdf } from './write.ts';

/** What a page must hold, rendered, to be the page that it was: where its images have new pixels, and where none has. */
const FLOORS = {
  rewritten: { whole: 0.99, worstPart: 0.95, tint: 8 },
  repainted: { whole: 0.95, worstPart: 0.8, tint: 12 },
  // Shadows and the paper's tint are meant to leave; strokes were compared when they were found.
  cleaned: { whole: 0.6, worstPart: 0.2, tint: 255 },
} as const;

/** The end of a file, where a whole PDF says that it ends. */
const TAIL_BYTES = 2048;

/** The two steps that decide what a page looks like. */
export interface PaintingSteps {
  readonly recompressImages: typeof recompressImages;
  readonly rewriteContents: typeof rewriteContents;
}

/**
 * PDFs: images brought to the size at which they are shown, everything packed anew, nothing else touched.
 *
 * The rendition is read back and compared with the original, object by object, before it is accepted; then its pages are
 * rendered by PDFium and looked at. One that looks different is made again with less ambition, in the end not at all.
 */
export const pdfRecipe: Recipe = pdfRecipeWith({ recompressImages, rewriteContents });

/** The recipe with other hands: for tests of what becomes of their mistakes. */
export function pdfRecipeWith(steps: PaintingSteps): Recipe {
  return {
    name: 'pdf',
    kinds: ['pdf'],
    async optimise(source) {
      try {
        return await optimiseWith(steps, source);
      } catch (error) {
        if (!(error instanceof PdfIrregularity) || source.slices === undefined) throw error;
        // What is odd by slices may be regular as a whole.
        const { slices, ...whole } = source;
        slices.fillAll();
        return await optimiseWith(steps, whole);
      }
    },
    readsSlices: true,
  };
}

async function optimiseWith(steps: PaintingSteps, source: RecipeSource): Promise<RecipeResult> {
  try {
    const opening = openPdf(source);
    return isEncrypted(opening) ? { kept: 'encrypted' } : await rewrite({ source, steps }, opening);
  } catch (error) {
    if (!(error instanceof PdfIrregularity) || source.slices !== undefined) throw error;
    if (isCutShort(source.bytes)) throw new DocumentRefusal('damaged', error);
    return { kept: 'not-proven' };
  }
}

interface Job {
  readonly source: RecipeSource;
  readonly steps: PaintingSteps;
}

/** From what saves most to what changes nothing that can be seen; `full` has no pages in document mode. */
const RECIPES = ['clean', 'full', 'gentle', 'structure'] as const;
type Strength = (typeof RECIPES)[number];

async function rewrite(job: Job, opening: PdfOpening): Promise<RecipeResult> {
  const { source } = job;
  const document = loadPdf(opening);
  if (isSigned(document)) return { kept: 'signed' };
  const first = await attempt(job, document, 'clean');
  if (first === undefined) return { kept: 'not-proven' };
  if (sizeOf(first.rendition) >= source.bytes.length) return { kept: 'not-smaller' };
  let verdict = await look(source, first);
  if (verdict === 'alike') return { rendition: first.rendition };
  for (const strength of RECIPES.slice(1)) {
    if (strength === 'full' && first.changes.cleaned.size === 0) continue;
    // What cannot be seen cannot be vouched for: then only what is the same, object by object.
    if (verdict === 'unseen' && strength !== 'structure') continue;
    const next = await attempt(job, loadPdf(openPdf(source)), strength);
    if (next === undefined || sizeOf(next.rendition) >= source.bytes.length) continue;
    verdict = await look(source, next);
    const { repainted, contents } = next.changes;
    const isProven = verdict === 'unseen' && repainted.size + contents.size === 0;
    if (verdict === 'alike' || isProven) return { rendition: next.rendition };
  }
  return { kept: 'quality' };
}

interface Attempt {
  readonly rendition: Rendition;
  readonly before: PdfDocument;
  readonly whole: Uint8Array;
  readonly changes: Changes;
}

const UNCHANGED: ReadonlyMap<PDFRef, RewrittenContent> = new Map();

/** Writes `document`, which is changed on the way, anew; undefined if the result cannot be shown to hold the same things. */
async function attempt(
  { source, steps }: Job,
  document: PdfDocument,
  strength: Strength,
): Promise<Attempt | undefined> {
  const pages = pagesOf(document);
  const promise = archivalPromiseOf(document);
  const fidelity = fidelityOf(source.fidelity, strength);
  const { images, repainted, cleaned, likeness } = await steps.recompressImages({
    document,
    placements: findPlacements(document, pages),
    fidelity,
    promise,
    reportProgress: source.reportProgress,
  });
  const scrubbed = scrubMetadata(document, promise);
  const mayRewrite = strength === 'clean' || strength === 'full';
  const contents = mayRewrite
    ? steps.rewriteContents({ document: scrubbed, pages, grainPoints: fidelity.grainPoints })
    : UNCHANGED;
  // An archive's fonts are what its makers vouched for.
  const mayRewriteFonts = mayRewrite && !promise.isPromised;
  const fonts = new Map(
    mayRewriteFonts ? [...compactFonts(scrubbed), ...slimFonts(scrubbed, pages)] : UNCHANGED,
  );
  // Each of these steps takes seconds on a long document.
  const tellAlive = () => source.reportProgress(source.bytes.length);
  tellAlive();
  repackStreams(scrubbed, promise);
  tellAlive();
  mergeIdenticalStreams(scrubbed);
  dropDefaults(scrubbed);
  if (promise.allowsObjectStreams) shareValues(scrubbed);
  const parts = writePdf(scrubbed, { objectStreams: promise.allowsObjectStreams });
  const whole = concatShared(parts);
  tellAlive();
  const before = loadPdf(openPdf(source));
  const after = loadPdf(openPdf({ bytes: whole }));
  if (!isSameDocument({ before, after, images, contents, fonts, promise })) return undefined;
  const changes = { repainted, cleaned, contents: new Set([...contents.keys(), ...fonts.keys()]) };
  return { rendition: renditionOf([whole], pages, likeness), before, whole, changes };
}

function fidelityOf(fidelity: Fidelity, strength: Strength): Fidelity {
  if (strength === 'clean') return fidelity;
  if (strength === 'full') return { ...fidelity, mayCleanPages: false };
  const gentler = strength === 'gentle' && fidelity.mayChangePixels ? FIDELITY.print : FIDELITY.original;
  return { ...gentler, mayCleanPages: false };
}

/** Looks at the pages on which something was changed, as another program renders them. */
async function look(source: RecipeSource, { before, whole, changes }: Attempt): Promise<Verdict> {
  const pages = pagesOf(before);
  const toSee = new Map(pagesToSee(before, pages, changes).map((page) => [page.index, page]));
  return lookAtPages({
    before: source,
    after: whole,
    pageCount: pages.length,
    pages: [...toSee.values()],
    floorsOf: (index) => FLOORS[toSee.get(index)?.change ?? 'rewritten'],
    onPage: () => source.reportProgress(source.bytes.length),
  });
}

/** In memory that a thread can read as well. */
function concatShared(parts: readonly Uint8Array[]): Buffer {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const whole = Buffer.from(new SharedArrayBuffer(length));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
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
