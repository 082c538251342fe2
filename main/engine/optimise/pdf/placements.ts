import { PDFDict, type PDFObject, PDFRawStream, type PDFRef } from 'pdf-lib';
import { ContentWalk, type Matrix } from './content-walk.ts';
import type { PdfDocument } from './load.ts';
import { nameOf } from './names.ts';
import { contentOf, type PdfPage } from './pages.ts';
import { dictionariesIn } from './protection.ts';

/** The largest size at which an image is shown, in points of a page that is read at arm's length. */
export interface Placement {
  readonly widthPoints: number;
  readonly heightPoints: number;
  /** Whether it fills the page, wherever it is shown: a scan, or a photograph of a sheet. */
  readonly coversPage: boolean;
}

/**
 * Beyond A3 (1191 points) a page that is one picture is no sheet that a class handles, but pixels taken for points: it is
 * read as A4. On a true poster, made of many things, each keeps its size.
 */
const ABSURD_EDGE_POINTS = 1300;
const A4_EDGE_POINTS = 842;
const WHOLE_PAGE_SHARE = 0.5;

/** Least share of a page that a scan of it fills: some scanners leave a margin. */
const COVERED_SHARE = 0.85;

/**
 * Finds how large each image is shown.
 *
 * An image that is also shown in a way that is not followed (in a pattern, an annotation, a soft mask, or on a page
 * whose content is odd) has no entry: nothing is known of how large it appears.
 */
export function findPlacements(
  document: PdfDocument,
  pages: readonly PdfPage[],
): ReadonlyMap<PDFRef, Placement> {
  const found = new Map<PDFRef, Placement>();
  const unknown = new Set<PDFRef>();
  const seen = new Set<PDFObject>();
  const walk = new ContentWalk((ref, ctm, page) => widen(found, ref, placementOf(ctm, page)));
  for (const page of pages) {
    const content = contentOf(page);
    const isFollowed = content !== undefined && walk.page(content, page);
    if (!isFollowed) collectImages(page.resources, unknown, seen);
  }
  for (const resources of unfollowedResources(document, walk.forms)) collectImages(resources, unknown, seen);
  for (const ref of unknown) found.delete(ref);
  return found;
}

function widen(found: Map<PDFRef, Placement>, ref: PDFRef, placement: Placement): void {
  const known = found.get(ref);
  found.set(ref, {
    widthPoints: Math.max(known?.widthPoints ?? 0, placement.widthPoints),
    heightPoints: Math.max(known?.heightPoints ?? 0, placement.heightPoints),
    coversPage: (known?.coversPage ?? true) && placement.coversPage,
  });
}

/** An image fills the unit square of its coordinate system. */
function placementOf([a, b, c, d]: Matrix, { unit, widthPoints, heightPoints }: PdfPage): Placement {
  const width = Math.hypot(a, b) * unit;
  const height = Math.hypot(c, d) * unit;
  const edge = Math.max(widthPoints, heightPoints);
  const share = (width * height) / (widthPoints * heightPoints);
  const isWholePage = share > WHOLE_PAGE_SHARE;
  const factor = edge > ABSURD_EDGE_POINTS && isWholePage ? A4_EDGE_POINTS / edge : 1;
  return {
    widthPoints: width * factor,
    heightPoints: height * factor,
    coversPage: share >= COVERED_SHARE,
  };
}

/** Resources of whatever draws but was not followed from a page: patterns, appearances, soft masks, Type 3 glyphs. */
function unfollowedResources(
  { context }: PdfDocument,
  followed: ReadonlySet<PDFRawStream>,
): readonly (PDFDict | undefined)[] {
  return context.enumerateIndirectObjects().flatMap(([, object]) => {
    if (object instanceof PDFRawStream && followed.has(object)) return [];
    return dictionariesIn(object)
      .filter((dict) => isDrawing(dict))
      .map((dict) => resourcesOf(dict));
  });
}

function isDrawing(dict: PDFDict): boolean {
  const subtype = dict.lookup(nameOf('Subtype'));
  return subtype === nameOf('Form') || subtype === nameOf('Type3') || dict.has(nameOf('PatternType'));
}

export function resourcesOf(dict: PDFDict): PDFDict | undefined {
  const resources = dict.lookup(nameOf('Resources'));
  return resources instanceof PDFDict ? resources : undefined;
}

/** The images among some resources, those of their forms included. */
function collectImages(resources: PDFDict | undefined, images: Set<PDFRef>, seen: Set<PDFObject>): void {
  const xObjects = resources?.lookup(nameOf('XObject'));
  if (!(xObjects instanceof PDFDict) || seen.has(xObjects)) return;
  seen.add(xObjects);
  for (const [name, value] of xObjects.entries()) {
    const stream = xObjects.lookup(name);
    if (!(stream instanceof PDFRawStream)) continue;
    if (stream.dict.lookup(nameOf('Subtype')) === nameOf('Image')) images.add(value as PDFRef);
    else collectImages(resourcesOf(stream.dict), images, seen);
  }
}
