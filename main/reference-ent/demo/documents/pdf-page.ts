import {
  PageSizes,
  type PDFDocument,
  type PDFFont,
  type PDFPage,
  type RGB,
  rgb,
  StandardFonts,
} from 'pdf-lib';
import { keepSigns } from './copy.ts';

/** Dates inside generated files stand still: the same copy is the same bytes, whenever the server was set up. */
const MADE_AT = new Date(Date.UTC(2026, 8, 1, 8));
const LINE_SPACING = 1.42;

export interface PdfStyle {
  readonly family: 'sans' | 'serif' | 'typewriter';
  readonly sizePt: number;
  readonly marginPt: number;
  readonly accent: RGB;
}

export const BLACK = rgb(0.1, 0.1, 0.12);

const FONTS = {
  sans: [StandardFonts.Helvetica, StandardFonts.HelveticaBold],
  serif: [StandardFonts.TimesRoman, StandardFonts.TimesRomanBold],
  typewriter: [StandardFonts.Courier, StandardFonts.CourierBold],
} as const;

/** Sets what a word processor would set. */
export function describePdf(pdf: PDFDocument, title: string): void {
  pdf.setTitle(title);
  pdf.setCreator('Traitement de texte');
  pdf.setProducer('Traitement de texte');
  pdf.setCreationDate(MADE_AT);
  pdf.setModificationDate(MADE_AT);
}

/** Writes down a page, and on to the next when it is full. */
export class PdfPen {
  readonly #pdf: PDFDocument;
  readonly style: PdfStyle;
  readonly regular: PDFFont;
  readonly bold: PDFFont;
  page: PDFPage;
  y: number;

  private constructor(pdf: PDFDocument, style: PdfStyle, fonts: { regular: PDFFont; bold: PDFFont }) {
    this.#pdf = pdf;
    this.style = style;
    this.regular = fonts.regular;
    this.bold = fonts.bold;
    this.page = pdf.addPage(PageSizes.A4);
    this.y = this.page.getHeight() - style.marginPt;
  }

  static async open(pdf: PDFDocument, style: PdfStyle): Promise<PdfPen> {
    const [regular, bold] = FONTS[style.family];
    return new PdfPen(pdf, style, { regular: await pdf.embedFont(regular), bold: await pdf.embedFont(bold) });
  }

  get left(): number {
    return this.style.marginPt;
  }

  get width(): number {
    return this.page.getWidth() - 2 * this.style.marginPt;
  }

  /** Turns the page when less than this height (pt) is left. */
  need(heightPt: number): void {
    if (this.y - heightPt >= this.style.marginPt) return;
    this.page = this.#pdf.addPage(PageSizes.A4);
    this.y = this.page.getHeight() - this.style.marginPt;
  }

  skip(heightPt: number): void {
    this.y -= heightPt;
  }

  /** A paragraph, broken at spaces. */
  write(
    text: string,
    look: { isBold?: boolean; sizePt?: number; colour?: RGB; indentPt?: number } = {},
  ): void {
    const size = look.sizePt ?? this.style.sizePt;
    const font = look.isBold === true ? this.bold : this.regular;
    const indent = look.indentPt ?? 0;
    for (const line of breakLines(
      text,
      (words) => font.widthOfTextAtSize(words, size),
      this.width - indent,
    )) {
      this.need(size * LINE_SPACING);
      this.y -= size * LINE_SPACING;
      this.page.drawText(line, { x: this.left + indent, y: this.y, size, font, color: look.colour ?? BLACK });
    }
  }

  /** A table with equal columns after a wider first one. */
  table(rows: readonly (readonly string[])[]): void {
    const { sizePt } = this.style;
    const height = sizePt * 1.7;
    this.need(rows.length * height + sizePt);
    this.skip(sizePt * 0.6);
    for (const cells of rows) {
      const columnWidth = Math.min(this.width / cells.length, 78);
      for (const [index, cell] of cells.entries()) {
        const x = this.left + index * columnWidth;
        const font = index === 0 ? this.bold : this.regular;
        this.page.drawRectangle({
          x,
          y: this.y - height,
          width: columnWidth,
          height,
          borderColor: BLACK,
          borderWidth: 0.6,
        });
        this.page.drawText(cell, {
          x: x + 4,
          y: this.y - height + sizePt * 0.5,
          size: sizePt * 0.92,
          font,
          color: BLACK,
        });
      }
      this.y -= height;
    }
    this.skip(sizePt * 0.4);
  }
}

function breakLines(text: string, widthOf: (words: string) => number, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of keepSigns(text).split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && widthOf(longer) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}
