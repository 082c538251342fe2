import type { Migration } from '../migration.ts';

/** `isSettled` of preload/contract/marks.ts. `row`: a row of grade, or of a trigger on it. */
const settled = (row: string) =>
  `(${row}.points_x100 IS NOT NULL OR COALESCE(${row}.standing IN ('absent', 'exempt', 'not-handed-in'), FALSE))`;

const gradeOf = (submissionId: string) =>
  `EXISTS (SELECT 1 FROM grade WHERE grade.submission_id = ${submissionId} AND ${settled('grade')})`;

/** `COPY_STATUS` of store/copy-status.ts is not 'missing': handed in at the ENT, or in the teacher's hands. */
const handedIn = (copy: string) => `(${copy}.status <> 'missing' OR EXISTS (SELECT 1 FROM collected_file
  WHERE collected_file.submission_id = ${copy}.id AND collected_file.removed_at IS NULL))`;

/** Adds (1) or takes away (-1) the copies that `from` selects, as `copy`. */
const count = (sign: 1 | -1, from: string) => `
  INSERT INTO assignment_count (assignment_id, handed_in, settled)
  SELECT copy.assignment_id, ${sign} * COUNT(*), ${sign} * SUM(${gradeOf('copy.id')})
  FROM (${from}) AS copy JOIN student ON student.id = copy.student_id
  WHERE ${handedIn('copy')} GROUP BY copy.assignment_id
  ON CONFLICT (assignment_id) DO UPDATE
    SET handed_in = handed_in + excluded.handed_in, settled = settled + excluded.settled;`;

const copyOf = (row: 'NEW' | 'OLD') =>
  `SELECT ${row}.id AS id, ${row}.assignment_id AS assignment_id, ${row}.student_id AS student_id, ${row}.status AS status`;

const ofStudent = (row: 'NEW' | 'OLD') => `SELECT * FROM submission WHERE student_id = ${row}.id`;

const addToSettled = (difference: string, row: 'NEW' | 'OLD') => `
  UPDATE assignment_count SET settled = settled + ${difference} WHERE assignment_id = (
    SELECT assignment_id FROM submission JOIN student ON student.id = student_id
    WHERE submission.id = ${row}.submission_id AND ${handedIn('submission')});`;

/** Of a file that changes: of the copy that had it and of the one that has it. */
const ofBoth = 'SELECT * FROM submission WHERE id IN (OLD.submission_id, NEW.submission_id)';

/** The first of a copy's files; the others change nothing. */
const ofFirstFile = `SELECT * FROM submission WHERE id = NEW.submission_id AND status = 'missing' AND NEW.removed_at IS NULL
  AND (SELECT COUNT(*) FROM collected_file WHERE submission_id = NEW.submission_id AND removed_at IS NULL) = 1`;

const ofGoneFile = 'SELECT * FROM submission WHERE id = OLD.submission_id';

/**
 * How many copies of each assignment were handed in, and how many of these need nothing more.
 *
 * Kept by triggers, whoever writes: counted anew, ten years of copies take seconds at each start. A migration that makes
 * `submission`, `grade`, `student` or `collected_file` anew must make their triggers again. What a change counts on is taken
 * away BEFORE it and added AFTER it; but never BEFORE an insert, which an upsert may turn into an update.
 */
export const assignmentCounts: Migration = {
  version: 220,
  name: 'assignment-counts',
  up(db) {
    db.exec(`
CREATE INDEX submission_by_student ON submission (student_id);
CREATE TABLE assignment_count (assignment_id TEXT PRIMARY KEY, handed_in INTEGER NOT NULL, settled INTEGER NOT NULL)
  STRICT, WITHOUT ROWID;
${count(1, 'SELECT * FROM submission')}
CREATE TRIGGER count_new_submission AFTER INSERT ON submission BEGIN ${count(1, copyOf('NEW'))} END;
CREATE TRIGGER count_gone_submission AFTER DELETE ON submission BEGIN ${count(-1, copyOf('OLD'))} END;
CREATE TRIGGER count_changed_submission AFTER UPDATE OF assignment_id, student_id, status ON submission
  BEGIN ${count(-1, copyOf('OLD'))} ${count(1, copyOf('NEW'))} END;
CREATE TRIGGER count_new_grade AFTER INSERT ON grade BEGIN ${addToSettled(settled('NEW'), 'NEW')} END;
CREATE TRIGGER count_gone_grade AFTER DELETE ON grade BEGIN ${addToSettled(`-${settled('OLD')}`, 'OLD')} END;
CREATE TRIGGER count_changed_grade AFTER UPDATE OF points_x100, standing ON grade
  BEGIN ${addToSettled(`${settled('NEW')} - ${settled('OLD')}`, 'NEW')} END;
CREATE TRIGGER count_new_file AFTER INSERT ON collected_file BEGIN ${count(1, ofFirstFile)} END;
CREATE TRIGGER count_changing_file BEFORE UPDATE ON collected_file BEGIN ${count(-1, ofBoth)} END;
CREATE TRIGGER count_changed_file AFTER UPDATE ON collected_file BEGIN ${count(1, ofBoth)} END;
CREATE TRIGGER count_going_file BEFORE DELETE ON collected_file BEGIN ${count(-1, ofGoneFile)} END;
CREATE TRIGGER count_gone_file AFTER DELETE ON collected_file BEGIN ${count(1, ofGoneFile)} END;
CREATE TRIGGER count_new_student AFTER INSERT ON student BEGIN ${count(1, ofStudent('NEW'))} END;
CREATE TRIGGER count_gone_student BEFORE DELETE ON student BEGIN ${count(-1, ofStudent('OLD'))} END;
`);
  },
};
