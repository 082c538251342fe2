import { isUngraded } from './feedback.ts';
import type { MoodleGrade } from './wire.ts';

/** A row of grades without a grade or a grader, before the release: what is known of where it came from. */
export interface EmptyRow {
  /** Of the row, epoch seconds. */
  readonly at: number;
  /** A comment may be in it. */
  readonly mayHide: boolean;
}

interface RowRead {
  /** As it was known; null: there was none. */
  readonly before: EmptyRow | null;
  readonly row: MoodleGrade;
  /** When the copy was handed in; null: it was not. */
  readonly submittedAt: number | null;
  /** False once the copy was read before. */
  readonly isFirst: boolean;
  /** Of the workflow; empty where none was ever set. */
  readonly state: string;
  readonly stateBefore: string;
}

/**
 * Whether a row that nobody has graded may hold a comment that Moodle shows to nobody (pure).
 *
 * Setting a state for a class touches each row (mod/assign/locallib.php, `process_set_batch_marking_workflow_state`), and so does a
 * worksheet with comments and without grades, which names no grader either (feedback/offline/locallib.php, `process_import_grades`: it
 * updates the grade for the gradebook’s sake). A row that was touched while the state stayed was touched by the latter. One that nobody
 * has touched since it was made bears the time of its submission (`get_user_grade`).
 */
export function emptyRowNow({
  before,
  row,
  submittedAt,
  isFirst,
  state,
  stateBefore,
}: RowRead): EmptyRow | null {
  if (!isUngraded(row)) return null;
  if (before?.at === row.timemodified) return before;
  const isUntouched = row.timemodified === submittedAt;
  const isOfState = isFirst ? state !== '' : state !== stateBefore;
  return { at: row.timemodified, mayHide: before?.mayHide === true || (!isUntouched && !isOfState) };
}
