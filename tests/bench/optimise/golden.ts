import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { measureMadeDocuments } from '../../engine/optimise-made-documents.ts';

const fixture = (name: string) => fileURLToPath(new URL(`../../fixtures/documents/${name}`, import.meta.url));
const GOLDEN = fixture('golden-corpus.json');
/** Compared in `npm test`. */
const GOLDEN_OF_MADE = fixture('golden-made.json');

/** A release of a decoder moves bytes by a little; more than this is a step back. */
const TOLERANCE = 1.03;
const LIKENESS_TOLERANCE = 0.002;

/** What was reached for one file, and must not be lost again. */
export interface GoldenFigure {
  readonly outcome: string;
  readonly bytes: number | undefined;
  readonly ssim?: number | undefined;
}

type Golden = Readonly<Record<string, GoldenFigure>>;

export async function readGolden(): Promise<Golden> {
  return JSON.parse(await readFile(GOLDEN, 'utf8').catch(() => '{}'));
}

export async function writeGolden(figures: Golden): Promise<void> {
  const sorted = Object.fromEntries(Object.entries(figures).sort(([a], [b]) => (a < b ? -1 : 1)));
  await writeFile(GOLDEN, `${JSON.stringify(sorted, null, 2)}\n`);
}

/** Stores what documents made by the tests come out as. */
export async function writeGoldenOfMade(): Promise<void> {
  await writeFile(GOLDEN_OF_MADE, `${JSON.stringify(await measureMadeDocuments(), null, 2)}\n`);
}

/** Where the figures fell behind the stored ones. Files that are in one of them alone are left out. */
export function stepsBack(golden: Golden, figures: Golden): string[] {
  return Object.entries(figures).flatMap(([file, now]) => {
    const before = golden[file];
    if (before === undefined) return [];
    if (before.outcome !== now.outcome) return [`${file}: ${before.outcome} -> ${now.outcome}`];
    const isLarger = (now.bytes ?? 0) > (before.bytes ?? 0) * TOLERANCE;
    const isWorse = (before.ssim ?? 0) - (now.ssim ?? before.ssim ?? 0) > LIKENESS_TOLERANCE;
    return [
      ...(isLarger ? [`${file}: ${before.bytes} -> ${now.bytes} bytes`] : []),
      ...(isWorse ? [`${file}: likeness ${before.ssim} -> ${now.ssim}`] : []),
    ];
  });
}
