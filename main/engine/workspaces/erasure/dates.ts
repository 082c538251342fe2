import type { Db } from '../../store/store.ts';
import { OF_SUBMISSIONS } from './of-submissions.ts';

/** When an assignment took place (epoch ms), as well as that is known; null: nothing tells. */
export const ASSIGNMENT_DATE = `COALESCE(assignment.due_at, (SELECT starts_at FROM period WHERE period.id = assignment.period_id),
  (SELECT MAX(submitted_at) FROM submission WHERE submission.assignment_id = assignment.id),
  (SELECT MAX(grade.updated_at) FROM grade JOIN submission ON submission.id = submission_id
   WHERE submission.assignment_id = assignment.id))`;

/** A copy that no list of an assignment's copies holds. */
export interface StrandedCopy {
  readonly id: string;
  /** When its assignment took place; null: nothing tells any more. */
  readonly assignmentAt: number | null;
  /** When it was last handed in or worked on, else when the ENT removed it; null: nothing tells. */
  readonly workedAt: number | null;
}

const TABLES = Object.keys(OF_SUBMISSIONS);
const DATES = Object.entries(OF_SUBMISSIONS)
  .filter(([, column]) => column !== null)
  .map(([table, column]) => `SELECT ${column} AS at FROM ${table} WHERE submission_id = copy.id`);

/** Copies that the ENT removed, those of an assignment that it removed, and those of which only what hung on them is here. */
const STRANDED = `WITH copy (id, assignment_id, gone_at) AS (
    SELECT id, assignment_id, gone_at FROM gone_submission
    UNION ALL SELECT id, assignment_id, NULL FROM submission WHERE assignment_id NOT IN (SELECT id FROM assignment)
    UNION ALL SELECT submission_id, NULL, NULL
      FROM (${TABLES.map((table) => `SELECT submission_id FROM ${table}`).join(' UNION ')})
      WHERE submission_id NOT IN (SELECT id FROM submission) AND submission_id NOT IN (SELECT id FROM gone_submission))
  SELECT id, (SELECT ${ASSIGNMENT_DATE} FROM assignment WHERE assignment.id = copy.assignment_id) AS assignmentAt,
    COALESCE((SELECT MAX(at) FROM (SELECT submitted_at AS at FROM submission WHERE submission.id = copy.id
      UNION ALL ${DATES.join(' UNION ALL ')})), gone_at) AS workedAt
  FROM copy`;

export function strandedCopies(db: Db): StrandedCopy[] {
  return db.prepare(STRANDED).all() as StrandedCopy[];
}
