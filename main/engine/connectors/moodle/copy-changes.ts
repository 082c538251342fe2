import { commentBody, fileRefOf, gradeBody } from './bodies.ts';
import type { ChangeList, Written } from './change-list.ts';
import type { Feedback } from './feedback.ts';
import type { Filling } from './grading-form.ts';
import { textOf } from './html-text.ts';
import { accountId, type CopyKey, copyId, webCommentId, webFeedbackId } from './ids.ts';
import { type Known, type KnownFile, nameInArea, nameKeyOf } from './known.ts';
import type { Readers } from './readers.ts';
import type { MoodleFile, MoodleGrade } from './wire.ts';

/** A comment of Moodle's, to be told from another state of it. */
export const commentPrint = (comment: Feedback['comment']) => [comment.text, comment.format];
/** The same of a file that was given back. */
export const filePrint = ({ nameKey, bytes, at }: Omit<KnownFile, 'id'>) => [nameKey, bytes, at];

/** A copy's grade, and what it was made of. */
export interface GradeRead {
  readonly grade: MoodleGrade | null;
  readonly points: number | null;
  readonly filling: Filling | null;
}

/** Takes over a copy's grade. */
export function takeGrade(
  list: ChangeList,
  key: CopyKey,
  { grade, points, filling }: GradeRead,
  readers: Readers,
): void {
  if (points === null) list.remove('grade', copyId(key), writtenBy(grade, readers));
  else list.add('grade', copyId(key), gradeBody(key, points, filling), writtenBy(grade, readers));
}

/**
 * Takes over the comment and the files that were given back with a copy.
 *
 * Moodle has one comment a copy, whoever grades it: the teacher's own, to be gone on with. `statusesAt`: when it was read,
 * epoch seconds.
 */
export function takeFeedback(
  list: ChangeList,
  known: Known,
  key: CopyKey,
  { feedback, statusesAt, readers }: { feedback: Feedback; statusesAt: number; readers: Readers },
): void {
  const { comment, files, grade } = feedback;
  const before = known.copy(copyId(key));
  const written = { ...writtenBy(grade, readers), byId: accountId(readers.userId) };
  const commentId = before?.commentId ?? webCommentId(key);
  const text = textOf(comment.text, comment.format);
  if (text === '') list.remove('comment', commentId, written);
  else list.add('comment', commentId, commentBody(key, text), { ...written, print: commentPrint(comment) });
  const kept = matchFiles(key, files, before?.files ?? []);
  for (const { known: file, moodle } of kept) {
    const ref = fileRefOf(moodle, file.id);
    if (ref === null) continue;
    const body = { submission_id: copyId(key), file: ref };
    list.add('feedback', file.id, body, { ...written, print: filePrint(file) });
  }
  const living = new Set(kept.map(({ known: { id } }) => id));
  for (const { id } of before?.files ?? []) if (!living.has(id)) list.remove('feedback', id, written);
  known.keepCopy(copyId(key), {
    gradedAt: settledAt(grade, statusesAt),
    ...(text === '' ? {} : { commentId }),
    files: kept.map(({ known: file }) => file),
  });
}

/** A time that no grade has: of a copy that was read, and has none. */
const WITHOUT_GRADE = 1;

/** The time of a grade that nothing can have followed within the same second; else 0: it is read again. */
export function settledAt(grade: MoodleGrade | null, readAt: number): number {
  if (grade === null) return WITHOUT_GRADE;
  return grade.timemodified >= readAt - 1 ? 0 : grade.timemodified;
}

/** Each file under the id that it is known by; another file of that name keeps the id, as another state of it. */
export function matchFiles(
  key: CopyKey,
  files: readonly MoodleFile[],
  before: readonly KnownFile[],
): { known: KnownFile; moodle: MoodleFile }[] {
  return files.map((moodle) => {
    const { filesize: bytes, timemodified: at } = moodle;
    const name = nameInArea(moodle);
    const nameKey = nameKeyOf(copyId(key), name);
    const id = before.find((file) => file.nameKey === nameKey)?.id ?? webFeedbackId(key, name);
    return { known: { id, nameKey, bytes, at }, moodle };
  });
}

function writtenBy(grade: MoodleGrade | null, { nameOf }: Readers): Partial<Written> {
  if (grade === null) return {};
  return {
    by: nameOf(grade.grader),
    ...(grade.grader > 0 ? { byId: accountId(grade.grader) } : {}),
    at: grade.timemodified * 1000,
  };
}
