import type { GradePreview, GradeRow, TakenGrade } from '../../../../preload/contract/index.ts';
import { isSameMark, settleMark } from '../../../../preload/contract/index.ts';

/** Whom the teacher named for rows that are not sure, by line; null: nobody. */
export type Choices = ReadonlyMap<number, string | null>;

/** A row with whose it is, and what it changes there. */
export interface PlannedRow {
  readonly row: GradeRow;
  readonly submissionId: string | null;
  /** What the copy would get; null: nothing. */
  readonly taken: TakenGrade | null;
  /** The grade, or the comment, would be another one. */
  readonly changesMark: boolean;
  readonly changesComment: boolean;
}

export interface ImportPlan {
  readonly rows: readonly PlannedRow[];
  readonly taken: readonly TakenGrade[];
  readonly counts: {
    readonly doubtful: number;
    readonly strangers: number;
    readonly faulty: number;
    readonly tooLong: number;
  };
}

/**
 * What would be taken from a table. A copy that two rows are given gets the first of them; an empty cell changes nothing, nor
 * does what is there already.
 */
export function planImport({ rows, current }: GradePreview, choices: Choices): ImportPlan {
  const copies = new Map(current.map((copy) => [copy.submissionId, copy]));
  const given = new Set<string>();
  const planned = rows.map((row): PlannedRow => {
    const submissionId = row.submissionId ?? choices.get(row.line) ?? null;
    const copy = submissionId === null || given.has(submissionId) ? undefined : copies.get(submissionId);
    if (submissionId !== null) given.add(submissionId);
    if (copy === undefined || submissionId === null)
      return { row, submissionId, taken: null, changesMark: false, changesComment: false };
    const changesMark = row.mark !== null && !isSameMark(copy.mark, settleMark(copy.mark, row.mark));
    const changesComment = row.comment !== null && row.comment !== copy.comment;
    const taken =
      changesMark || changesComment
        ? {
            submissionId,
            mark: changesMark ? (row.mark ?? {}) : {},
            comment: changesComment ? row.comment : null,
            before: { mark: copy.mark, comment: copy.comment },
          }
        : null;
    return { row, submissionId, taken, changesMark, changesComment };
  });
  return {
    rows: planned,
    taken: planned.flatMap(({ taken }) => (taken === null ? [] : [taken])),
    counts: {
      doubtful: planned.filter(({ row }) => row.match === 'doubtful' && !choices.has(row.line)).length,
      strangers: planned.filter(({ row }) => row.match === 'none' && !choices.has(row.line)).length,
      faulty: planned.filter(({ row }) => row.fault !== null).length,
      tooLong: planned.filter(({ row }) => row.isCommentTooLong).length,
    },
  };
}
