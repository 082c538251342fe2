import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import * as fontkit from '@cantoo/fontkit';
import type { PDFDocument, PDFFont } from 'pdf-lib';

/**
 * The window's own typeface (SIL OFL): every letter of Europe's Latin alphabets, which the fonts of PDF readers lack.
 * By its weight, the file in its package, and the one beside the bundles (build/bundle.ts).
 */
export const FONT_FILES = {
  plain: ['400Regular/AtkinsonHyperlegibleNext_400Regular.ttf', 'page-plain.ttf'],
  bold: ['700Bold/AtkinsonHyperlegibleNext_700Bold.ttf', 'page-bold.ttf'],
} as const;

export const FONT_PACKAGE = '@expo-google-fonts/atkinson-hyperlegible-next';

export interface PageFonts {
  readonly plain: PDFFont;
  readonly bold: PDFFont;
}

/** Gives a document the fonts of printed pages: it will hold the letters that are written in it, and no others. */
export async function embedPageFonts(document: PDFDocument): Promise<PageFonts> {
  document.registerFontkit(fontkit);
  const embed = async (weight: keyof PageFonts) =>
    document.embedFont(await bytesOf(weight), { subset: true, features: { liga: false } });
  return { plain: await embed('plain'), bold: await embed('bold') };
}

const read = new Map<keyof PageFonts, Promise<Uint8Array>>();

function bytesOf(weight: keyof PageFonts): Promise<Uint8Array> {
  const known = read.get(weight);
  if (known !== undefined) return known;
  const { url } = import.meta;
  const [source, bundled] = FONT_FILES[weight];
  const path = url.endsWith('.ts')
    ? createRequire(url).resolve(`${FONT_PACKAGE}/${source}`)
    : new URL(`./${bundled}`, url);
  const bytes = readFile(path);
  read.set(weight, bytes);
  return bytes;
}
