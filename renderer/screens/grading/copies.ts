import type { GradeMark, GradeStanding, SubmissionSummary } from '../../../preload/contract/index.ts';
import { isSettled } from '../../../preload/contract/index.ts';
import { folded } from './folded.ts';

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

export const COPY_FILTERS = ['all', 'to-grade', 'graded'] as const;
export type CopyFilter = (typeof COPY_FILTERS)[number];

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

export interface CopyQuery {
  readonly filter: CopyFilter;
  readonly search: string;
  /** Stays in the list whatever the filter: the copy in hand must not vanish when it gets its grade. */
  readonly currentId: string | null;
}

/** The copies to list. The search looks at both names, without accents or case. */
export function selectCopies(
  copies: readonly SubmissionSummary[],
  { filter, search, currentId }: CopyQuery,
): SubmissionSummary[] {
  const wanted = folded(search).split(/\s+/).filter(Boolean);
  return copies.filter((copy) => {
    const isListed =
      copy.id === currentId ||
      filter === 'all' ||
      (filter === 'to-grade' ? isToGrade(copy) : isSettled(copy));
    if (!isListed || wanted.length === 0) return isListed;
    const name = folded(`${copy.student.firstName} ${copy.student.lastName}`);
    return wanted.every((word) => name.includes(word));
  });
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

export interface CopyCounts {
  readonly total: number;
  readonly toGrade: number;
  readonly graded: number;
  /** Copies that were handed in, or that have a grade, or what stands in its place, all the same. */
  readonly gradable: number;
}

/** Counts the copies for the filter and for « 33/35 notées ». */
export function countCopies(copies: readonly SubmissionSummary[]): CopyCounts {
  const toGrade = copies.filter(isToGrade).length;
  const graded = copies.filter(isSettled).length;
  return { total: copies.length, toGrade, graded, gradable: toGrade + graded };
}
