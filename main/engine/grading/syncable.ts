import { applyAttached, readAttached, registerBlob } from '../library/attached-files.ts';
import { describeFile, mergeFile } from '../library/rules.ts';
import { type AppliedChange, defineSyncable } from '../store/define-syncable.ts';
import { mergeFields } from '../store/merge/fields.ts';
import type { Db } from '../store/store.ts';
import type { SyncableEntity } from '../store/syncable-entity.ts';
import { deleteRow, upsert } from '../store/upsert.ts';
import type {
  AssessmentBody,
  AssignmentBody,
  CommentBody,
  FeedbackBody,
  GradeBody,
  HandlingBody,
  SubmissionBody,
} from './bodies.ts';
import { applyEarlierAttempts } from './earlier-attempts.ts';
import { applyHandled, applyHandling } from './handling.ts';
import { applyMarker } from './markers.ts';
import { doubtsOfMaximum, MAXIMUM_CHANGED } from './maximum.ts';
import {
  keepText,
  labelOfAssignment,
  labelOfSubmission,
  readEarlierTexts,
  writeAssessment,
  writeMark,
} from './repository.ts';
import { markOfBody } from './rules.ts';
import { applyFilling, applyServerForm } from './server-form.ts';
import { applyTeam } from './teams.ts';

/** What the ENT and the teacher write of grading. */
export const gradingEntities: readonly SyncableEntity[] = [
  defineSyncable<AssignmentBody>({
    entity: 'assignment',
    makesDoubtful: (db, { id, body }) =>
      body === null ? [] : doubtsOfMaximum(db, { assignmentId: id, maxTimes100: body.max_x100 }),
    apply(db, { id, body, at }) {
      if (body === null) return deleteRow(db, 'assignment', id);
      const { class_group_id, period_id, title, instructions, max_x100, coefficient_x100, due_at } = body;
      const row = { class_group_id, period_id, title, instructions, max_x100, coefficient_x100, due_at };
      upsert(db, 'assignment', { id, ...row });
      applyServerForm(db, id, body, at);
      applyHandled(db, id, body);
    },
  }),
  defineSyncable<SubmissionBody>({
    entity: 'submission',
    apply: applySubmission,
  }),
  defineSyncable<GradeBody>({
    entity: 'grade',
    apply(db, { id, body, at }) {
      writeMark(db, id, markOfBody(body), { at });
      applyFilling(db, id, body, at);
    },
    label: labelOfSubmission,
    describe: (db, body, id, givenOutOf) => {
      const { pointsTimes100, standing, isCounted } = markOfBody(body);
      const outOf = givenOutOf ?? maximumOf(db, id);
      return [
        { name: 'points', value: pointsTimes100 ?? '', ...(outOf === undefined ? {} : { outOf }) },
        { name: 'standing', value: standing ?? '' },
        { name: 'isCounted', value: isCounted },
      ];
    },
    meaning: (db, id) => String(maximumOf(db, id) ?? ''),
    outOf: (db, id) =>
      (db
        .prepare('SELECT out_of_x100 FROM grade WHERE submission_id = ? AND points_x100 IS NOT NULL')
        .pluck()
        .get(id) as number | null | undefined) || null,
    maximum: maximumOf,
    showOutOf(db, id, outOf) {
      if (outOf === maximumOf(db, id)) return null;
      db.prepare('UPDATE grade SET out_of_x100 = ? WHERE submission_id = ?').run(outOf, id);
      return MAXIMUM_CHANGED;
    },
  }),
  defineSyncable<AssessmentBody>({
    entity: 'assessment',
    apply(db, { id, body, at }) {
      if (body === null) db.prepare('DELETE FROM assessment WHERE assignment_id = ?').run(id);
      else writeAssessment(db, id, { publishAt: body.publish_at, counting: body.counting ?? 'ordinary' }, at);
    },
    label: labelOfAssignment,
    describe: (_db, { publish_at, counting }) => [
      { name: 'publishAt', value: publish_at ?? '' },
      { name: 'counting', value: counting ?? 'ordinary' },
    ],
    // Two devices of one teacher: each field by whoever changed it, the later one where both did.
    merge: ({ base, mine, theirs }) => ({
      body: mergeFields({ ...base }, { ...mine }, { ...theirs }).body,
      isSettled: true,
    }),
  }),
  defineSyncable<HandlingBody>({
    entity: 'handling',
    apply(db, { id, body, at }) {
      applyHandling(db, id, body, at);
      applyMarker(db, id, body, at);
    },
    label: labelOfSubmission,
    describe: (_db, { extended_to, attempt, state }) => [
      { name: 'extendedTo', value: extended_to ?? '' },
      { name: 'attempt', value: String(attempt) },
      { name: 'state', value: state ?? '' },
    ],
    merge: ({ base, mine, theirs }) => {
      const { body, clashes } = mergeFields({ ...base }, { ...mine }, { ...theirs });
      return { body, isSettled: clashes.length === 0 };
    },
  }),
  defineSyncable<CommentBody>({
    entity: 'comment',
    apply: applyComment,
    label: (db, id) => labelOfSubmission(db, submissionOf(db, id)),
    describe: (_db, { text }) => [{ name: 'text', value: text }],
    earlierTexts: readEarlierTexts,
    // One author, two devices: the later edit by the ENT's order, which is ours; the other text is kept (`applyComment`).
    merge: ({ base, mine, theirs }) => ({
      body: mergeFields({ ...base }, { ...mine }, { ...theirs }).body,
      isSettled: true,
    }),
  }),
  defineSyncable<FeedbackBody>({
    entity: 'feedback',
    apply: (db, change) =>
      applyAttached(db, 'feedback', {
        ...change,
        body: change.body && { ownerId: change.body.submission_id, file: change.body.file },
      }),
    label: (db, id) => labelOfSubmission(db, readAttached(db, 'feedback', id)?.ownerId ?? ''),
    describe: (_db, { file }) => describeFile(file),
    merge: (sides) => mergeFile('feedback', sides),
  }),
];

/** The grade, comments and feedback of a submission that the ENT removes keep their rows: they are the teacher's work. Whose it was is kept for an erasure. */
function applySubmission(db: Db, { id, body, at }: AppliedChange<SubmissionBody>): void {
  if (body === null) {
    db.prepare(
      `INSERT OR REPLACE INTO gone_submission (id, student_id, assignment_id, gone_at)
         SELECT id, student_id, assignment_id, ? FROM submission WHERE id = ?`,
    ).run(at, id);
    deleteRow(db, 'submission', id);
    return;
  }
  deleteRow(db, 'gone_submission', id);
  const { assignment_id, student_id, status, submitted_at, text } = body;
  upsert(db, 'submission', { id, assignment_id, student_id, status, submitted_at, text });
  applyTeam(db, { submissionId: id, assignmentId: assignment_id }, body.team);
  db.prepare('DELETE FROM submission_file WHERE submission_id = ?').run(id);
  const addFile = db.prepare(
    `INSERT INTO submission_file (id, submission_id, position, name, sha256, bytes, media_type)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  for (const [position, file] of body.files.entries()) {
    const sha256 = registerBlob(db, file, at);
    addFile.run(file.id, id, position, file.name, sha256, file.bytes, file.media_type);
  }
  applyEarlierAttempts(db, id, { body, at });
}

/** A text that another takes the place of is kept. `by` is empty when our own text is put back on the screen: its author is then the one already known. */
function applyComment(db: Db, { id, body, by, at, isMine }: AppliedChange<CommentBody>): void {
  if (body === null) {
    db.prepare('UPDATE comment SET removed_at = ? WHERE id = ?').run(at, id);
    return;
  }
  keepText(db, id, body.text);
  const row = { id, submission_id: body.submission_id, text: body.text, updated_at: at, removed_at: null };
  if (by === '') upsert(db, 'comment', row, { author_name: '', is_mine: Number(isMine) });
  else upsert(db, 'comment', { ...row, author_name: by }, { is_mine: Number(isMine) });
}

/** What a submission is marked out of, in hundredths. */
function maximumOf(db: Db, submissionId: string): number | undefined {
  return db
    .prepare(
      'SELECT max_x100 FROM submission JOIN assignment ON assignment.id = assignment_id WHERE submission.id = ?',
    )
    .pluck()
    .get(submissionId) as number | undefined;
}

function submissionOf(db: Db, commentId: string): string {
  return (
    (db.prepare('SELECT submission_id FROM comment WHERE id = ?').pluck().get(commentId) as
      | string
      | undefined) ?? ''
  );
}
