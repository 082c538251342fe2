import { type EarlierAttempt, fileRefOf, filesIn, millis, onlineText } from './bodies.ts';
import { given, pointsOf } from './feedback.ts';
import { textOf } from './html-text.ts';
import type { Known } from './known.ts';
import type { MoodleFile, SubmissionStatus } from './wire.ts';

/** Shorter than sessions that begin by themselves are apart: each has another turn. */
const TURN_S = 300;

/** One request of statuses: so that nothing new costs one request more, however many copies were handed in again. */
const AGAIN_AT_A_TIME = 100;

/**
 * The copies whose earlier attempts are looked at this time, in turns where they are many: an earlier one that was graded anew on the web
 * changes no time that a list tells (mod/assign/externallib.php, `get_grades`: those of the latest attempt alone).
 *
 * @param at of the reading, epoch seconds: the turn
 */
export function copiesToLookAtAgain(known: Pick<Known, 'copiesAgain'>, at: number): ReadonlySet<string> {
  const copies = known.copiesAgain().toSorted();
  if (copies.length <= AGAIN_AT_A_TIME) return new Set(copies);
  const turns = Math.ceil(copies.length / AGAIN_AT_A_TIME);
  const from = (Math.floor(at / TURN_S) % turns) * AGAIN_AT_A_TIME;
  return new Set(copies.slice(from, from + AGAIN_AT_A_TIME));
}

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
