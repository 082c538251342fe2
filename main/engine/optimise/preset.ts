import * as z from 'zod';

/** What a document is for: read on a screen, printed, read as a written page, or kept in every visible detail. */
export const presetSchema = z.enum(['screen', 'print', 'copy', 'original']);
export type Preset = z.infer<typeof presetSchema>;

/** What a preset allows a recipe to give up. */
export interface Fidelity {
  /** Long edge of an image on its own, in pixels. */
  readonly longEdgePixels: number;
  /** Resolution of an image as it is placed on a page. */
  readonly pageDpi: number;
  /** Likeness to the downscaled original that an image on its own must reach (see picture/likeness.ts). */
  readonly likenessFloor: number;
  /** The same for an image on a page, where writing is smaller than on a photograph of it. */
  readonly pageLikenessFloor: number;
  /**
   * What coordinates of drawings are rounded to, in points; 0 keeps them. A dot of the finest printer (2400 dpi) has 0.03:
   * on a screen, half of 0.01 is a third of a pixel at 64 times the size.
   */
  readonly grainPoints: number;
  /** False: nothing visible may change, only what is hidden (metadata, packing). */
  readonly mayChangePixels: boolean;
  /** Whether a picture that is clearly a page of writing becomes one: see document-mode/clean-page.ts. */
  readonly mayCleanPages: boolean;
}

const SCREEN: Fidelity = {
  longEdgePixels: 2000,
  pageDpi: 150,
  likenessFloor: 0.988,
  pageLikenessFloor: 0.991,
  grainPoints: 0.01,
  mayChangePixels: true,
  mayCleanPages: false,
};

export const FIDELITY: Readonly<Record<Preset, Fidelity>> = {
  /** 2000 pixels nearly fill a 4K screen's height; 150 dpi is what Ghostscript's "ebook" aims at. */
  screen: SCREEN,
  /** A4 at 300 dpi, what school printers resolve. */
  print: {
    longEdgePixels: 3508,
    pageDpi: 300,
    likenessFloor: 0.992,
    pageLikenessFloor: 0.994,
    grainPoints: 0.002,
    mayChangePixels: true,
    mayCleanPages: false,
  },
  /** Photographed and scanned pages; whatever is none is treated as for the screen. */
  copy: { ...SCREEN, mayCleanPages: true },
  original: {
    longEdgePixels: Number.POSITIVE_INFINITY,
    pageDpi: Number.POSITIVE_INFINITY,
    likenessFloor: 1,
    pageLikenessFloor: 1,
    grainPoints: 0,
    mayChangePixels: false,
    mayCleanPages: false,
  },
};
