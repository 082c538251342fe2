import type { AccountDatabase } from '../window/account-database.ts';
import { makeAssignment } from './made-work.ts';

const CLASS_SIZE = 35;
const DAY_MS = 86_400_000;
/** A teacher's own: 5 classes, an assignment every school day or so, for ten years. */
export const SUBMISSIONS = 200_000;
/** What the outbox remembers of edits that were answered, and what grades and comments said before. */
export const HISTORY_ROWS = 1_000_000;

/**
 * Ten years of one teacher: 200,000 submissions, nearly all graded, with what sync knows of them, and a million rows
 * of edits that were answered and of what was replaced.
 */
export function writeTenYears(account: AccountDatabase): void {
  const { db } = account;
  const assignments = Math.ceil(SUBMISSIONS / CLASS_SIZE);
  const beganAt = Date.UTC(2016, 8, 1);
  for (let index = 0; index < assignments; index += 1) {
    // The last ones are still to be graded, as in any week.
    const isLast = index >= assignments - 5;
    makeAssignment(account, {
      id: `ten-a${index}`,
      title: `Devoir ${index + 1}`,
      submissionCount: CLASS_SIZE,
      dueAt: beganAt + Math.floor((index / assignments) * 3650) * DAY_MS,
      gradedCount: isLast ? 10 : CLASS_SIZE,
      isText: index % 10 === 0,
    });
  }
  db.exec(`
    INSERT INTO synced_copy (entity, entity_id, version, body, by, at)
      SELECT 'submission', id, 1, '{"text":""}', 'ENT', 0 FROM submission WHERE id LIKE 'ten-%';
    INSERT INTO synced_copy (entity, entity_id, version, body, by, at)
      SELECT 'grade', submission_id, 1, '{"points_x100":' || points_x100 || '}', 'bench', 0 FROM grade
      WHERE submission_id LIKE 'ten-%';`);
  const done = db.prepare(
    `INSERT INTO outbox_done (op_id, seq, entity, entity_id, outcome, version, answered_at) VALUES (?, ?, ?, ?, 'applied', 1, ?)`,
  );
  const earlier = db.prepare(
    'INSERT INTO grade_history (submission_id, points_x100, standing, written_at, replaced_at) VALUES (?, 900, NULL, 0, 1)',
  );
  const session = db.prepare(
    `INSERT INTO sync_session (id, started_at, ended_at, outcome, requests, edits_sent) VALUES (?, ?, ?, 'done', 6, 12)`,
  );
  const copyOf = (index: number) =>
    `ten-a${Math.floor(index / CLASS_SIZE) % assignments}-c${String(index % CLASS_SIZE).padStart(4, '0')}`;
  for (let index = 0; index < HISTORY_ROWS; index += 1) {
    // In ten: eight answered edits, one grade that was changed after publication; one session in fifty.
    if (index % 50 === 49)
      session.run(`ten-session${index}`, beganAt + index * 300_000, beganAt + index * 300_000 + 9000);
    else if (index % 10 === 9) earlier.run(copyOf(index));
    else
      done.run(
        `ten-op${index}`,
        -index - 1,
        index % 2 === 0 ? 'grade' : 'comment',
        copyOf(index),
        beganAt + index,
      );
  }
}
