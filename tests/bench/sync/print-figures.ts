import type { Figures } from './measure-sync.ts';

/** A figure, beside what it should be. */
type Row = readonly [what: string, figure: string | number, target: string];

/** Prints the figures as a table for people. */
export function printFigures(figures: Figures): void {
  const { withoutFiles, withFiles, annotatedReturn, resend, thunderingHerd, throughput, rival } = figures;
  const savedOver = (bytesUp: number) => `1/${Math.round(annotatedReturn.bytesUpWholeFiles / bytesUp)}`;
  const rows: Row[] = [
    ['a class of 35 graded, requests', withoutFiles.requests, '<= 4'],
    ['with 35 copies pulled and given back, requests', withFiles.requests, '<= 12'],
    ['annotated copies given back, over whole files', savedOver(annotatedReturn.bytesUp), '<= 1/50'],
    ['the same with three remarks by pen on each', savedOver(annotatedReturn.bytesUpByPen), ''],
    ['nothing to do, requests', figures.idle.requests, '1'],
    ['bytes over the line at one cut in 10 MB', resend.ratio, '<= 1.05'],
    ['2,000 teachers at 17:00, requests in the busiest second', thunderingHerd.peakPerSecond, '<= 30'],
    ['5xx in its replay', thunderingHerd.errors5xx, '0'],
    [`${throughput.files} copies both ways, over a plain copy`, throughput.ratioToPlainCopy, '<= 1.5'],
    ['the same over a copy flushed file by file', throughput.ratioToFlushedCopy, ''],
    ['a class of 2.1 MB copies, requests', rival.ours.requests, rivalRequests(rival.requests)],
    ['the same, CPU s of the server', rival.ours.serverCpuSeconds, `${rival.serverCpuSeconds} (rival)`],
  ];
  console.table(rows.map(([what, figure, target]) => ({ what, figure, 'target or rival': target })));
  console.table(resend.transfers);
  console.log(`Rival, quoted: ${rival.name}. ${rival.source}`);
  console.log(`Measured in ${figures.elapsedS} s.`);
}

function rivalRequests({ least, most }: { least: number; most: number }): string {
  return `${least}-${most} (rival)`;
}
