import type { PilePart } from '../../../preload/contract/paper.ts';

/** What a QR code of Cartable's says: capitals, figures and `-` alone, which QR codes hold most tightly. */
const SHEET_TEXT = /^CARTABLE:([0-9A-Z-]{8,64})$/;

/** The code by which a sheet is known, from an id. */
export function codeOf(id: string): string {
  return id.toUpperCase();
}

/** What stands in a sheet's QR code. */
export function sheetText(code: string): string {
  return `CARTABLE:${code}`;
}

/** The code in a text; null for any other QR code, as textbooks have them. */
export function codeIn(text: string): string | null {
  return SHEET_TEXT.exec(text)?.[1] ?? null;
}

/** Whose sheet it is. */
export interface SheetOwner {
  readonly submissionId: string;
  readonly assignmentId: string;
}

/** Some pages of a pile, from and to included, counted from 0. */
export interface PileCut extends Pick<PilePart, 'firstPage' | 'lastPage' | 'state'> {
  /** Whose sheet leads them, where that is known. */
  readonly submissionId: string | null;
}

/** The assignment that most of the known sheets are of; null without any. */
export function assignmentOfPile(
  codes: readonly (string | null)[],
  owners: ReadonlyMap<string, SheetOwner>,
): string | null {
  const counts = new Map<string, number>();
  for (const code of codes) {
    const owner = code === null ? undefined : owners.get(code);
    if (owner !== undefined) counts.set(owner.assignmentId, (counts.get(owner.assignmentId) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? null;
}

/**
 * Cuts a pile before each sheet that is another student's.
 *
 * Pages without a code go with the sheet before them. Only one run of pages that a student's sheet of this assignment leads is
 * sure; what comes before any sheet, a code that is unknown here, another assignment's, and a student twice are asked about.
 * @param codes of each page, null where there is none
 */
export function cutPile(
  codes: readonly (string | null)[],
  owners: ReadonlyMap<string, SheetOwner>,
  assignmentId: string,
): PileCut[] {
  const runs: { code: string | null; firstPage: number; lastPage: number }[] = [];
  for (const [page, code] of codes.entries()) {
    const run = runs.at(-1);
    if (run !== undefined && (code === null || code === run.code)) run.lastPage = page;
    else runs.push({ code, firstPage: page, lastPage: page });
  }
  const counts = new Map<string, number>();
  for (const { code } of runs) if (code !== null) counts.set(code, (counts.get(code) ?? 0) + 1);
  return runs.map(({ code, ...pages }): PileCut => {
    if (code === null) return { ...pages, state: 'no-code', submissionId: null };
    const owner = owners.get(code);
    if (owner === undefined) return { ...pages, state: 'unknown', submissionId: null };
    const { submissionId } = owner;
    if (owner.assignmentId !== assignmentId) return { ...pages, state: 'other', submissionId };
    return { ...pages, state: (counts.get(code) ?? 0) > 1 ? 'twice' : 'sure', submissionId };
  });
}

/** How a page lies, as its code shows it. */
export interface PageTurn {
  /** Quarter turns clockwise by which its top is away from the page's. */
  readonly quarters: number;
  /** What is left of the angle, clockwise, in degrees. */
  readonly skewDegrees: number;
}

/** How a page lies whose code has its two upper patterns there; y grows downwards. */
export function turnOf(
  topLeft: { readonly x: number; readonly y: number },
  topRight: { readonly x: number; readonly y: number },
): PageTurn {
  const degrees = (Math.atan2(topRight.y - topLeft.y, topRight.x - topLeft.x) * 180) / Math.PI;
  const quarters = Math.round(degrees / 90);
  return { quarters: (quarters + 4) % 4, skewDegrees: degrees - quarters * 90 };
}

/** Below it nobody sees it; above, it is no skew of a scanner's, and the corners were mistaken. */
const LEAST_SKEW = 0.3;
const MOST_SKEW = 20;

/** How each page of a run is to be turned: as its own code says, else by the quarters of the sheet before it. */
export function turnsOfRun(turns: readonly (PageTurn | null)[]): PageTurn[] {
  let quarters = turns.find((turn) => turn !== null)?.quarters ?? 0;
  return turns.map((turn) => {
    if (turn === null) return { quarters, skewDegrees: 0 };
    quarters = turn.quarters;
    const size = Math.abs(turn.skewDegrees);
    return { quarters, skewDegrees: size >= LEAST_SKEW && size <= MOST_SKEW ? turn.skewDegrees : 0 };
  });
}
