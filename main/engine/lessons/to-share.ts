import type { DocumentRef } from '../../../preload/contract/domain.ts';
import { documentsForStudents } from '../../../preload/contract/teacher-blocks.ts';
import type { DomainContext } from '../context.ts';
import type { RichNode } from '../writing/rich-text.ts';
import { detailLesson } from './lesson-views.ts';
import { nodesOf } from './text-files.ts';

/** A lesson as its students may have it, for whoever takes it to them in another way than sync. */
export interface SharedLesson {
  readonly title: string;
  readonly startsAt: number;
  readonly classGroupId: string;
  readonly nodes: readonly RichNode[];
  readonly documents: readonly DocumentRef[];
}

/** What is for the teacher alone is left out. @throws CartableError `store/not-found` */
export function toShare(context: DomainContext, lessonId: string): SharedLesson {
  const lesson = detailLesson(context, lessonId);
  const { title, startsAt, classGroupId } = lesson;
  const documents = documentsForStudents(lesson).map(({ document }) => document);
  return { title, startsAt, classGroupId, nodes: nodesOf(lesson, false), documents };
}
