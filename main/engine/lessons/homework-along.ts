import type { Publication } from '../../../preload/contract/lessons.ts';
import type { DomainContext } from '../context.ts';
import { readAllAttached } from '../library/attached-files.ts';
import { CartableError } from '../platform/cartable-error.ts';
import { gradeHomework, readGrading } from './graded-homework.ts';
import { keyOfDocument } from './lesson-documents.ts';
import { recordDocumentsOf, saveHomework } from './lesson-parts.ts';
import { type HomeworkRow, noteHomeworkOf, readHomework, readHomeworkOfResource } from './repository.ts';

/**
 * Gives homework of a lesson in a copy that has just been made of it, each at its own date, with its documents; what is graded is
 * graded out of as much, with an assignment of that class.
 *
 * @throws CartableError `store/not-found`: it is none of the lesson's
 */
export function giveHomeworkAlong(
  context: DomainContext,
  {
    modelId,
    copyId,
    given,
  }: { modelId: string; copyId: string; given: NonNullable<Publication['homework']> },
): void {
  const { db } = context.store;
  for (const { fromId, newId, dueAt } of given) {
    const { text, expectedMinutes, handIn } = requireHomework(context, fromId, modelId);
    saveHomework(context, { newId, lessonId: copyId, text, dueAt, expectedMinutes, handIn });
    giveDocuments(context, { fromId, newId, modelId, copyId });
    const grading = readGrading(db, fromId);
    if (grading !== null)
      gradeHomework(context, { homeworkId: newId, grading: { ...grading, assignmentId: null } });
  }
}

/** The copy has the documents already; this says which of them are the homework's. */
function giveDocuments(
  context: DomainContext,
  { fromId, newId, modelId, copyId }: Record<'fromId' | 'newId' | 'modelId' | 'copyId', string>,
): void {
  const { db } = context.store;
  const ofHomework = readAllAttached(db, 'resource', modelId).filter(
    ({ id, removed_at }) => removed_at === null && readHomeworkOfResource(db, id) === fromId,
  );
  const keys = new Set(ofHomework.map(keyOfDocument));
  for (const row of readAllAttached(db, 'resource', copyId))
    if (keys.has(keyOfDocument(row))) noteHomeworkOf(db, row.id, newId);
  recordDocumentsOf(context, newId);
}

function requireHomework({ store: { db } }: DomainContext, id: string, lessonId: string): HomeworkRow {
  const row = readHomework(db, id);
  if (row === undefined || row.removedAt !== null || row.lessonId !== lessonId)
    throw new CartableError('store/not-found', {}, 'never');
  return row;
}
