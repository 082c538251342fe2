import type { Homework, LessonDetail, LessonSummary, Resource } from '../../../preload/contract/domain.ts';
import type { HomeworkGrading } from '../../../preload/contract/graded-homework.ts';
import type { DomainContext } from '../context.ts';
import { nextCorrectionAt, openDueCorrections } from './corrections.ts';
import { datesAlong, setDatesAlong } from './dates-along.ts';
import { gradedHomework, gradedIn, gradeHomework, readGrading } from './graded-homework.ts';
import { type FileByHash, hangByHash, setAtEnt, setForTeacher } from './lesson-documents.ts';
import {
  copyLesson,
  type LessonInput,
  moveLessons,
  removeLesson,
  requireLesson,
  restoreLesson,
  saveLesson,
} from './lesson-edits.ts';
import {
  attachFromLibrary,
  attachResource,
  detachResource,
  type HomeworkInput,
  reattachResource,
  removeHomework,
  saveHomework,
} from './lesson-parts.ts';
import { detailLesson, summariseLessons, toHomework } from './lesson-views.ts';
import { attachPicture } from './pictures.ts';
import { keepPrinted } from './printed-file.ts';
import { publishLesson, putPublicationBack, readPlaces } from './publication.ts';
import { editableBytes, findResource, replaceResource, swapResources } from './replaced-resource.ts';
import { type HomeworkPeriod, type LessonFilter, readHomeworkDue, readLessons } from './repository.ts';
import { isShown } from './rules.ts';
import { withoutDates } from './teacher-blocks.ts';
import { exportText, exportTexts, importText } from './text-files.ts';
import { toShare } from './to-share.ts';
import { removeVersionsNaming, thinAllVersions } from './versions/keep.ts';
import { listVersions, readVersion, restoreVersion } from './versions/versions.ts';

type Done = Record<string, never>;

type LessonStart = Pick<LessonSummary, 'id' | 'classGroupId' | 'title' | 'startsAt' | 'isPublished'>;

/** What the screens ask of lessons. Every edit is one transaction with its place in the outbox. */
export const lessonsHandlers = {
  /** In the order in which they take place; from `fromMs` (with it) to `toMs` (without it). */
  list(context: DomainContext, input: LessonFilter): LessonSummary[] {
    return summariseLessons(context, input);
  },

  /** Not a procedure of its own: when lessons begin, soonest first, without what hangs on them. */
  starts({ store: { db }, clock }: DomainContext, filter: LessonFilter): LessonStart[] {
    const now = clock.now();
    return readLessons(db, filter).map((row) => {
      const { id, classGroupId, title, startsAt } = row;
      return { id, classGroupId, title, startsAt, isPublished: isShown(row, now) };
    });
  },

  /** Not procedures of their own: what the progression of a class wants of lessons. */
  move: moveLessons,
  datesAlong,
  setDatesAlong,
  copy: copyLesson,
  require: requireLesson,

  get(context: DomainContext, input: { lessonId: string }): LessonDetail {
    return detailLesson(context, input.lessonId);
  },

  save(context: DomainContext, input: LessonInput): LessonDetail {
    return saveLesson(context, input);
  },

  remove(context: DomainContext, input: { lessonId: string }): Done {
    removeLesson(context, input.lessonId);
    return {};
  },

  restore(context: DomainContext, input: { lessonId: string }): LessonDetail {
    return restoreLesson(context, input.lessonId);
  },

  attach(
    context: DomainContext,
    input: Parameters<typeof attachResource>[1],
    signal?: AbortSignal,
  ): Promise<Resource> {
    return attachResource(context, input, signal);
  },

  attachPicture,

  /** Not a procedure of its own: what came in by a watched folder is joined so. */
  attachDocument(context: DomainContext, input: { lessonId: string; documentId: string }): Resource {
    return attachFromLibrary(context, input);
  },

  /** Not a procedure of its own: what a template holds is joined so. */
  hang(context: DomainContext, input: { lessonId: string; document: FileByHash }): void {
    hangByHash(context, input);
  },

  detach(context: DomainContext, input: { resourceId: string }): Done {
    detachResource(context, input.resourceId);
    return {};
  },

  reattach(context: DomainContext, input: { resourceId: string; isPicture?: boolean | undefined }): Done {
    reattachResource(context, input.resourceId, input);
    return {};
  },

  setForTeacher,

  setAtEnt(context: DomainContext, input: { resourceId: string; isAtEnt: boolean }): Done {
    setAtEnt(context, input);
    return {};
  },

  saveHomework(context: DomainContext, input: HomeworkInput): Homework {
    return saveHomework(context, input);
  },

  removeHomework(context: DomainContext, input: { homeworkId: string }): Done {
    removeHomework(context, input.homeworkId);
    return {};
  },

  /** Not procedures of their own: corrections whose date has come become part of the text; those of another year have none. */
  openCorrections: openDueCorrections,
  nextCorrectionAt,
  withoutDates,

  swapResources,
  /** Not procedures of their own: what is opened in another program, and comes back from there. */
  findResource,
  editableBytes,
  replaceResource,

  gradedHomework,
  gradeHomework,

  /** Not a procedure of its own: how a piece of homework is graded; null: not at all. */
  gradingOf(
    { store: { db } }: DomainContext,
    { homeworkId }: { homeworkId: string },
  ): HomeworkGrading | null {
    return readGrading(db, homeworkId);
  },
  gradedIn,

  importText,
  exportText,
  exportTexts,
  keepPrinted,

  /** The earlier texts of a lesson, one of them, and the way back to it. */
  versions: listVersions,
  version: readVersion,
  restoreVersion,
  /** Not procedures of their own: versions go with age, and with whom they name. */
  thinVersions({ store, clock }: DomainContext): number {
    return store.isReadOnly ? 0 : store.write(() => thinAllVersions(store.db, clock.now()));
  },
  removeVersionsNaming,

  /** Not a procedure of its own: a lesson for whoever takes it to its students in another way than sync. */
  toShare,

  places: readPlaces,
  publish: publishLesson,
  putBack: putPublicationBack,

  /** All the homework of a class that is due in a period, whatever lesson gave it. */
  load(context: DomainContext, period: HomeworkPeriod): Homework[] {
    return readHomeworkDue(context.store.db, period).map((row) => toHomework(context, row));
  },

  /** Not a procedure of its own: what today's screen shows of homework. */
  homeworkDue(
    context: DomainContext,
    period: { fromMs: number; toMs: number },
  ): (Homework & { classGroupName: string })[] {
    return readHomeworkDue(context.store.db, period).map((row) => ({
      ...toHomework(context, row),
      classGroupName: row.classGroupName,
    }));
  },
};
