import { PageSizes, PDFDocument, rgb } from 'pdf-lib';
import type { Chance } from '../chance.ts';
import type { StudentCopy } from './copy.ts';
import { drawGraph, drawRays } from './pdf-figures.ts';
import { BLACK, describePdf, PdfPen, type PdfStyle } from './pdf-page.ts';

const ACCENTS = [rgb(0.12, 0.23, 0.41), rgb(0.55, 0.13, 0.16), rgb(0.1, 0.4, 0.3), BLACK] as const;

/** A copy typed on a computer, each in its owner's taste. */
export async function writePdfCopy(copy: StudentCopy, chance: Chance): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  describePdf(pdf, copy.title);
  const style: PdfStyle = {
    family: chance.pick(['sans', 'sans', 'serif', 'serif', 'typewriter']),
    sizePt: chance.pick([10.5, 11, 12, 13]),
    marginPt: chance.pick([50, 57, 64]),
    accent: chance.pick(ACCENTS),
  };
  const pen = await PdfPen.open(pdf, style);
  pen.write(`${copy.student.firstName} ${copy.student.lastName}  -  ${copy.className}`, {
    sizePt: style.sizePt * 0.95,
  });
  pen.skip(style.sizePt);
  pen.write(copy.title, { isBold: true, sizePt: style.sizePt * 1.5, colour: style.accent });
  for (const part of copy.parts) {
    if (part.kind === 'heading') {
      pen.need(style.sizePt * 5);
      pen.skip(style.sizePt * 0.8);
      pen.write(part.text, { isBold: true, sizePt: style.sizePt * 1.1, colour: style.accent });
      pen.skip(style.sizePt * 0.2);
    } else if (part.kind === 'paragraph') pen.write(part.text);
    else if (part.kind === 'table') pen.table(part.rows);
    else if (part.kind === 'graph') drawGraph(pen, part.graph);
    else drawRays(pen, part);
  }
  return pdf.save();
}

/** Photographs of sheets in one PDF, as a scanning app on a phone makes it. */
export async function wrapInPdf(photographs: readonly Uint8Array[], title: string): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  describePdf(pdf, title);
  const [width, height] = PageSizes.A4;
  for (const bytes of photographs) {
    const image = await pdf.embedJpg(bytes);
    pdf.addPage([width, height]).drawImage(image, { x: 0, y: 0, width, height });
  }
  return pdf.save();
}
