import type { SubmissionSummary } from '../../../preload/contract/index.ts';
import type { CopyGroup } from './copies.ts';

/** The head of a group, with how many of the listed copies are in it. */
export interface HeadRow {
  readonly kind: 'head';
  readonly group: CopyGroup;
  readonly count: number;
}

export interface CopyRow {
  readonly kind: 'copy';
  readonly copy: SubmissionSummary;
  /** Among the copies, from 1. */
  readonly place: number;
}

export type ListRow = HeadRow | CopyRow;

/** The rows of the list: copies, and heads where a group begins. The copies come group by group. */
export function listRows(
  copies: readonly SubmissionSummary[],
  groupOf: ((copy: SubmissionSummary) => CopyGroup) | null,
): ListRow[] {
  const rows = copies.map((copy, index): CopyRow => ({ kind: 'copy', copy, place: index + 1 }));
  if (groupOf === null) return rows;
  const groups = Map.groupBy(rows, ({ copy }) => groupOf(copy));
  return [...groups].flatMap(([group, ofGroup]) => [
    { kind: 'head' as const, group, count: ofGroup.length },
    ...ofGroup,
  ]);
}
