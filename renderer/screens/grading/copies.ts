import type { GradeMark, GradeStanding, SubmissionSummary } from '../../../preload/contract/index.ts';
import { isSettled, searched } from '../../../preload/contract/index.ts';

/** What the list says of a copy: an icon and a word (`grading.status.*`). */
export type CopyStatus =
  | 'to-grade'
  | 'missing'
  | 'graded'
  | 'waiting'
  | 'conflict'
  | 'refused'
  // Of those, « late » is what the ENT says as well as the teacher.
  | GradeStanding;

/** Where copies stand, in the order of their groups: what asks for the teacher comes first. */
export const COPY_GROUPS = ['conflict', 'to-do', 'draft', 'done', 'sent', 'missing'] as const;
export type CopyGroup = (typeof COPY_GROUPS)[number];

/** All, « to grade » (to do and draft), those that are given to this teacher to be marked, « graded » (done and sent), or one group. */
export const COPY_FILTERS = [
  'all',
  'to-grade',
  'mine',
  'draft',
  'graded',
  'done',
  'sent',
  'conflict',
  'missing',
] as const;
export type CopyFilter = (typeof COPY_FILTERS)[number];

/** `name`: as they are given, which without names is the order of their numbers. */
export const COPY_ORDERS = ['name', 'handed-in', 'grade', 'group'] as const;
export type CopyOrder = (typeof COPY_ORDERS)[number];

/** Marks that were given and that the engine has not acknowledged yet, by submission. */
export type PendingGrades = ReadonlyMap<string, GradeMark>;

/**
 * Says where a copy stands.
 *
 * What asks for the teacher comes first; a copy handed in late says so until it is graded, and one that was
 * never handed in is not to be graded: a missing grade is not a zero.
 */
export function copyStatus(copy: SubmissionSummary): CopyStatus {
  const { status, pointsTimes100, standing, sync } = copy;
  if (sync === 'conflict' || sync === 'refused') return sync;
  if (pointsTimes100 !== null) return sync === 'waiting' ? 'waiting' : 'graded';
  if (standing !== null && isSettled(copy)) return standing;
  if (status === 'missing') return 'missing';
  return status === 'late' || standing === 'late' ? 'late' : 'to-grade';
}

/** Whether a copy waits for a grade. */
export function isToGrade(copy: SubmissionSummary): boolean {
  return !isSettled(copy) && copy.status !== 'missing';
}

/** The copies with the grades that are still being saved, so that the list never lags behind the teacher. */
export function withPending(
  copies: readonly SubmissionSummary[],
  pending: PendingGrades,
): SubmissionSummary[] {
  return copies.map((copy) => {
    const mark = pending.get(copy.id);
    return mark === undefined ? copy : { ...copy, ...mark, sync: 'waiting' };
  });
}

/**
 * The group of a copy.
 *
 * `draft`: begun, by a comment, a file to give back or a grade that was mistyped. `done` waits for a sync, `sent`
 * has had it.
 * @param isTyped whether something is typed in its grade that is no grade
 */
export function copyGroup(copy: SubmissionSummary, isTyped: boolean): CopyGroup {
  if (copy.sync === 'conflict' || copy.sync === 'refused') return 'conflict';
  if (isTyped) return 'draft';
  if (isSettled(copy)) return copy.sync === 'waiting' ? 'done' : 'sent';
  if (copy.status === 'missing') return 'missing';
  return copy.hasComment || copy.hasFeedback ? 'draft' : 'to-do';
}

export interface CopyQuery {
  readonly filter: CopyFilter;
  readonly order: CopyOrder;
  /** Whether groups come one after the other, each in that order. */
  readonly isGrouped: boolean;
  readonly search: string;
  /** Copies whose answer holds what is searched. */
  readonly foundInAnswers: ReadonlySet<string>;
  /** Whether names may be searched: while they are hidden, a search would tell them. */
  readonly areNamesSearched: boolean;
  /** Copies in whose grade something is typed that is no grade. */
  readonly typed: Has;
  /** Who is found by their names with a copy; absent without teams. */
  readonly teamOf?: ReadonlyMap<string, { readonly together: readonly SubmissionSummary[] }>;
  /**
   * The copy in hand as it was when it was taken: it keeps its place while it is graded, so that the next one is the one
   * below it.
   */
  readonly held: SubmissionSummary | null;
  /** Stays in the list whatever the filter: the copy in hand must not vanish when it gets its grade. */
  readonly currentId: string | null;
}

/** The group under which a copy is listed. */
export function listedGroup(
  copy: SubmissionSummary,
  { held, typed }: Pick<CopyQuery, 'held' | 'typed'>,
): CopyGroup {
  return copy.id === held?.id ? copyGroup(held, false) : copyGroup(copy, typed.has(copy.id));
}

/** The copies to list. The search looks at both names and at the answer, without accents or case. */
export function selectCopies(copies: readonly SubmissionSummary[], query: CopyQuery): SubmissionSummary[] {
  const { filter, currentId, typed, foundInAnswers } = query;
  const wanted = searched(query.search).split(/\s+/).filter(Boolean);
  const found = copies.filter((copy) => {
    const isListed = copy.id === currentId || passes(copy, filter, typed);
    if (!isListed || wanted.length === 0 || foundInAnswers.has(copy.id)) return isListed;
    if (!query.areNamesSearched) return false;
    const together = query.teamOf?.get(copy.id)?.together ?? [copy];
    const names = together.map(({ student }) => `${student.firstName} ${student.lastName}`);
    const name = searched(names.join(' '));
    return wanted.every((word) => name.includes(word));
  });
  return inOrder(found, query);
}

/** What is known of some copies by their ids. */
interface Has {
  has(submissionId: string): boolean;
}

function passes(copy: SubmissionSummary, filter: CopyFilter, typed: Has): boolean {
  if (filter === 'all') return true;
  if (filter === 'to-grade') return isToGrade(copy);
  if (filter === 'mine') return copy.marker?.isMine === true;
  return filter === 'graded' ? isSettled(copy) : copyGroup(copy, typed.has(copy.id)) === filter;
}

function inOrder(copies: readonly SubmissionSummary[], query: CopyQuery): SubmissionSummary[] {
  const { order, isGrouped, held } = query;
  const byGroup = isGrouped || order === 'group';
  if (order === 'name' && !byGroup) return [...copies];
  return copies
    .map((copy) => ({
      copy,
      group: byGroup ? COPY_GROUPS.indexOf(listedGroup(copy, query)) : 0,
      rank: rankOf(copy.id === held?.id ? held : copy, order),
    }))
    .sort((a, b) => a.group - b.group || a.rank - b.rank)
    .map(({ copy }) => copy);
}

/** Where nothing is to be compared a copy comes last. Not infinity, which less itself is no number. */
const LAST = Number.MAX_SAFE_INTEGER;

function rankOf({ submittedAt, pointsTimes100 }: SubmissionSummary, order: CopyOrder): number {
  if (order === 'handed-in') return submittedAt ?? LAST;
  if (order === 'grade') return pointsTimes100 === null ? LAST : -pointsTimes100;
  return 0;
}

/** The copy before (-1) or after (1) the current one; null at an end. Without a current one, the first or the last. */
export function neighbourCopy(
  copies: readonly SubmissionSummary[],
  currentId: string | null,
  step: 1 | -1,
): SubmissionSummary | null {
  const index = copies.findIndex(({ id }) => id === currentId);
  if (index < 0) return copies.at(step === 1 ? 0 : -1) ?? null;
  return copies[index + step] ?? null;
}

/** The next copy that waits for a grade, going round past the end; null when every copy has one. */
export function nextToGrade(
  copies: readonly SubmissionSummary[],
  currentId: string | null,
): SubmissionSummary | null {
  const start = copies.findIndex(({ id }) => id === currentId) + 1;
  const round = [...copies.slice(start), ...copies.slice(0, start)];
  return round.find((copy) => copy.id !== currentId && isToGrade(copy)) ?? null;
}

/** The filters that are of use: where copies are not given to those who mark them, none is anybody's. */
export function offeredFilters(copies: readonly SubmissionSummary[], chosen: CopyFilter): CopyFilter[] {
  const isGiven = copies.some(({ marker }) => marker !== undefined);
  return COPY_FILTERS.filter((filter) => filter !== 'mine' || isGiven || chosen === 'mine');
}

export interface CopyCounts {
  readonly total: number;
  readonly toGrade: number;
  readonly graded: number;
  /** Copies that were handed in, or that have a grade, or what stands in its place, all the same. */
  readonly gradable: number;
  /** Copies of which something waits for the teacher's choice, in conflict or refused: no publication takes it along. */
  readonly heldBack: number;
}

/** How many copies each filter keeps. */
export function countByFilter(copies: readonly SubmissionSummary[], typed: Has): Record<CopyFilter, number> {
  const count = (filter: CopyFilter) => copies.filter((copy) => passes(copy, filter, typed)).length;
  return Object.fromEntries(COPY_FILTERS.map((filter) => [filter, count(filter)])) as Record<
    CopyFilter,
    number
  >;
}

/** Counts the copies for « 33/35 notées ». */
export function countCopies(copies: readonly SubmissionSummary[]): CopyCounts {
  const toGrade = copies.filter(isToGrade).length;
  const graded = copies.filter(isSettled).length;
  const heldBack = copies.filter((copy) => copyGroup(copy, false) === 'conflict').length;
  return { total: copies.length, toGrade, graded, gradable: toGrade + graded, heldBack };
}
