import { stat } from 'node:fs/promises';
import type { OptimiserResult } from '../../../main/engine/optimise/pool.ts';
import type { Rival } from '../rivals.ts';
import { PdfLikeness } from './likeness.ts';
import { type Contents, contentsOf, FEATURES, type Feature, type Losses, lossesOf } from './losses.ts';

/** One program's version of a PDF. */
export interface Produced {
  readonly bytes: number | undefined;
  readonly losses: Losses | undefined;
  readonly ssim?: number;
  readonly viewedSsim?: number;
}

export interface PdfRow {
  readonly file: string;
  readonly original: number;
  readonly outcome: string;
  /** What is sent: the rendition, the original when it is kept, nothing when it is refused. */
  readonly ours: Produced;
  readonly rivals: Readonly<Record<string, Produced>>;
}

export interface PdfCase {
  readonly file: string;
  readonly input: string;
  readonly result: OptimiserResult;
  readonly rivals: readonly Rival[];
  readonly rivalPath: (rival: Rival) => string;
  readonly withLikeness: boolean;
}

export async function pdfRow({
  file,
  input,
  result,
  rivals,
  rivalPath,
  withLikeness,
}: PdfCase): Promise<PdfRow> {
  const likeness = withLikeness ? new PdfLikeness(input) : undefined;
  const before = await contentsOf(input);
  const others: Record<string, Produced> = {};
  for (const rival of rivals) others[rival.name] = await judge(before, rivalPath(rival), likeness);
  const kept: Produced = { bytes: result.bytesBefore, losses: undefined };
  const ours =
    result.outcome === 'optimised' && result.outputPath !== undefined
      ? await judge(before, result.outputPath, likeness)
      : { ...kept, bytes: result.outcome === 'refused' ? undefined : result.bytesBefore };
  return { file, original: result.bytesBefore, outcome: outcomeOf(result), ours, rivals: others };
}

export function outcomeOf(result: OptimiserResult): string {
  return result.outcome === 'optimised' ? 'optimised' : `${result.outcome}: ${result.reason}`;
}

/** Size of an output, what it lost, and how it looks. */
async function judge(
  before: Contents | undefined,
  output: string,
  likeness: PdfLikeness | undefined,
): Promise<Produced> {
  const facts = await stat(output).catch(() => undefined);
  if (facts === undefined) return { bytes: undefined, losses: undefined };
  const losses = await lossesOf(before, output);
  const isSeen = losses.destroyed === undefined && losses.changes.length === 0;
  const looks =
    isSeen && likeness !== undefined ? await likeness.to(output).catch(() => undefined) : undefined;
  return {
    bytes: facts.size,
    losses,
    ...(looks === undefined ? {} : { ssim: looks.ssim, viewedSsim: looks.viewedSsim }),
  };
}

/** Whether a file is no longer what it was for: its pages are gone, or the form or the attachments that it was sent with. */
export function isDestroyed(produced: Produced | undefined): boolean {
  const { destroyed, lost } = produced?.losses ?? {};
  return destroyed !== undefined || lost?.some((one) => one === 'form' || one === 'attachments') === true;
}

export interface Total {
  readonly rival: string;
  readonly files: number;
  readonly ours: number;
  readonly theirs: number;
  readonly ratio: number;
  readonly leftOut: readonly string[];
}

/** Sums over the files that both handled: what a rival destroyed is left out of both, and named. */
export function totalsOf(rows: readonly PdfRow[], rivals: readonly Rival[]): Total[] {
  return rivals.map(({ name }) => {
    const isFair = ({ outcome, rivals: all }: PdfRow) =>
      outcome !== 'kept: encrypted' &&
      !outcome.startsWith('refused') &&
      !isDestroyed(all[name]) &&
      all[name]?.bytes !== undefined;
    const fair = rows.filter(isFair);
    const ours = fair.reduce((sum, row) => sum + (row.ours.bytes ?? row.original), 0);
    const theirs = fair.reduce((sum, row) => sum + (row.rivals[name]?.bytes ?? row.original), 0);
    const leftOut = rows.filter((row) => !isFair(row)).map(({ file }) => file);
    return { rival: name, files: fair.length, ours, theirs, ratio: ours / theirs, leftOut };
  });
}

export interface Survival {
  readonly feature: Feature | 'encrypted or damaged';
  /** By program: of how many files it kept this, and which it did not. */
  readonly programs: Readonly<Record<string, { readonly kept: number; readonly lost: readonly string[] }>>;
}

/** What each program keeps of what PDFs hold; kept as it is or refused by name, nothing of a file is lost. */
export function survivalTable(rows: readonly PdfRow[], rivals: readonly Rival[]): Survival[] {
  const programs = ['cartable', ...rivals.map(({ name }) => name)];
  const madeBy = (row: PdfRow, program: string) => (program === 'cartable' ? row.ours : row.rivals[program]);
  const tally = (row: PdfRow[], isLost: (produced: Produced | undefined) => boolean) =>
    Object.fromEntries(
      programs.map((program) => {
        const lost = row.filter((one) => isLost(madeBy(one, program))).map(({ file }) => file);
        return [program, { kept: row.length - lost.length, lost }];
      }),
    );
  const features = FEATURES.map((feature) => {
    const holders = rows.filter((row) =>
      programs.some((program) => {
        const losses = madeBy(row, program)?.losses;
        return losses?.kept.includes(feature) === true || losses?.lost.includes(feature) === true;
      }),
    );
    const isLost = (made: Produced | undefined) =>
      made?.losses?.destroyed !== undefined || made?.losses?.lost.includes(feature) === true;
    return { feature, programs: tally(holders, isLost) };
  });
  const closed = rows.filter(({ outcome }) => /encrypted|^refused/.test(outcome));
  const isReplaced = (made: Produced | undefined) => made?.losses?.destroyed !== undefined;
  return [...features, { feature: 'encrypted or damaged', programs: tally(closed, isReplaced) }];
}
