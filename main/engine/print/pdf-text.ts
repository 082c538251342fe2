import type { PDFFont } from 'pdf-lib';

/** Signs that a font may lack, by what says the same. */
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
 * A text in the letters that a font has.
 *
 * A letter that it lacks keeps one of its marks if it can (ặ: ă), else none; one of another alphabet is a `?`.
 */
export function printable(font: PDFFont, text: string): string {
  const known = charactersOf(font);
  const isKnown = (some: string) => Array.from(some).every((one) => known.has(one.codePointAt(0) ?? 0));
  return Array.from(text.normalize('NFC').replace(/\s*\n\s*/g, ' '), (letter) => {
    if (isKnown(letter)) return letter;
    if (/^\p{M}$/u.test(letter)) return '';
    return likenesses(letter).find((one) => one !== '' && isKnown(one)) ?? '?';
  }).join('');
}

/** What may stand for a letter, the nearest first. */
function likenesses(letter: string): string[] {
  const alike = ALIKE[letter] ?? letter;
  const [plain = '', ...marks] = Array.from(alike.normalize('NFD'));
  return [
    alike,
    ...marks.map((mark) => `${plain}${mark}`.normalize('NFC')),
    alike.normalize('NFKD').replace(/\p{M}/gu, ''),
  ];
}

const sets = new WeakMap<PDFFont, ReadonlySet<number>>();

function charactersOf(font: PDFFont): ReadonlySet<number> {
  const known = sets.get(font) ?? new Set(font.getCharacterSet());
  sets.set(font, known);
  return known;
}

const widths = new WeakMap<PDFFont, Map<string, number>>();

/** How wide a word is, in ems. Remembered: to lay it out takes time, and a class's reports are the same words again and again. */
function emsOf(font: PDFFont, word: string): number {
  const known = widths.get(font) ?? new Map<string, number>();
  widths.set(font, known);
  const ems = known.get(word) ?? font.widthOfTextAtSize(word, 1);
  known.set(word, ems);
  return ems;
}

/** A text of any length in lines that fit into a width (points): cut at spaces, within a word that is wider by itself. */
export function wrapText(
  font: PDFFont,
  text: string,
  { width, size }: { width: number; size: number },
): string[] {
  const room = width / size;
  const space = emsOf(font, ' ');
  return text.split('\n').flatMap((paragraph) => {
    const lines: string[] = [];
    let line = '';
    let ems = 0;
    for (const word of printable(font, paragraph).split(' ')) {
      const own = emsOf(font, word);
      if (line !== '' && ems + space + own <= room) {
        line += ` ${word}`;
        ems += space + own;
        continue;
      }
      if (line !== '') lines.push(line);
      [line, ems] = [word, own];
      if (own <= room) continue;
      line = '';
      for (const letter of word) {
        if (line !== '' && emsOf(font, line + letter) > room) {
          lines.push(line);
          line = '';
        }
        line += letter;
      }
      ems = emsOf(font, line);
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
