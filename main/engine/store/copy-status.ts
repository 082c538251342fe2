/**
 * A submission's status in SQL: one that the ENT has nothing of is handed in all the same when the teacher holds it, on
 * paper or from a ZIP. To be used where the table `submission` is in reach under its own name.
 */
export const COPY_STATUS = `iif(submission.status = 'missing' AND EXISTS (SELECT 1 FROM collected_file
  WHERE collected_file.submission_id = submission.id AND collected_file.removed_at IS NULL), 'submitted', submission.status)`;
