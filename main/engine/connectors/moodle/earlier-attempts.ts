import { type EarlierAttempt, fileRefOf, filesIn, millis, onlineText } from './bodies.ts';
import { given, pointsOf } from './feedback.ts';
import { textOf } from './html-text.ts';
import type { MoodleFile, SubmissionStatus } from './wire.ts';

/**
 * The attempts before the one that is graded, the newest first (mod/assign/externallib.php, `get_submission_status`, `previousattempts`).
 *
 * A status alone tells them.
 */
export function earlierAttemptsIn(
  { previousattempts = [] }: SubmissionStatus,
  gradedAttempt: number,
): EarlierAttempt[] {
  return previousattempts
    .filter(({ attemptnumber }) => attemptnumber < gradedAttempt)
    .map(({ attemptnumber, submission, grade, feedbackplugins = [] }) => {
      const { comment, files } = given(feedbackplugins);
      const plugins = submission?.plugins ?? [];
      return {
        attempt: attemptnumber + 1,
        submitted_at: submission === undefined ? null : millis(submission.timemodified),
        text: onlineText(plugins),
        points_x100: pointsOf(grade ?? null),
        comment: textOf(comment.text, comment.format),
        files: filesIn(plugins),
        returned: refsOf(files),
      };
    });
}

const refsOf = (files: readonly MoodleFile[]) => files.flatMap((file) => fileRefOf(file) ?? []);
