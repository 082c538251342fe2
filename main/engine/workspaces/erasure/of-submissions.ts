/**
 * Tables whose rows hang on a copy, in an order in which the counts of assignments stay right, and the column that dates a row;
 * `submission_file` goes with its copy.
 */
export const OF_SUBMISSIONS = {
  criterion_mark: 'updated_at',
  grade_adjustment: 'updated_at',
  grade_history: 'replaced_at',
  handling: 'updated_at',
  copy_marker: 'updated_at',
  earlier_attempt: 'updated_at',
  blind_mark: 'given_at',
  moodle_participant: null,
  paper_sheet: 'made_at',
  team_member: null,
  annotated_document: 'updated_at',
  comment: 'updated_at',
  feedback: 'added_at',
  collected_file: 'added_at',
  grade: 'updated_at',
} as const;
