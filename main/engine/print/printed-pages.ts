import { PDFDocument, type PDFFont, type PDFPage, rgb } from 'pdf-lib';
import { embedPageFonts, type PageFonts } from './page-fonts.ts';
import { fitText, printable, wrapText } from './pdf-text.ts';

const MM = 72 / 25.4;
const LONG = 297 * MM;
const SHORT = 210 * MM;
/** A wide page is for tables: a class of 35 fits on one. */
const SHAPES = {
  portrait: { size: [SHORT, LONG], margin: 15 * MM },
  landscape: { size: [LONG, SHORT], margin: 10 * MM },
} as const;
type Shape = (typeof SHAPES)[keyof typeof SHAPES];
/** Under the text, for the foot of the page. */
const FOOT = 16;
/** Of a line, as a share of its letters' size. */
const LEADING = 1.3;
const BLACK = rgb(0, 0, 0);
const GREY = rgb(0.35, 0.35, 0.35);
const RULE = rgb(0.75, 0.75, 0.75);
const CELL_GAP = 6;

export interface TextStyle {
  /** Of the letters, in points. */
  readonly size: number;
  readonly isBold?: boolean;
  readonly isGrey?: boolean;
  /** From the left margin, in points. */
  readonly indent?: number;
}

/** A column of a table; widths are in points, together at most the page's. */
export interface TableColumn {
  readonly width: number;
  readonly align?: 'left' | 'right';
}

/** A line of a table, and what is written below its cells, over the whole width. */
export interface TableRow {
  readonly cells: readonly string[];
  readonly isBold?: boolean;
  readonly notes?: readonly string[];
}

/** A4 pages that are filled from the top, one text or table after the other. */
export class PrintedPages {
  readonly #document: PDFDocument;
  readonly #fonts: PageFonts;
  readonly #shape: Shape;
  #page: PDFPage | null = null;
  /** Pages since the last `endPart`, for the foot that counts them. */
  #part: PDFPage[] = [];
  #y = 0;

  private constructor(document: PDFDocument, fonts: PageFonts, shape: Shape) {
    this.#document = document;
    this.#fonts = fonts;
    this.#shape = shape;
  }

  static async open(shape: keyof typeof SHAPES, title: string): Promise<PrintedPages> {
    const document = await PDFDocument.create();
    document.setTitle(title);
    return new PrintedPages(document, await embedPageFonts(document), SHAPES[shape]);
  }

  /** Between the margins, in points. */
  get width(): number {
    return this.#shape.size[0] - 2 * this.#shape.margin;
  }

  get count(): number {
    return this.#document.getPageCount();
  }

  /** What comes next stands on a new page. */
  nextPage(): void {
    this.#page = this.#document.addPage([...this.#shape.size]);
    this.#part.push(this.#page);
    this.#y = this.#shape.size[1] - this.#shape.margin;
  }

  text(text: string, style: TextStyle): void {
    const { size, indent = 0 } = style;
    for (const line of wrapText(this.#font(style), text, { width: this.width - indent, size })) {
      this.#require(size * LEADING);
      this.#write(line, { x: this.#shape.margin + indent, style });
      this.#y -= size * LEADING;
    }
  }

  space(points: number): void {
    this.#y -= points;
  }

  /** The head is written again on every page that the table goes on to; a row's cells are never parted. */
  table(
    columns: readonly TableColumn[],
    head: TableRow,
    rows: readonly TableRow[],
    style: Pick<TextStyle, 'size'>,
  ): void {
    this.#row(columns, { ...head, isBold: true }, style);
    for (const row of rows) {
      const lines = this.#linesOf(columns, row, style);
      if (!this.#hasRoom(this.#heightOf(lines, style))) {
        this.nextPage();
        this.#row(columns, { ...head, isBold: true }, style);
      }
      this.#row(columns, row, style, lines);
    }
  }

  /** Ends a part: each of its pages gets a foot with its number among them. */
  endPart(foot: (page: number, of: number) => string): void {
    const size = 8;
    for (const [index, page] of this.#part.entries()) {
      const font = this.#fonts.plain;
      const text = fitText(font, printable(font, foot(index + 1, this.#part.length)), {
        width: this.width,
        size,
      });
      page.drawText(text, { x: this.#shape.margin, y: this.#shape.margin - 4, size, font, color: GREY });
    }
    this.#part = [];
    this.#page = null;
  }

  bytes(): Promise<Uint8Array> {
    return this.#document.save();
  }

  #row(
    columns: readonly TableColumn[],
    row: TableRow,
    style: Pick<TextStyle, 'size'>,
    lines = this.#linesOf(columns, row, style),
  ): void {
    const height = this.#heightOf(lines, style);
    this.#require(height);
    const top = this.#y;
    const written = { ...style, isBold: row.isBold === true };
    let x = this.#shape.margin;
    for (const [index, { width, align }] of columns.entries()) {
      this.#y = top;
      for (const line of lines[index] ?? []) {
        const own = this.#font(written).widthOfTextAtSize(line, style.size);
        this.#write(line, { x: align === 'right' ? x + width - CELL_GAP - own : x, style: written });
        this.#y -= style.size * LEADING;
      }
      x += width;
    }
    this.#y = top - height;
    for (const note of row.notes ?? []) this.text(note, { size: style.size - 0.5, isGrey: true, indent: 10 });
    this.#rule(x, row.isBold === true ? 0.8 : 0.4);
  }

  /** Under what was written last. */
  #rule(end: number, thickness: number): void {
    const y = this.#y + 0.5;
    this.#page?.drawLine({ start: { x: this.#shape.margin, y }, end: { x: end, y }, thickness, color: RULE });
    this.#y -= 1;
  }

  #linesOf(
    columns: readonly TableColumn[],
    { cells, isBold = false }: TableRow,
    { size }: Pick<TextStyle, 'size'>,
  ): string[][] {
    const font = this.#font({ isBold });
    return columns.map(({ width }, index) =>
      wrapText(font, cells[index] ?? '', { width: width - CELL_GAP, size }),
    );
  }

  #heightOf(lines: readonly string[][], { size }: Pick<TextStyle, 'size'>): number {
    return Math.max(1, ...lines.map(({ length }) => length)) * size * LEADING + 1.5;
  }

  #hasRoom(height: number): boolean {
    return this.#page !== null && this.#y - height >= this.#shape.margin + FOOT;
  }

  #require(height: number): void {
    if (!this.#hasRoom(height)) this.nextPage();
  }

  /** With its letters' top at the height that has been reached. */
  #write(line: string, { x, style }: { x: number; style: TextStyle }): void {
    const { size, isGrey } = style;
    const color = isGrey === true ? GREY : BLACK;
    this.#page?.drawText(line, { x, y: this.#y - size, size, font: this.#font(style), color });
  }

  #font({ isBold }: Pick<TextStyle, 'isBold'>): PDFFont {
    return isBold === true ? this.#fonts.bold : this.#fonts.plain;
  }
}
