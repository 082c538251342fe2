import type { PDFFont } from 'pdf-lib';

/** Signs that the fonts of every PDF reader lack, by what says the same. */
const ALIKE: Readonly<Record<string, string>> = { '\u202f': '\u00a0', '\u2011': '-', '\u2212': '-' };

/**
 * A text in the letters of the fonts that every PDF reader has (WinAnsi: all of French).
 *
 * A letter that they lack loses its accent, else it is a `?`: a name in another alphabet is not printed.
 */
export function printable(font: PDFFont, text: string): string {
  const known = charactersOf(font);
  return Array.from(text.normalize('NFC').replace(/\s*\n\s*/g, ' '), (letter) => {
    const alike = ALIKE[letter] ?? letter;
    if (known.has(alike.codePointAt(0) ?? 0)) return alike;
    const plain = alike.normalize('NFKD').replace(/\p{M}/gu, '');
    const isKnown = plain !== '' && Array.from(plain).every((one) => known.has(one.codePointAt(0) ?? 0));
    return isKnown ? plain : '?';
  }).join('');
}

const sets = new WeakMap<PDFFont, ReadonlySet<number>>();

function charactersOf(font: PDFFont): ReadonlySet<number> {
  const known = sets.get(font) ?? new Set(font.getCharacterSet());
  sets.set(font, known);
  return known;
}

/** As much of a printable text as fits into a width (points), with an ellipsis where it was cut. */
export function fitText(
  font: PDFFont,
  text: string,
  { width, size }: { width: number; size: number },
): string {
  if (font.widthOfTextAtSize(text, size) <= width) return text;
  let cut = text;
  while (cut !== '' && font.widthOfTextAtSize(`${cut}…`, size) > width) cut = cut.slice(0, -1);
  return `${cut.trimEnd()}…`;
}
