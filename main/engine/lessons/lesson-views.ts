import type {
  Homework,
  LessonBlock,
  LessonDetail,
  LessonSummary,
  Resource,
} from '../../../preload/contract/domain.ts';
import type { DomainContext } from '../context.ts';
import { type AttachedRow, readAllAttached, toDocument } from '../library/attached-files.ts';
import { CartableError } from '../platform/cartable-error.ts';
import { gravestState } from '../store/edit-log.ts';
import type { BlockBody } from './bodies.ts';
import { isAtEnt, isMarked } from './kept-documents.ts';
import {
  type HomeworkRow,
  type LessonFilter,
  type LessonRow,
  type PartRow,
  readAllParts,
  readHomeworkOf,
  readHomeworkOfResource,
  readLesson,
  readLessons,
  readParts,
  readText,
} from './repository.ts';
import { isShown } from './rules.ts';

/** The lessons of a list. A lesson's state is that of all that belongs to it. */
export function summariseLessons(context: DomainContext, filter: LessonFilter): LessonSummary[] {
  const { db } = context.store;
  const parts = Map.groupBy(readAllParts(db), ({ lessonId }) => lessonId);
  return readLessons(db, filter).map((row) => summarise(context, row, parts.get(row.id) ?? []));
}

/** One lesson of a list. */
export function summarise(context: DomainContext, row: LessonRow, parts: readonly PartRow[]): LessonSummary {
  const living = parts.filter(({ removedAt }) => removedAt === null);
  return {
    id: row.id,
    classGroupId: row.classGroupId,
    classGroupName: row.classGroupName,
    title: row.title,
    startsAt: row.startsAt,
    isPublished: isShown(row, context.clock.now()),
    publishAt: row.publishAt,
    resourceCount: living.filter(({ entity }) => entity === 'resource').length,
    hasHomework: living.some(({ entity }) => entity === 'homework'),
    sync: gravestState([
      context.edits.stateOf('lesson', row.id),
      ...parts.map(({ entity, id }) => context.edits.stateOf(entity, id)),
    ]),
  };
}

/**
 * A lesson with its text, its resources and its homework.
 *
 * @throws CartableError `store/not-found`, also for a lesson that was removed
 */
export function detailLesson(context: DomainContext, lessonId: string): LessonDetail {
  const { db } = context.store;
  const row = readLesson(db, lessonId);
  if (row === undefined || row.removedAt !== null) throw new CartableError('store/not-found', {}, 'never');
  return {
    ...summarise(context, row, readParts(db, lessonId)),
    blocks: shownBlocks(readText(db, lessonId)),
    resources: readAllAttached(db, 'resource', lessonId)
      .filter(({ removed_at }) => removed_at === null)
      .map((attached) => toResource(context, attached)),
    homework: readHomeworkOf(db, lessonId)
      .filter(({ removedAt }) => removedAt === null)
      .map((homework) => toHomework(context, homework)),
    updatedAt: row.updatedAt,
  };
}

/** A second version is marked as one for as long as the first is there too. */
function shownBlocks(blocks: readonly BlockBody[]): LessonBlock[] {
  const ids = new Set(blocks.map(({ id }) => id));
  return blocks.map(({ id, content, variant }) =>
    variant !== undefined && ids.has(variant.of) ? { id, content, variant } : { id, content },
  );
}

/** An attached document, as the screens know it. */
export function toResource(context: DomainContext, row: AttachedRow): Resource {
  const homeworkId = readHomeworkOfResource(context.store.db, row.id);
  const isForTeacher = isMarked(context.store.db, row.id);
  const sync = context.edits.stateOf('resource', row.id);
  const isThere = isAtEnt(context.store.db, row);
  return { id: row.id, homeworkId, isForTeacher, isAtEnt: isThere, ...toDocument(row), sync };
}

/** Homework, as the screens know it. */
export function toHomework(context: DomainContext, row: HomeworkRow): Homework {
  const { id, lessonId, classGroupId, text, dueAt, expectedMinutes, handIn } = row;
  return {
    id,
    lessonId,
    classGroupId,
    text,
    dueAt,
    expectedMinutes,
    handIn,
    sync: context.edits.stateOf('homework', id),
  };
}
