import type { Assignment } from '../../../preload/contract/domain.ts';
import type { Db } from './store.ts';

const ASSIGNMENTS = `SELECT assignment.id, class_group_id AS classGroupId, COALESCE(class_group.name, '') AS classGroupName, title, instructions,
  max_x100 AS maxTimes100, coefficient_x100 AS coefficientTimes100, due_at AS dueAt,
  COUNT(submission.id) AS submissionCount, COUNT(grade.submission_id) AS gradedCount,
  COALESCE(SUM(submission.status <> 'missing' AND grade.submission_id IS NULL), 0) AS toGradeCount
  FROM assignment LEFT JOIN class_group ON class_group.id = assignment.class_group_id
  LEFT JOIN submission ON submission.assignment_id = assignment.id
  LEFT JOIN grade ON grade.submission_id = submission.id`;

/** Assignments with their counts, by due date; the gradebook, the grading list and today's page read the same rows. */
export function selectAssignments(db: Db, where: { classGroupId?: string | undefined; assignmentId?: string }): Assignment[] {
  return db
    .prepare(
      `${ASSIGNMENTS} WHERE (@classGroupId IS NULL OR class_group_id = @classGroupId) AND (@assignmentId IS NULL OR assignment.id = @assignmentId)
       GROUP BY assignment.id ORDER BY due_at IS NULL, due_at, title`,
    )
    .all({ classGroupId: where.classGroupId ?? null, assignmentId: where.assignmentId ?? null }) as Assignment[];
}
