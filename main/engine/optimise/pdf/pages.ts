import { PDFArray, PDFDict, PDFNumber, type PDFObject, PDFRawStream } from 'pdf-lib';
import { DocumentRefusal } from '../recipe.ts';
import { peel } from './filters.ts';
import { PdfIrregularity } from './irregularity.ts';
import type { PdfDocument } from './load.ts';
import { nameOf } from './names.ts';

/** A school book has 500 pages; ten thousand are handled, and beyond it is no document for a class. */
const MAX_PAGES = 20_000;

export interface PdfPage {
  readonly dict: PDFDict;
  /** Inherited where the page itself is silent. */
  readonly resources: PDFDict | undefined;
  /** In points, before rotation; the media box, or the part of it that is shown. */
  readonly widthPoints: number;
  readonly heightPoints: number;
  /** Points to a unit of the page's content. */
  readonly unit: number;
  /** Everything that says which part of the page is shown and how, for comparison. */
  readonly geometry: string;
}

/** Attributes that a page takes from its ancestors (ISO 32000-1, table 30). */
const INHERITED = ['MediaBox', 'CropBox', 'Rotate', 'Resources'] as const;

type Inherited = Partial<Record<(typeof INHERITED)[number], PDFObject>>;

/** The pages in order. Throws `PdfIrregularity` if the tree is broken. */
export function pagesOf({ catalog }: PdfDocument): readonly PdfPage[] {
  const pages: PdfPage[] = [];
  const seen = new Set<PDFDict>();
  const waiting: { node: PDFObject | undefined; inherited: Inherited }[] = [
    { node: catalog.lookup(nameOf('Pages')), inherited: {} },
  ];
  for (let current = waiting.pop(); current !== undefined; current = waiting.pop()) {
    const { node, inherited } = current;
    if (!(node instanceof PDFDict) || seen.has(node)) throw new PdfIrregularity('broken tree of pages');
    seen.add(node);
    const own = inherit(node, inherited);
    const kids = node.lookup(nameOf('Kids'));
    if (!(kids instanceof PDFArray)) {
      if (pages.length >= MAX_PAGES) throw new DocumentRefusal('too-large');
      pages.push(pageOf(node, own));
    } else {
      // Last in, first out: reversed, so that the first kid is the next to be visited.
      for (let index = kids.size() - 1; index >= 0; index -= 1)
        waiting.push({ node: kids.lookup(index), inherited: own });
    }
  }
  if (pages.length === 0) throw new PdfIrregularity('no pages');
  return pages;
}

function inherit(node: PDFDict, inherited: Inherited): Inherited {
  const own: Inherited = { ...inherited };
  for (const key of INHERITED) {
    const value = node.lookup(nameOf(key));
    if (value !== undefined) own[key] = value;
  }
  return own;
}

function pageOf(dict: PDFDict, inherited: Inherited): PdfPage {
  const media = boxOf(inherited.MediaBox);
  if (media === undefined) throw new PdfIrregularity('a page without a size');
  const crop = boxOf(inherited.CropBox) ?? media;
  const unit = dict.lookup(nameOf('UserUnit'));
  const scale = unit instanceof PDFNumber ? unit.asNumber() : 1;
  const rotation = inherited.Rotate instanceof PDFNumber ? inherited.Rotate.asNumber() : 0;
  const { Resources } = inherited;
  return {
    dict,
    resources: Resources instanceof PDFDict ? Resources : undefined,
    unit: scale,
    widthPoints: Math.abs(crop[2] - crop[0]) * scale,
    heightPoints: Math.abs(crop[3] - crop[1]) * scale,
    geometry: JSON.stringify([media, crop, scale, rotation]),
  };
}

/** A page's content, its streams joined as a viewer joins them; undefined if it cannot be unpacked. */
export function contentOf({ dict }: PdfPage): Buffer | undefined {
  const contents = dict.lookup(nameOf('Contents'));
  const streams =
    contents instanceof PDFArray ? contents.asArray().map((_, index) => contents.lookup(index)) : [contents];
  const pieces: Uint8Array[] = [];
  for (const stream of streams) {
    if (stream === undefined) continue;
    const unpacked = stream instanceof PDFRawStream ? peel(stream) : undefined;
    if (unpacked === undefined || unpacked.remaining.length > 0) return undefined;
    pieces.push(unpacked.bytes, Buffer.from('\n'));
  }
  return Buffer.concat(pieces);
}

type Box = readonly [number, number, number, number];

function boxOf(object: PDFObject | undefined): Box | undefined {
  if (!(object instanceof PDFArray) || object.size() !== 4) return undefined;
  const [a, b, c, d] = [0, 1, 2, 3].map((index) => object.lookup(index));
  if (!(a instanceof PDFNumber && b instanceof PDFNumber && c instanceof PDFNumber && d instanceof PDFNumber))
    return undefined;
  return [a.asNumber(), b.asNumber(), c.asNumber(), d.asNumber()];
}
