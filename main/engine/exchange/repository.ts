import { type Criterion, type CriterionMark, criterion } from '../../../preload/contract/criteria.ts';
import type { ColumnMapping, LearnedNumber } from '../../../preload/contract/exchange.ts';
import type { Db } from '../store/store.ts';

/** The teacher's own comments on an assignment's copies, by submission. */
export function readOwnComments(db: Db, assignmentId: string): ReadonlyMap<string, string> {
  const rows = db
    .prepare(
      `SELECT comment.submission_id AS submissionId, comment.text FROM comment
       JOIN submission ON submission.id = comment.submission_id
       WHERE assignment_id = ? AND is_mine = 1 AND comment.removed_at IS NULL`,
    )
    .all(assignmentId) as { submissionId: string; text: string }[];
  return new Map(rows.map(({ submissionId, text }) => [submissionId, text]));
}

/** What an assignment is marked by, and what its copies were given for it: by submission and criterion, with a blank between. */
export function readGivenCriteria(
  db: Db,
  assignmentId: string,
): { list: Criterion[]; marks: ReadonlyMap<string, CriterionMark> } {
  const list = db.prepare('SELECT list FROM criteria WHERE assignment_id = ?').pluck().get(assignmentId);
  const marks = db
    .prepare(
      `SELECT submission_id AS submissionId, criterion_id AS criterionId, points_x100 AS pointsTimes100, comment
       FROM criterion_mark JOIN submission ON submission.id = submission_id WHERE assignment_id = ?`,
    )
    .all(assignmentId) as CriterionMark[];
  return {
    list: list === undefined ? [] : criterion.array().parse(JSON.parse(String(list))),
    marks: new Map(marks.map((mark) => [`${mark.submissionId} ${mark.criterionId}`, mark])),
  };
}

/** How the columns of a table with these titles were used last. */
export function readMapping(db: Db, titles: string): ColumnMapping | null {
  const text = db.prepare('SELECT mapping FROM column_mapping WHERE titles = ?').pluck().get(titles);
  return text === undefined ? null : (JSON.parse(text as string) as ColumnMapping);
}

/** Remembers how the columns are used. */
export function writeMapping(db: Db, titles: string, mapping: ColumnMapping, now: number): void {
  db.prepare(
    `INSERT INTO column_mapping (titles, mapping, used_at) VALUES (?, ?, ?)
     ON CONFLICT (titles) DO UPDATE SET mapping = excluded.mapping, used_at = excluded.used_at`,
  ).run(titles, JSON.stringify(mapping), now);
}

/** The numbers by which a Moodle names the students of an assignment, by submission; of those that its files have said. */
export function readParticipants(db: Db, assignmentId: string): ReadonlyMap<string, string> {
  const rows = db
    .prepare(
      `SELECT submission_id AS submissionId, number FROM moodle_participant
       JOIN submission ON submission.id = submission_id WHERE assignment_id = ?`,
    )
    .all(assignmentId) as { submissionId: string; number: string }[];
  return new Map(rows.map(({ submissionId, number }) => [submissionId, number]));
}

/** Remembers a student's number, as the teacher has just confirmed it. Nobody else of the assignment has it then. */
export function writeParticipant(db: Db, submissionId: string, number: string): void {
  db.prepare(
    `DELETE FROM moodle_participant WHERE number = :number AND submission_id IN (SELECT other.id FROM submission other
       JOIN submission own USING (assignment_id) WHERE own.id = :submissionId)`,
  ).run({ submissionId, number });
  db.prepare('INSERT OR REPLACE INTO moodle_participant (submission_id, number) VALUES (?, ?)').run(
    submissionId,
    number,
  );
}

/** Puts back what was known of students' numbers before, or after, they were learned. */
export function settleParticipants(
  db: Db,
  numbers: readonly LearnedNumber[],
  side: 'before' | 'after',
): void {
  // All first: two students may have changed places.
  for (const { submissionId } of numbers)
    db.prepare('DELETE FROM moodle_participant WHERE submission_id = ?').run(submissionId);
  for (const { submissionId, [side]: number } of numbers)
    if (number !== null) writeParticipant(db, submissionId, number);
}
