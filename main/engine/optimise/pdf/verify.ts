import {
  PDFArray,
  PDFDict,
  PDFHexString,
  PDFNull,
  type PDFObject,
  PDFRawStream,
  PDFRef,
  PDFString,
} from 'pdf-lib';
import type { ArchivalPromise } from './archival.ts';
import { isDefault } from './defaults.ts';
import { type Filter, peel } from './filters.ts';
import { FONT_FILE_KEYS, type FontChange } from './fonts/compact-fonts.ts';
import type { PdfDocument } from './load.ts';
import { nameOf } from './names.ts';
import { pagesOf } from './pages.ts';
import { isRewritten, type RewrittenContent } from './rewrite-contents.ts';
import { infoOf, KEPT_INFO, mayScrub, SCRUBBED_KEYS } from './scrub.ts';

/** What may differ in a stream's dictionary: how its bytes are packed. */
const PACKING_KEYS = new Set(['/Filter', '/DecodeParms', '/DP', '/Length', '/DL']);

const SUBTYPE = nameOf('Subtype');
const FONT_FILE = nameOf('FontFile');
const COMPACT_FONT_FILE = nameOf('FontFile3');

/** What may differ, besides, in an image that was encoded anew. */
const IMAGE_KEYS = new Set(['/Width', '/Height', '/ColorSpace', '/BitsPerComponent', '/Decode']);

export interface Comparison {
  readonly before: PdfDocument;
  readonly after: PdfDocument;
  /** References, in `before`, of the images that were encoded anew. */
  readonly images: ReadonlySet<PDFRef>;
  /** Contents, in `before`, that were written anew. */
  readonly contents: ReadonlyMap<PDFRef, RewrittenContent>;
  /** Files of fonts, in `before`, that were written anew. */
  readonly fonts: ReadonlyMap<PDFRef, FontChange>;
  readonly promise: ArchivalPromise;
}

/**
 * Whether a rendition holds everything that the original holds: every page, word, font, form field, link, tag and
 * attachment, in the same place.
 *
 * Both documents are walked side by side from their catalogs. Apart from personal metadata, packing and the pixels of
 * images, the two must be the same, object by object and byte by byte once unpacked.
 */
export function isSameDocument(comparison: Comparison): boolean {
  const { before, after } = comparison;
  const geometry = (document: PdfDocument) =>
    pagesOf(document)
      .map((page) => page.geometry)
      .join();
  if (geometry(before) !== geometry(after)) return false;
  const walk = new SideBySide(comparison);
  return (
    walk.isSame(before.root, after.root) && walk.isSame(before.id, after.id) && isSameInfo(walk, comparison)
  );
}

function isSameInfo(walk: SideBySide, { before, after, promise }: Comparison): boolean {
  if (promise.isPromised) return walk.isSame(before.info, after.info);
  const fact = (document: PdfDocument, key: string) => infoOf(document)?.lookup(nameOf(key));
  return KEPT_INFO.every((key) => walk.isSame(fact(before, key), fact(after, key)));
}

class SideBySide {
  readonly #comparison: Comparison;
  readonly #counterparts = new Map<PDFRef, PDFRef>();
  #waiting: [PDFObject | undefined, PDFObject | undefined][] = [];

  constructor(comparison: Comparison) {
    this.#comparison = comparison;
  }

  isSame(before: PDFObject | undefined, after: PDFObject | undefined): boolean {
    this.#waiting = [[before, after]];
    for (let pair = this.#waiting.pop(); pair !== undefined; pair = this.#waiting.pop()) {
      if (!this.#isSamePair(pair[0] ?? PDFNull, pair[1] ?? PDFNull)) return false;
    }
    return true;
  }

  #isSamePair(before: PDFObject, after: PDFObject): boolean {
    if (before instanceof PDFRef) return this.#isSameReference(before, after);
    if (after instanceof PDFRef) return this.#isSameShared(before, after);
    if (isText(before)) return isText(after) && Buffer.compare(before.asBytes(), after.asBytes()) === 0;
    if (before instanceof PDFArray) return after instanceof PDFArray && this.#isSameArray(before, after);
    if (before instanceof PDFDict)
      return after instanceof PDFDict && this.#isSameDict(before, after, () => false);
    return before.constructor === after.constructor && before.toString() === after.toString();
  }

  #isSameReference(before: PDFRef, after: PDFObject): boolean {
    const value = this.#comparison.before.context.lookup(before);
    // What points nowhere means null, and is written so.
    if (value === undefined) return after === PDFNull;
    if (!(after instanceof PDFRef)) return false;
    const known = this.#counterparts.get(before);
    if (known !== undefined) return known === after;
    this.#counterparts.set(before, after);
    const counterpart = this.#comparison.after.context.lookup(after);
    if (value instanceof PDFRawStream) {
      return counterpart instanceof PDFRawStream && this.#isSameStream(before, value, counterpart);
    }
    this.#waiting.push([value, counterpart]);
    return true;
  }

  /** A value that several streams had each for themselves may have become an object that they share. */
  #isSameShared(before: PDFObject, after: PDFRef): boolean {
    const value = this.#comparison.after.context.lookup(after);
    if (value === undefined || value instanceof PDFRef || value instanceof PDFRawStream) return false;
    return this.#isSamePair(before, value);
  }

  #isSameArray(before: PDFArray, after: PDFArray): boolean {
    if (before.size() !== after.size()) return false;
    before.asArray().forEach((value, index) => {
      this.#waiting.push([value, after.get(index)]);
    });
    return true;
  }

  #isSameDict(before: PDFDict, after: PDFDict, mayDiffer: (key: string) => boolean): boolean {
    const { promise } = this.#comparison;
    const keys = new Set([...before.keys(), ...after.keys()]);
    if (this.#holdsCompactFont(before, after)) {
      this.#waiting.push([before.get(FONT_FILE), after.get(COMPACT_FONT_FILE)]);
      for (const key of [FONT_FILE, COMPACT_FONT_FILE]) keys.delete(key);
    }
    for (const key of keys) {
      if (mayDiffer(key.asString()) || (!after.has(key) && isDefault(before, key))) continue;
      const scrubbed = SCRUBBED_KEYS.find((name) => nameOf(name) === key);
      if (!promise.isPromised && scrubbed !== undefined && !after.has(key) && mayScrub(before, scrubbed))
        continue;
      this.#waiting.push([before.get(key), after.get(key)]);
    }
    return true;
  }

  /** Whether a font's description has its file, which was written anew, under the name of the other form. */
  #holdsCompactFont(before: PDFDict, after: PDFDict): boolean {
    const file = before.get(FONT_FILE);
    return (
      file instanceof PDFRef &&
      this.#comparison.fonts.has(file) &&
      !before.has(COMPACT_FONT_FILE) &&
      !after.has(FONT_FILE)
    );
  }

  #isSameStream(ref: PDFRef, before: PDFRawStream, after: PDFRawStream): boolean {
    if (this.#comparison.images.has(ref)) {
      return this.#isSameDict(before.dict, after.dict, (key) => PACKING_KEYS.has(key) || IMAGE_KEYS.has(key));
    }
    const font = this.#comparison.fonts.get(ref);
    const mayDiffer = (key: string) =>
      PACKING_KEYS.has(key) || (font !== undefined && FONT_FILE_KEYS.has(key));
    if (!this.#isSameDict(before.dict, after.dict, mayDiffer)) return false;
    const subtype = font?.subtype === undefined ? before.dict.get(SUBTYPE) : nameOf(font.subtype);
    if (font !== undefined && after.dict.get(SUBTYPE) !== subtype) return false;
    const [a, b] = [peel(before), peel(after)];
    if (a === undefined || b === undefined) {
      // What cannot be unpacked must not have been touched.
      for (const key of ['Filter', 'DecodeParms'].map((name) => nameOf(name))) {
        this.#waiting.push([before.dict.get(key), after.dict.get(key)]);
      }
      return Buffer.compare(before.contents, after.contents) === 0;
    }
    if (!this.#isSameFilters(a.remaining, b.remaining)) return false;
    const rewritten = font ?? this.#comparison.contents.get(ref);
    if (rewritten !== undefined) return isRewritten(rewritten, a.bytes, b.bytes);
    return Buffer.compare(a.bytes, b.bytes) === 0;
  }

  #isSameFilters(before: readonly Filter[], after: readonly Filter[]): boolean {
    // A filter's parameters may hold streams: a JBIG2 image its symbols, for one.
    before.forEach((filter, index) => {
      this.#waiting.push([filter.parameters, after[index]?.parameters]);
    });
    return before.map(({ name }) => name).join() === after.map(({ name }) => name).join();
  }
}

/** The same bytes may be spelled as they are or in hexadecimal digits. */
function isText(object: PDFObject): object is PDFString | PDFHexString {
  return object instanceof PDFString || object instanceof PDFHexString;
}
