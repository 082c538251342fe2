import { PDFDocument, type PDFFont, type PDFPage, rgb } from 'pdf-lib';
import type { SheetForm, SheetWords } from '../../../preload/contract/paper.ts';
import { embedPageFonts, type PageFonts } from '../print/page-fonts.ts';
import { fitText, printable } from '../print/pdf-text.ts';
import { QUIET_MODULES, qrModules } from './qr-code.ts';

/** A student's sheet. */
export interface Sheet {
  readonly code: string;
  readonly lastName: string;
  readonly firstName: string;
}

export interface SheetsTitle {
  readonly assignment: string;
  readonly classGroup: string;
}

const MM = 72 / 25.4;
const A4 = { width: 210 * MM, height: 297 * MM };
const MARGIN = 15 * MM;
const BLACK = rgb(0, 0, 0);
const GREY = rgb(0.45, 0.45, 0.45);

/** Without the blank around it: a scanner at 150 dots per inch gives each module six. */
const SHEET_CODE = 34 * MM;
const STRIP_CODE = 22 * MM;
const STRIP_HEIGHT = 33 * MM;
const STRIPS = 8;

/**
 * Sheets to print: one before each student's copy, or strips to be cut and glued on it, eight a page.
 *
 * A sheet's writing is for people; the pages are found again by the code alone.
 */
export async function sheetsPdf(
  sheets: readonly Sheet[],
  form: SheetForm,
  title: SheetsTitle,
  words: SheetWords,
): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const fonts = await embedPageFonts(document);
  if (form === 'sheets')
    for (const sheet of sheets)
      drawSheet(document.addPage([A4.width, A4.height]), fonts, { sheet, title, words });
  else
    for (let from = 0; from < sheets.length; from += STRIPS) {
      const page = document.addPage([A4.width, A4.height]);
      for (const [place, sheet] of sheets.slice(from, from + STRIPS).entries())
        drawStrip(page, fonts, { sheet, title, place });
    }
  return document.save();
}

interface SheetParts {
  readonly sheet: Sheet;
  readonly title: SheetsTitle;
  readonly words: SheetWords;
}

function drawSheet(page: PDFPage, fonts: PageFonts, { sheet, title, words }: SheetParts): void {
  const top = A4.height - MARGIN;
  drawCode(page, sheet.code, { x: A4.width - MARGIN - SHEET_CODE, y: top - SHEET_CODE, size: SHEET_CODE });
  const width = A4.width - 3 * MARGIN - SHEET_CODE;
  drawName(page, fonts, sheet, { x: MARGIN, y: top - 24, width, size: 22 });
  drawLine(page, fonts.plain, `${title.classGroup}`, { x: MARGIN, y: top - 52, width, size: 13 });
  drawLine(page, fonts.plain, title.assignment, { x: MARGIN, y: top - 72, width, size: 13 });
  page.drawLine({
    start: { x: MARGIN, y: top - SHEET_CODE - 24 },
    end: { x: A4.width - MARGIN, y: top - SHEET_CODE - 24 },
    thickness: 0.5,
    color: GREY,
  });
  const hint = { x: MARGIN, y: MARGIN, width: A4.width - 2 * MARGIN, size: 9 };
  drawLine(page, fonts.plain, words.hint, hint, GREY);
}

function drawStrip(
  page: PDFPage,
  fonts: PageFonts,
  { sheet, title, place }: { sheet: Sheet; title: SheetsTitle; place: number },
): void {
  const bottom = A4.height - MARGIN - (place + 1) * STRIP_HEIGHT;
  const code = { x: MARGIN + 12, y: bottom + (STRIP_HEIGHT - STRIP_CODE) / 2, size: STRIP_CODE };
  drawCode(page, sheet.code, code);
  const text = { x: code.x + STRIP_CODE + 24, width: A4.width - 2 * MARGIN - STRIP_CODE - 36 };
  drawName(page, fonts, sheet, { ...text, y: bottom + STRIP_HEIGHT / 2 + 6, size: 16 });
  const line = `${title.classGroup} - ${title.assignment}`;
  drawLine(page, fonts.plain, line, { ...text, y: bottom + STRIP_HEIGHT / 2 - 14, size: 11 });
  page.drawLine({
    start: { x: MARGIN, y: bottom },
    end: { x: A4.width - MARGIN, y: bottom },
    thickness: 0.5,
    color: GREY,
    dashArray: [4, 4],
  });
}

/** Runs of dark modules in a row are one rectangle each: hairlines between them would be printed otherwise. */
function drawCode(page: PDFPage, code: string, { x, y, size }: { x: number; y: number; size: number }): void {
  const modules = qrModules(code);
  const step = size / modules.length;
  const quiet = QUIET_MODULES * step;
  page.drawRectangle({
    x: x - quiet,
    y: y - quiet,
    width: size + 2 * quiet,
    height: size + 2 * quiet,
    color: rgb(1, 1, 1),
  });
  for (const [row, cells] of modules.entries())
    for (let from = 0; from < cells.length; from += 1) {
      let to = from;
      while (cells[to] === true) to += 1;
      if (to === from) continue;
      page.drawRectangle({
        x: x + from * step,
        y: y + size - (row + 1) * step,
        width: (to - from) * step,
        height: step * 1.01,
        color: BLACK,
      });
      from = to;
    }
}

interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly size: number;
}

function drawName(page: PDFPage, fonts: PageFonts, { lastName, firstName }: Sheet, place: Place): void {
  drawLine(page, fonts.bold, `${lastName} ${firstName}`, place);
}

function drawLine(page: PDFPage, font: PDFFont, text: string, place: Place, color = BLACK): void {
  const { x, y, width, size } = place;
  page.drawText(fitText(font, printable(font, text), { width, size }), { x, y, size, font, color });
}
