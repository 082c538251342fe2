import type { PDFFont } from 'pdf-lib';

/** Signs that the fonts of every PDF reader lack, by what says the same. */
const ALIKE: Readonly<Record<string, string>> = {
  '\u202f': '\u00a0',
  '\u2011': '-',
  '\u2212': '-',
  // Letters with a stroke, which no accent can be taken from: Łukasz, Đặng, Işık.
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ı: 'i',
  ħ: 'h',
  Ħ: 'H',
  '→': '->',
  '⇒': '=>',
  '≤': '<=',
  '≥': '>=',
  '≠': '/=',
  '✓': 'v',
  '✗': 'x',
};

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
    if (/^\p{M}$/u.test(letter)) return '';
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

/** A text of any length in lines that fit into a width (points): cut at spaces, within a word that is wider by itself. */
export function wrapText(
  font: PDFFont,
  text: string,
  { width, size }: { width: number; size: number },
): string[] {
  const fits = (line: string) => font.widthOfTextAtSize(line, size) <= width;
  return text.split('\n').flatMap((paragraph) => {
    const lines: string[] = [];
    let line = '';
    for (const word of printable(font, paragraph).split(' ')) {
      const longer = line === '' ? word : `${line} ${word}`;
      if (fits(longer)) {
        line = longer;
        continue;
      }
      if (line !== '') lines.push(line);
      line = '';
      for (const letter of word) {
        if (line !== '' && !fits(line + letter)) {
          lines.push(line);
          line = '';
        }
        line += letter;
      }
    }
    return [...lines, line];
  });
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
