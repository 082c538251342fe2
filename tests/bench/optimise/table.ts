import type { Losses } from './losses.ts';
import type { PdfRow, Produced, Survival } from './pdf-rows.ts';
import type { Report, Target } from './report.ts';

/** A report for people. */
export function tableOf(report: Report): string {
  return [
    ...report.pdfs.flatMap(pdfLines),
    ...report.totals.map(
      ({ rival, ours, theirs, ratio, leftOut }) =>
        `${rival}: ours ${cell(ours)}, theirs ${cell(theirs)}, ratio ${ratio.toFixed(3)}; left out: ${leftOut.join(', ')}`,
    ),
    ...[...report.photos.rows, ...report.others].map(
      (row) =>
        `${row.file.padEnd(32)}${cell(row.before)}${cell(row.after)} ${row.outcome} ${fixed(row.ssim)} ${fixed(row.viewed)} ${fixed(row.measured)} ${row.output}`,
    ),
    `photos: ${report.photos.ratio.toFixed(4)} of the originals (${report.photos.ratioOfOptimised.toFixed(4)} of those optimised)`,
    ...report.documentMode.map(
      ({ file, outcome, pages, bytesPerPage, wordsBefore, wordsAfter }) =>
        `document mode ${file.padEnd(28)} ${outcome}, ${pages} pages, ${bytesPerPage} bytes a page, words ${wordsBefore} -> ${wordsAfter}`,
    ),
    ...(report.longScan === undefined ? [] : [`scan of 100 pages: ${JSON.stringify(report.longScan)}`]),
    ...Object.entries(report.seconds).map(([what, seconds]) => `${what.padEnd(40)} ${seconds.toFixed(2)} s`),
    ...report.survival.flatMap(survivalLines),
    ...report.targets.map(targetLine),
    ...report.stepsBack.map((step) => `STEP BACK ${step}`),
  ].join('\n');
}

function cell(value: number | undefined): string {
  return (value === undefined ? '-' : value.toLocaleString('en')).padStart(12);
}

function fixed(value: number | undefined): string {
  return value?.toFixed(4) ?? '';
}

function pdfLines({ file, original, outcome, ours, rivals }: PdfRow): string[] {
  return [
    `${file.padEnd(32)}${cell(original)}${cell(ours.bytes)} ${outcome} ${lossText(ours.losses)}${looks(ours)}`,
    ...Object.entries(rivals).map(([name, made]) => {
      const isComparable = ours.bytes !== undefined && made.bytes !== undefined;
      const ratio = isComparable ? ` (ours ${((ours.bytes ?? 0) / (made.bytes ?? 1)).toFixed(2)} of it)` : '';
      return `${`  ${name}`.padEnd(44)}${cell(made.bytes)}${ratio} ${lossText(made.losses)}${looks(made)}`;
    }),
  ];
}

function lossText(losses: Losses | undefined): string {
  if (losses === undefined) return '';
  if (losses.destroyed !== undefined) return `destroyed: ${losses.destroyed}`;
  return [...losses.lost.map((feature) => `lost: ${feature}`), ...losses.changes].join('; ');
}

function looks({ ssim, viewedSsim }: Produced): string {
  return ssim === undefined ? '' : ` ssim ${ssim.toFixed(4)}/${viewedSsim?.toFixed(4)}`;
}

function survivalLines({ feature, programs }: Survival): string[] {
  return Object.entries(programs).map(
    ([program, { kept, lost }]) =>
      `${feature.padEnd(22)} ${program.padEnd(20)} kept ${kept} of ${kept + lost.length} ${lost.join(', ')}`,
  );
}

function targetLine({ target, value, limit, isMet, missedBy }: Target): string {
  const verdict = isMet === undefined ? 'not measured' : isMet ? 'met' : 'MISSED';
  return `${verdict.padEnd(13)}${target}: ${value?.toLocaleString('en', { maximumFractionDigits: 4 }) ?? '-'} (limit ${limit}) ${missedBy?.join(', ') ?? ''}`;
}
