import { createHash } from 'node:crypto';

/**
 * Names of Moodle's things as entities: opaque to the rest of Cartable, read here alone.
 *
 * A copy is a student's work for an assignment, whether or not anything was handed in, and over all attempts.
 */
export interface CopyKey {
  readonly assignmentId: number;
  readonly userId: number;
}

export const accountId = (userId: number) => `user-${userId}`;
export const subjectId = (courseId: number) => `subject-${courseId}`;
export const courseId = (id: number) => `course-${id}`;
export const groupId = (id: number) => `group-${id}`;
export const studentId = (userId: number) => `user-${userId}`;
/** Somebody whose name is not shown while an assignment is marked blind: another student for each assignment. */
export const hiddenStudentId = ({ assignmentId, userId }: CopyKey) => `hidden-${assignmentId}-${userId}`;
export const assignmentEntityId = (id: number) => `assign-${id}`;
export const copyId = ({ assignmentId, userId }: CopyKey) => `copy-${assignmentId}-${userId}`;
/** Of a comment that was written on the web; one that was written here keeps the name that it was given here. */
export const webCommentId = ({ assignmentId, userId }: CopyKey) => `comment-${assignmentId}-${userId}`;
/** As for a comment: of a file that was given back on the web. */
export const webFeedbackId = (key: CopyKey, fileName: string) =>
  `feedback-${key.assignmentId}-${key.userId}-${shortHash(fileName)}`;

/** A criterion of a rubric or a guide. */
export const criterionId = (id: number) => `criterion-${id}`;

/** The number in a criterion's id; null for another's. */
export function criterionNumberIn(id: string): number | null {
  const number = /^criterion-(\d{1,12})$/.exec(id)?.[1];
  return number === undefined ? null : Number(number);
}

/** The copy that a submission's or a grade's id names; null for another's. */
export function copyKeyIn(id: string): CopyKey | null {
  const [, assignment, user] = /^copy-(\d{1,12})-(\d{1,12})$/.exec(id) ?? [];
  return assignment === undefined || user === undefined
    ? null
    : { assignmentId: Number(assignment), userId: Number(user) };
}

/** A short name for what was read, to see whether it has changed: 66 bits. */
export function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 11);
}
