import type { Period } from '../../../preload/contract/classes.ts';
import type {
  ClassGroup,
  GradeStanding,
  Student,
  SubmissionStatus,
} from '../../../preload/contract/domain.ts';
import { COPY_STATUS } from '../store/copy-status.ts';
import type { Db } from '../store/store.ts';

const CLASS_GROUPS = `
  SELECT class_group.id, class_group.name, COALESCE(subject.name, '') AS subject,
    (SELECT COUNT(*) FROM student_class_group JOIN student ON student.id = student_id
     WHERE class_group_id = class_group.id) AS studentCount
  FROM class_group LEFT JOIN subject ON subject.id = subject_id`;

/** Every class group, in no order. */
export function readClassGroups(db: Db): ClassGroup[] {
  return db.prepare(CLASS_GROUPS).all() as ClassGroup[];
}

/** One class group, if the ENT knows it. */
export function readClassGroup(db: Db, id: string): ClassGroup | undefined {
  return db.prepare(`${CLASS_GROUPS} WHERE class_group.id = ?`).get(id) as ClassGroup | undefined;
}

/** The students of a class group, in no order. */
export function readStudents(db: Db, classGroupId: string): Student[] {
  return db
    .prepare(
      `SELECT student.id, last_name AS lastName, first_name AS firstName
       FROM student JOIN student_class_group ON student_id = student.id WHERE class_group_id = ?`,
    )
    .all(classGroupId) as Student[];
}

/** The periods of the year, in their order. */
export function readPeriods(db: Db): Period[] {
  return db
    .prepare('SELECT id, label, starts_at AS startsAt, ends_at AS endsAt FROM period ORDER BY starts_at, id')
    .all() as Period[];
}

/** A student's submission for an assignment, with its grade. */
export interface CellRow {
  readonly submissionId: string;
  readonly studentId: string;
  readonly assignmentId: string;
  readonly status: SubmissionStatus;
  /** Of its assignment; null: none. */
  readonly dueAt: number | null;
  readonly pointsTimes100: number | null;
  readonly standing: GradeStanding | null;
  readonly isCounted: boolean;
  /** Of a grade that is set aside: what it is out of. */
  readonly outOfTimes100?: number;
}

/** What the students of a class group handed in for its assignments. `isSetAside`: asked of a grade that was given out of another maximum. */
export function readCells(
  db: Db,
  classGroupId: string,
  isSetAside: (submissionId: string) => boolean,
): CellRow[] {
  const rows = db
    .prepare(
      `SELECT submission.id AS submissionId, submission.student_id AS studentId, assignment_id AS assignmentId,
         ${COPY_STATUS} AS status, due_at AS dueAt, points_x100 AS pointsTimes100, standing, COALESCE(is_counted, 1) AS isCounted,
         iif(out_of_x100 <> max_x100, out_of_x100, NULL) AS otherMaximum
       FROM assignment
       JOIN submission ON submission.assignment_id = assignment.id
       JOIN student_class_group member
         ON member.student_id = submission.student_id AND member.class_group_id = assignment.class_group_id
       LEFT JOIN grade ON grade.submission_id = submission.id
       WHERE assignment.class_group_id = ?`,
    )
    .all(classGroupId) as (Omit<CellRow, 'isCounted'> & { isCounted: 0 | 1; otherMaximum: number | null })[];
  return rows.map(({ otherMaximum, ...row }) => ({
    ...row,
    isCounted: row.isCounted === 1,
    // What the ENT has of it is out of its assignment's, whatever it was once given out of.
    ...(otherMaximum !== null && isSetAside(row.submissionId) ? { outOfTimes100: otherMaximum } : {}),
  }));
}
