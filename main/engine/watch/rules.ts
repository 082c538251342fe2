import { withoutAccents } from '../../../preload/contract/folded.ts';
import type { ArrivalTarget } from '../../../preload/contract/watch.ts';

/** Endings of files that a program is still writing, or keeps for itself. */
const UNFINISHED =
  /\.(crdownload|part|partial|download|opdownload|filepart|aria2|tmp|temp|swp|lock|bak|!ut|lnk|url)$/i;
const SYSTEM_NAMES = new Set(['desktop.ini', 'thumbs.db', 'ehthumbs.db', 'icon\r', '$recycle.bin']);

/** Hidden files, temporary ones, and those that a browser, Office or a scanner has not finished. */
export function isPassedOver(name: string): boolean {
  return (
    /^[.~]/.test(name) || name.endsWith('~') || UNFINISHED.test(name) || SYSTEM_NAMES.has(name.toLowerCase())
  );
}

const CLOSED_FOLDERS = new Set(['node_modules', '__MACOSX']);

/** Folders that hold nothing of a teacher's. */
export function isClosedFolder(name: string): boolean {
  return CLOSED_FOLDERS.has(name);
}

/** The words of a name or a title, without case and accents: "Léa_DUPONT-3.pdf" gives lea, dupont, 3, pdf. */
export function wordsOf(text: string): string[] {
  return withoutAccents(text).match(/[\p{L}]+|\p{N}+/gu) ?? [];
}

/** A place where a document could go, with the words that a file's name is compared with. */
export interface Candidate {
  readonly target: ArrivalTarget;
  /** Every one of them must stand in the name: a student's last name. Empty: anything may go there. */
  readonly needed: readonly string[];
  readonly firstName: readonly string[];
  readonly title: readonly string[];
  readonly classGroup: readonly string[];
  /** When it takes place or is due; null: no date. */
  readonly at: number | null;
}

const DAY_MS = 86_400_000;
/** A month away, the date says nothing more. */
const NEAR_MS = 30 * DAY_MS;
const PROPOSED = 3;
const WEIGHTS = { needed: 10, firstName: 5, title: 6, classGroup: 3 };

/**
 * The places to propose for a file, the likeliest first, three at most.
 *
 * A student's copy only if the name says whose it is; a lesson by its title, its class and how near it is.
 */
export function proposeTargets(
  fileName: string,
  candidates: readonly Candidate[],
  now: number,
): ArrivalTarget[] {
  const words = new Set(wordsOf(fileName));
  const ranked: { target: ArrivalTarget; score: number }[] = [];
  for (const candidate of candidates) {
    if (!candidate.needed.every((word) => words.has(word))) continue;
    ranked.push({ target: candidate.target, score: scoreOf(candidate, words, now) });
  }
  return ranked
    .sort((a, b) => b.score - a.score)
    .slice(0, PROPOSED)
    .map(({ target }) => target);
}

function scoreOf(candidate: Candidate, words: ReadonlySet<string>, now: number): number {
  const away = candidate.at === null ? NEAR_MS : Math.abs(candidate.at - now);
  return (
    (candidate.needed.length === 0 ? 0 : WEIGHTS.needed) +
    WEIGHTS.firstName * shareIn(candidate.firstName, words) +
    WEIGHTS.title * shareIn(candidate.title, words) +
    WEIGHTS.classGroup * shareIn(candidate.classGroup, words) +
    Math.max(0, 1 - away / NEAR_MS)
  );
}

function shareIn(some: readonly string[], words: ReadonlySet<string>): number {
  return some.length === 0 ? 0 : some.filter((word) => words.has(word)).length / some.length;
}
