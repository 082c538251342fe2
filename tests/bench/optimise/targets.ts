import type { DocumentModeRow } from './document-mode.ts';
import { isDestroyed, type PdfRow } from './pdf-rows.ts';
import type { Figures, Target } from './report.ts';

const GHOSTSCRIPT = 'ghostscript /ebook';
/** Below it, Ghostscript is said to compress a file really. */
const REALLY_SMALLER = 0.9;

/** Each target, and what was reached. */
export function targetsOf(figures: Figures): Target[] {
  const { pdfs, totals, photos, documentMode, seconds, longScan } = figures;
  const total = totals.find(({ rival }) => rival === GHOSTSCRIPT);
  const photoFloor = Math.min(...photos.rows.flatMap(({ viewed }) => viewed ?? []));
  const theirs = seconds[`${GHOSTSCRIPT}, 2 at a time`];
  return [
    atMost('PDFs: bytes of all, of Ghostscript’s', total?.ratio, 0.2),
    ...eachPdf(pdfs),
    atMost('PDFs: files that lost anything or grew', lossesOf(pdfs).length, 0, lossesOf(pdfs)),
    atMost('photos: bytes, of the originals', photos.ratio, 0.06),
    atLeast(
      'photos: lowest SSIM, as seen (short edge of 256 pixels)',
      Number.isFinite(photoFloor) ? photoFloor : undefined,
      0.985,
    ),
    ...eachPage(documentMode),
    atMost(
      'seconds for all PDFs, of Ghostscript’s, both two at a time',
      theirs === undefined ? undefined : (seconds['cartable, PDFs'] ?? 0) / theirs,
      1,
    ),
    atMost('megabytes of memory for a scan of 100 pages', longScan?.peakMegabytes, 400),
  ];
}

function atMost(
  target: string,
  value: number | undefined,
  limit: number,
  missedBy?: readonly string[],
): Target {
  const isMet = value === undefined ? undefined : value <= limit;
  return {
    target,
    value,
    limit,
    isMet,
    ...(missedBy === undefined || missedBy.length === 0 ? {} : { missedBy }),
  };
}

function atLeast(
  target: string,
  value: number | undefined,
  limit: number,
  missedBy?: readonly string[],
): Target {
  return {
    ...atMost(target, value, limit, missedBy),
    isMet: value === undefined ? undefined : value >= limit,
  };
}

/** Where Ghostscript really makes a file smaller, and leaves everything in it. */
function eachPdf(rows: readonly PdfRow[]): Target[] {
  const fair = rows.filter(({ original, rivals }) => {
    const theirs = rivals[GHOSTSCRIPT];
    return !isDestroyed(theirs) && theirs?.bytes !== undefined && theirs.bytes < original * REALLY_SMALLER;
  });
  const ratio = ({ ours, original, rivals }: PdfRow) =>
    (ours.bytes ?? original) / (rivals[GHOSTSCRIPT]?.bytes ?? 1);
  const gap = ({ ours, rivals }: PdfRow) =>
    ours.ssim === undefined ? undefined : (rivals[GHOSTSCRIPT]?.ssim ?? 0) - ours.ssim;
  const gaps = fair.flatMap((row) => gap(row) ?? []);
  const name = ({ file }: PdfRow) => file;
  return [
    atMost(
      'PDFs: largest of those that Ghostscript really compresses, of its size',
      Math.max(...fair.map(ratio)),
      0.75,
      fair.filter((row) => ratio(row) > 0.75).map(name),
    ),
    atMost(
      'PDFs: how far below Ghostscript’s SSIM, at most',
      gaps.length === 0 ? undefined : Math.max(...gaps),
      0.002,
      fair.filter((row) => (gap(row) ?? 0) > 0.002).map(name),
    ),
  ];
}

function lossesOf(rows: readonly PdfRow[]): string[] {
  return rows
    .filter(({ ours, original }) => {
      const isLess =
        ours.losses !== undefined &&
        (ours.losses.destroyed !== undefined || ours.losses.lost.length + ours.losses.changes.length > 0);
      return isLess || (ours.bytes ?? 0) > original;
    })
    .map(({ file }) => file);
}

function eachPage(rows: readonly DocumentModeRow[]): Target[] {
  const largest = Math.max(...rows.flatMap(({ bytesPerPage }) => bytesPerPage ?? []));
  const read = rows.filter(
    ({ wordsBefore, wordsAfter }) => wordsBefore !== undefined && wordsAfter !== undefined,
  );
  // A page that was refused has no words at all: it is missed, not left out.
  const worse = rows
    .filter(({ outcome, wordsBefore, wordsAfter }) =>
      outcome.startsWith('refused') ? true : (wordsAfter ?? 0) < (wordsBefore ?? 0),
    )
    .map(({ file }) => file);
  const heavy = rows.filter(({ bytesPerPage = 0 }) => bytesPerPage > 60_000).map(({ file }) => file);
  return [
    atMost(
      'document mode: bytes of a page, at most',
      Number.isFinite(largest) ? largest : undefined,
      60_000,
      heavy,
    ),
    atMost(
      'document mode: files of which tesseract reads fewer words than of the original',
      read.length === 0 ? undefined : worse.length,
      0,
      worse,
    ),
  ];
}
