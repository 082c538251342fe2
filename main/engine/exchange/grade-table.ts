import type { SubmissionSummary } from '../../../preload/contract/domain.ts';
import type { ColumnMapping, GradePreview, GradeRow } from '../../../preload/contract/exchange.ts';
import { COMMENT_MAX_LENGTH } from '../../../preload/contract/grading.ts';
import { listName } from '../../../preload/contract/list-name.ts';
import { type Table, textOf } from '../tables/table.ts';
import { keyOfTitles, titleRow } from './columns.ts';
import { NameFinder } from './names.ts';
import { type ReadBy, readMark } from './read-mark.ts';
import { isWorksheet } from './worksheet.ts';

/** Cells shown of a column, so that it is known by what is in it. */
const SAMPLES = 3;

/** A table of grades for an assignment, with its columns' uses. */
export interface GradeTable {
  readonly table: Table;
  /** -1: the table has no titles. */
  readonly headRow: number;
  readonly titles: readonly string[];
  /** Under what its mapping is remembered; null: it has no titles. */
  readonly key: string | null;
  readonly isWorksheet: boolean;
}

export function gradeTable(table: Table): GradeTable {
  const headRow = titleRow(table);
  const columnCount = table.reduce((most, row) => Math.max(most, row.length), 0);
  const head = headRow === -1 ? [] : (table[headRow] ?? []);
  const titles = Array.from({ length: columnCount }, (_, index) => textOf(head[index]));
  return {
    table,
    headRow,
    titles,
    key: headRow === -1 ? null : keyOfTitles(titles),
    isWorksheet: headRow !== -1 && isWorksheet(titles),
  };
}

export function columnsOf({ table, headRow, titles }: GradeTable): GradePreview['columns'] {
  const body = table.slice(headRow + 1);
  return titles.map((title, index) => {
    const texts = body.map((row) => textOf(row[index])).filter((text) => text !== '');
    return { title, samples: [...new Set(texts)].slice(0, SAMPLES) };
  });
}

/** Each row that names somebody, matched to a copy of the assignment. */
export function rowsOf(
  { table, headRow }: GradeTable,
  mapping: ColumnMapping,
  assignment: ReadBy,
  submissions: readonly SubmissionSummary[],
): GradeRow[] {
  const finder = new NameFinder(submissions.map(({ id, student }) => ({ ...student, id })));
  const nameOf = new Map(submissions.map(({ id, student }) => [id, listName(student)]));
  const rows = table.slice(headRow + 1).flatMap((row, index): GradeRow[] => {
    const name = nameIn(row, mapping);
    if (name === '') return [];
    const found = finder.find(name);
    const ids = found.match === 'sure' ? [found.id] : found.match === 'doubtful' ? found.ids : [];
    const cell = mapping.mark === null ? null : row[mapping.mark];
    const comment = mapping.comment === null ? '' : textOf(row[mapping.comment]);
    const isCommentTooLong = comment.length > COMMENT_MAX_LENGTH;
    return [
      {
        line: headRow + 2 + index,
        name,
        written: textOf(cell),
        comment: comment === '' || isCommentTooLong ? null : comment,
        isCommentTooLong,
        match: found.match,
        submissionId: found.match === 'sure' ? found.id : null,
        candidates: ids.map((id) => ({ submissionId: id, name: nameOf.get(id) ?? '' })),
        ...readMark(cell, assignment),
      },
    ];
  });
  return askAboutTwice(rows);
}

/** Two rows for one copy: which of them is meant only the teacher knows. */
function askAboutTwice(rows: readonly GradeRow[]): GradeRow[] {
  const counts = new Map<string, number>();
  for (const { submissionId } of rows)
    if (submissionId !== null) counts.set(submissionId, (counts.get(submissionId) ?? 0) + 1);
  return rows.map((row) =>
    row.submissionId !== null && (counts.get(row.submissionId) ?? 0) > 1
      ? { ...row, match: 'doubtful', submissionId: null }
      : row,
  );
}

function nameIn(row: Table[number], { fullName, lastName, firstName }: ColumnMapping): string {
  const columns = fullName === null ? [lastName, firstName] : [fullName];
  return columns
    .map((column) => (column === null ? '' : textOf(row[column])))
    .filter((text) => text !== '')
    .join(' ');
}
