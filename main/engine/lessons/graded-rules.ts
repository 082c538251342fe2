import type { Assignment } from '../../../preload/contract/domain.ts';
import { SCHOOL_CLOCK, wallTimeOf } from '../calendar/civil-time.ts';

/** 80 signs: a title stands in one line of a list. */
const TITLE_LENGTH = 80;
/** A week: an assignment of the same title that is due longer before or after is last month's, or next month's. */
const NEAR_MS = 7 * 86_400_000;

interface Given {
  readonly text: string;
  readonly dueAt: number;
}
type Candidate = Pick<Assignment, 'title' | 'dueAt'>;

/** What an assignment for homework is called: the first line of its text, cut behind a word. */
export function titleOfHomework(text: string): string {
  const line = (text.trim().split('\n')[0] ?? '').replace(/\s+/gu, ' ').trim();
  if (line.length <= TITLE_LENGTH) return line;
  const cut = line.slice(0, TITLE_LENGTH).replace(/\s\S*$/u, '');
  return `${cut.trimEnd()}…`;
}

/** The assignment that bears the title of homework; of several the one that is due on its day; null where nobody can tell. */
export function assignmentOf<One extends Candidate>(given: Given, assignments: readonly One[]): One | null {
  const wanted = comparable(titleOfHomework(given.text));
  if (wanted === '') return null;
  const named = assignments.filter((one) => comparable(one.title) === wanted && isNear(given, one));
  const sure = named.length === 1 ? named : named.filter((one) => isDueThatDay(given, one));
  return sure.length === 1 ? (sure[0] ?? null) : null;
}

/** Those that are due on its day first, then those of the nearest days; those without a date last. */
export function byNearness<One extends Candidate>({ dueAt }: Given, assignments: readonly One[]): One[] {
  const distance = (one: One) =>
    one.dueAt === null ? Number.POSITIVE_INFINITY : Math.abs(one.dueAt - dueAt);
  return [...assignments].sort(
    (a, b) =>
      Number(isDueThatDay({ dueAt }, b)) - Number(isDueThatDay({ dueAt }, a)) ||
      compare(distance(a), distance(b)),
  );
}

/** Two infinities are as far as each other: their difference would be no number. */
function compare(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

function isDueThatDay(given: Pick<Given, 'dueAt'>, { dueAt }: Candidate): boolean {
  return dueAt !== null && dayOf(dueAt) === dayOf(given.dueAt);
}

function isNear(given: Pick<Given, 'dueAt'>, { dueAt }: Candidate): boolean {
  return dueAt === null || Math.abs(dueAt - given.dueAt) <= NEAR_MS;
}

function dayOf(instant: number): string {
  return wallTimeOf(instant, SCHOOL_CLOCK).date;
}

/** Capitals, accents, spaces and a full stop make no other title. */
function comparable(title: string): string {
  return title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/\s+/gu, ' ')
    .replace(/[\s.]+$/u, '')
    .trim()
    .toLowerCase();
}
