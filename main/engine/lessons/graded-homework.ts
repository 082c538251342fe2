import type { Assignment } from '../../../preload/contract/domain.ts';
import type {
  GradedChoice,
  GradedHomework,
  GradedIn,
  HomeworkGrading,
} from '../../../preload/contract/graded-homework.ts';
import type { DomainContext } from '../context.ts';
import { gradingHandlers } from '../grading/handlers.ts';
import { CartableError } from '../platform/cartable-error.ts';
import type { Db } from '../store/store.ts';
import { assignmentOf, byNearness, titleOfHomework } from './graded-rules.ts';
import { type HomeworkRow, readHomework, readHomeworkOf, readLesson } from './repository.ts';

/**
 * The living homework of a lesson, and how each piece of it is graded.
 *
 * @throws CartableError `store/not-found`
 */
export function gradedHomework(context: DomainContext, { lessonId }: { lessonId: string }): GradedHomework[] {
  const { db } = context.store;
  if (readLesson(db, lessonId) === undefined) throw notFound();
  return readHomeworkOf(db, lessonId)
    .filter(({ removedAt }) => removedAt === null)
    .map((row) => {
      const { id: homeworkId, classGroupId, classGroupName } = row;
      const assignments = gradingHandlers.assignments(context, { classGroupId });
      const grading = readGrading(db, homeworkId);
      const assignment = grading === null ? null : gradedWith(row, grading, assignments);
      const choices = byNearness(row, assignments).map(toChoice);
      const title = titleOfHomework(row.text);
      return {
        homeworkId,
        classGroupName,
        title,
        grading,
        assignment: assignment && toChoice(assignment),
        choices,
      };
    });
}

/**
 * Says how a piece of homework is to be graded; null: not at all. Saying it twice is saying it once.
 *
 * Nothing of it is sent: the ENT sync API lets no client create an assignment.
 * @throws CartableError `store/not-found`: the homework, or an assignment that is none of its class
 */
export function gradeHomework(
  context: DomainContext,
  { homeworkId, grading }: { homeworkId: string; grading: HomeworkGrading | null },
): { before: HomeworkGrading | null } {
  const before = context.store.write(() => {
    const { db } = context.store;
    const row = readHomework(db, homeworkId);
    if (row === undefined || row.removedAt !== null) throw notFound();
    if (grading !== null) requireOfClass(context, row, grading);
    const was = readGrading(db, homeworkId);
    writeGrading(db, homeworkId, grading);
    return was;
  });
  context.announce('lessons');
  return { before };
}

/** The lessons in which an assignment was given, in their order. @throws CartableError `store/not-found` */
export function gradedIn(context: DomainContext, { assignmentId }: { assignmentId: string }): GradedIn[] {
  const { db } = context.store;
  const all = gradingHandlers.assignments(context, {});
  const classGroupId = all.find(({ id }) => id === assignmentId)?.classGroupId;
  if (classGroupId === undefined) throw notFound();
  const ofClass = all.filter((assignment) => assignment.classGroupId === classGroupId);
  const lessonIds = gradedOfClass(db, classGroupId).flatMap((homeworkId) => {
    const row = readHomework(db, homeworkId);
    const grading = readGrading(db, homeworkId);
    if (row?.lessonId == null || grading === null) return [];
    return gradedWith(row, grading, ofClass)?.id === assignmentId ? [row.lessonId] : [];
  });
  return [...new Set(lessonIds)]
    .flatMap((lessonId) => readLesson(db, lessonId) ?? [])
    .filter(({ removedAt }) => removedAt === null)
    .map(({ id: lessonId, title, startsAt }) => ({ lessonId, title, startsAt }))
    .sort((a, b) => a.startsAt - b.startsAt);
}

/** An assignment that was chosen and is gone from the ENT is looked for by its title again. */
function gradedWith(
  row: HomeworkRow,
  { assignmentId }: HomeworkGrading,
  assignments: readonly Assignment[],
): Assignment | null {
  return assignments.find(({ id }) => id === assignmentId) ?? assignmentOf(row, assignments);
}

function requireOfClass(context: DomainContext, { classGroupId }: HomeworkRow, grading: HomeworkGrading) {
  const { assignmentId } = grading;
  const ofClass = gradingHandlers.assignments(context, { classGroupId });
  if (assignmentId !== null && !ofClass.some(({ id }) => id === assignmentId)) throw notFound();
}

/** How a piece of homework is graded; null: not at all. */
export function readGrading(db: Db, homeworkId: string): HomeworkGrading | null {
  const row = db
    .prepare(
      'SELECT max_x100 AS maxTimes100, assignment_id AS assignmentId FROM graded_homework WHERE homework_id = ?',
    )
    .get(homeworkId) as HomeworkGrading | undefined;
  return row ?? null;
}

function writeGrading(db: Db, homeworkId: string, grading: HomeworkGrading | null): void {
  if (grading === null) db.prepare('DELETE FROM graded_homework WHERE homework_id = ?').run(homeworkId);
  else
    db.prepare(
      'INSERT OR REPLACE INTO graded_homework (homework_id, max_x100, assignment_id) VALUES (?, ?, ?)',
    ).run(homeworkId, grading.maxTimes100, grading.assignmentId);
}

/** The living homework of a class that is to be graded. */
function gradedOfClass(db: Db, classGroupId: string): string[] {
  return db
    .prepare(
      `SELECT homework.id FROM homework JOIN graded_homework ON homework_id = homework.id
       WHERE class_group_id = ? AND removed_at IS NULL ORDER BY due_at, homework.id`,
    )
    .pluck()
    .all(classGroupId) as string[];
}

function toChoice({ id, title, dueAt, maxTimes100 }: Assignment): GradedChoice {
  return { id, title, dueAt, maxTimes100 };
}

function notFound(): CartableError {
  return new CartableError('store/not-found', {}, 'never');
}
