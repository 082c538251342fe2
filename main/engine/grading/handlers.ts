import type {
  Assignment,
  Feedback,
  SubmissionDetail,
  SubmissionSummary,
} from '../../../preload/contract/domain.ts';
import { COMMENT_MAX_LENGTH } from '../../../preload/contract/grading.ts';
import { compareStudents } from '../classes/rules.ts';
import type { DomainContext } from '../context.ts';
import {
  type AttachedKind,
  attachDocument,
  attachFile,
  detachFile,
  reattachFile,
  toFileBody,
} from '../library/attached-files.ts';
import { CartableError } from '../platform/cartable-error.ts';
import { upsert } from '../store/upsert.ts';
import { isAnonymous, nameForCopy } from './anonymity.ts';
import { findInAnswers } from './answer-search.ts';
import type { CommentBody, FeedbackBody } from './bodies.ts';
import { collectedFilesHandlers } from './collected-files.ts';
import { isOutgrown, outgrownGrades, rescaleGrades, restoreOutgrown } from './maximum.ts';
import { publish } from './publication.ts';
import {
  type CommentRow,
  keepText,
  readAssignment,
  readAssignments,
  readComments,
  readSubmission,
  type SubmissionRow,
} from './repository.ts';
import { tidyComment } from './rules.ts';
import { saveGrade } from './save-grade.ts';
import { detailSubmission, summariseSubmissions, toFeedback } from './submissions.ts';
import { readTeammates } from './teams.ts';

/** A file that is given back hangs on its submission. */
export const FEEDBACK: AttachedKind = {
  table: 'feedback',
  requireOwner: submissionRow,
  bodyOf: (row): FeedbackBody => ({ submission_id: row.ownerId, file: toFileBody(row) }),
  nameOf: nameForCopy,
};

/** What the screens ask of grading. Every edit is one transaction with its place in the outbox. */
export const gradingHandlers = {
  /** By due date; those without a date come last. */
  assignments(context: DomainContext, input: { classGroupId?: string | undefined }): Assignment[] {
    return readAssignments(context.store.db, input.classGroupId);
  },

  /** In French order of the students' names. @throws CartableError `store/not-found` */
  submissions(context: DomainContext, input: { assignmentId: string }): SubmissionSummary[] {
    if (readAssignment(context.store.db, input.assignmentId) === undefined) throw notFound();
    return summariseSubmissions(context, input.assignmentId).sort((a, b) =>
      compareStudents(a.student, b.student),
    );
  },

  /** Not a procedure of its own: whether nothing may tell whose an assignment's copies are. */
  areNamesHidden: isAnonymous,

  /** Not a procedure of its own. @throws CartableError `store/not-found`; `grading/names-hidden` before what names students */
  requireNames(context: DomainContext, { assignmentId }: { assignmentId: string }): Assignment {
    const assignment = readAssignment(context.store.db, assignmentId);
    if (assignment === undefined) throw notFound();
    if (isAnonymous(context, assignment)) throw new CartableError('grading/names-hidden', {}, 'after-user');
    return assignment;
  },

  /** @throws CartableError `store/not-found` */
  submission(context: DomainContext, input: { submissionId: string }): SubmissionDetail {
    return detailSubmission(context, input.submissionId);
  },

  findInAnswers(context: DomainContext, { assignmentId, search }: { assignmentId: string; search: string }) {
    return { submissionIds: findInAnswers(context.store.db, assignmentId, search) };
  },

  /** Not a procedure of its own: whether a grade is kept from the ENT as out of another maximum. */
  isSetAside: ({ store }: DomainContext, submissionId: string): boolean => isOutgrown(store.db, submissionId),

  saveGrade,
  outgrownGrades,
  rescaleGrades,
  restoreOutgrown,
  publish,
  saveComment,
  attachFeedback,
  ...collectedFilesHandlers,

  /** Not a procedure of its own: gives a document of the library back with a submission. @throws CartableError `store/not-found` */
  attachDocument(context: DomainContext, input: { submissionId: string; documentId: string }): Feedback {
    const { submissionId: ownerId, documentId } = input;
    const row = attachDocument(context, FEEDBACK, { ownerId, documentId });
    context.announce('grading', 'library');
    return toFeedback(context, row);
  },

  /** Takes a file back from a submission; removing it twice is removing it once. @throws CartableError `store/not-found` */
  removeFeedback(context: DomainContext, input: { feedbackId: string }): Record<string, never> {
    detachFile(context, FEEDBACK, input.feedbackId);
    context.announce('grading', 'library');
    return {};
  },

  /** Undo of `removeFeedback`. @throws CartableError `store/not-found` */
  restoreFeedback(context: DomainContext, input: { feedbackId: string }): Record<string, never> {
    reattachFile(context, FEEDBACK, input.feedbackId);
    context.announce('grading', 'library');
    return {};
  },
};

/**
 * Saves the teacher's own comment on a submission; an empty text removes it.
 *
 * There is one, which keeps its id when it is removed and written again. What stands there and is not the `before` that this
 * one was made of has come while it was being written: it stays among the earlier texts.
 * @throws CartableError `store/not-found`; `grading/comment-too-long` with `max` and `length`
 */
function saveComment(
  context: DomainContext,
  input: { submissionId: string; text: string; forTeam?: boolean | undefined; before?: string | undefined },
): { previousText: string } {
  const text = tidyComment(input.text);
  if (text.length > COMMENT_MAX_LENGTH)
    throw new CartableError('grading/comment-too-long', { max: COMMENT_MAX_LENGTH, length: text.length });
  const previousText = context.store.write(() => {
    const { id: submissionId } = submissionRow(context, input.submissionId);
    const previous = textOf(ownComment(readComments(context.store.db, submissionId)));
    const shown = input.before === undefined ? previous : tidyComment(input.before);
    commentOne(context, submissionId, { shown, text });
    if (input.forTeam === true) commentTeam(context, submissionId, { previous, shown, text });
    return previous;
  });
  context.announce('grading');
  return { previousText };
}

interface GivenText {
  readonly text: string;
  /** What was on the screen when it began to be written. */
  readonly shown: string;
}

/** Writes a copy's comment; what came there unseen is kept. */
function commentOne(context: DomainContext, submissionId: string, { text, shown }: GivenText): void {
  const own = ownComment(readComments(context.store.db, submissionId));
  const previous = textOf(own);
  if (previous === text) return;
  const isUnseen = previous !== shown;
  if (isUnseen && own !== undefined) keepText(context.store.db, own.id, text);
  writeOwnComment(context, { submissionId, id: own?.id, text, isUnseen });
}

/** Those of the team who have what was shown, or what came to the copy since, get the same; a member's own stays. */
function commentTeam(
  context: DomainContext,
  submissionId: string,
  { previous, shown, text }: GivenText & { previous: string },
): void {
  const { db } = context.store;
  for (const mate of readTeammates(db, submissionId)) {
    const stands = textOf(ownComment(readComments(db, mate)));
    if (stands === shown || stands === previous) commentOne(context, mate, { shown, text });
  }
}

function textOf(comment: CommentRow | undefined): string {
  return comment === undefined || comment.removedAt !== null ? '' : comment.text;
}

/** The living one; else the last one removed, to be written again under its id. */
function ownComment(comments: readonly CommentRow[]): CommentRow | undefined {
  const own = comments.filter(({ isMine }) => isMine === 1);
  return own.find(({ removedAt }) => removedAt === null) ?? own.at(-1);
}

function writeOwnComment(
  context: DomainContext,
  comment: { submissionId: string; id: string | undefined; text: string; isUnseen: boolean },
): void {
  const { submissionId, id = context.random.id(), text, isUnseen } = comment;
  const now = context.clock.now();
  if (text === '') {
    context.store.db.prepare('UPDATE comment SET removed_at = ? WHERE id = ?').run(now, id);
    // Removed, nothing shows its earlier texts: what nobody has seen is the teacher's to choose.
    context.edits.record({ entity: 'comment', entityId: id, body: null, isUnseen });
    return;
  }
  const row = { id, submission_id: submissionId, text, updated_at: now, removed_at: null };
  upsert(context.store.db, 'comment', { ...row, author_name: context.authorName, is_mine: 1 });
  const body: CommentBody = { submission_id: submissionId, text };
  context.edits.record({ entity: 'comment', entityId: id, body: { ...body } });
}

/**
 * Gives a file back with a submission: optimised, kept in the library, and recorded to be sent.
 *
 * @throws CartableError `store/not-found`, `library/*`, `store/disk-full`; or the signal's reason
 */
async function attachFeedback(
  context: DomainContext,
  { submissionId: ownerId, ...file }: { submissionId: string; path: string; newId?: string | undefined },
  signal?: AbortSignal,
): Promise<Feedback> {
  const row = await attachFile(context, FEEDBACK, { ...file, ownerId, signal });
  context.announce('grading', 'library');
  return toFeedback(context, row);
}

function submissionRow(context: DomainContext, id: string): SubmissionRow {
  const row = readSubmission(context.store.db, id);
  if (row === undefined) throw notFound();
  return row;
}

function notFound(): CartableError {
  return new CartableError('store/not-found', {}, 'never');
}
