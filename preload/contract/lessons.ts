import * as z from 'zod';
import {
  epochMs,
  handIn,
  homework,
  id,
  LESSON_MOST_BLOCKS,
  lessonBlock,
  lessonDetail,
  lessonSummary,
  resource,
} from './domain.ts';
import { gradedHomework, gradedIn, homeworkGrading } from './graded-homework.ts';
import { lessonVersions, versionText } from './lesson-versions.ts';
import { procedure } from './procedures.ts';

/** A class, and what it has of a lesson. */
const lessonPlace = z.object({
  classGroupId: id,
  classGroupName: z.string(),
  /** The lesson itself or a copy of it; null: the class has none. */
  lesson: lessonSummary
    .extend({
      /** It says what the lesson says, has its documents, and none that was taken off the lesson. */
      isSame: z.boolean(),
    })
    .nullable(),
});
export type LessonPlace = z.infer<typeof lessonPlace>;

/** What becomes of a lesson in one class. */
const publication = z.object({
  classGroupId: id,
  /** The lesson or the copy; one that is not there yet is made, at `startsAt`. */
  lessonId: id,
  /** When a copy that is made takes place. */
  startsAt: epochMs,
  /** From when on students read it: now, when it takes place, at an instant; null: it is a draft. Absent: as it is. */
  at: z
    .union([z.enum(['now', 'hour']), epochMs])
    .nullable()
    .optional(),
  /** Homework of the lesson that a copy which is made gives too, each at its class's date; `newId`: what it is created under. */
  homework: z
    .array(z.object({ fromId: id, newId: id, dueAt: epochMs }))
    .max(100)
    .optional(),
  /** The copy takes over title, text and documents of the lesson; one that was taken off the lesson is taken off it too. */
  isCorrected: z.boolean(),
});
export type Publication = z.infer<typeof publication>;

/** What is put back of a lesson. */
const publicationSide = z.object({
  isThere: z.boolean(),
  isPublished: z.boolean(),
  publishAt: epochMs.nullable(),
  /** Null: its text stays. */
  text: z.object({ title: z.string(), blocks: z.array(lessonBlock) }).nullable(),
});
export type PublicationSide = z.infer<typeof publicationSide>;

/** How a lesson was before something was published. */
export const publicationState = publicationSide.extend({
  lessonId: id,
  /** How it was then: what undo takes away, and nothing that has come since. */
  after: publicationSide,
  /** Documents that come or go; with `isForTeacher`, one that stays, and for whom it is (`isUntilShown`: as a mark of that kind). */
  resources: z.array(
    z.object({
      id,
      isThere: z.boolean(),
      isForTeacher: z.boolean().optional(),
      isUntilShown: z.boolean().optional(),
    }),
  ),
});
export type PublicationState = z.infer<typeof publicationState>;

const importedText = z.object({
  /** What `putBack` wants for undo. */
  before: z.array(publicationState),
  pictureCount: z.number().int(),
  /** Pictures that could not be kept. */
  leftOutCount: z.number().int(),
});
export type ImportedText = z.infer<typeof importedText>;

/** What an editor shows of a lesson, but for its publication. */
const lessonText = z.object({
  classGroupId: id,
  title: z.string().max(300),
  startsAt: epochMs,
  // What two devices have written together may be more than either may save.
  blocks: z.array(lessonBlock).max(2 * LESSON_MOST_BLOCKS),
});

/** What is written of a piece of homework. */
const homeworkText = z.object({
  text: z.string().max(4000),
  dueAt: epochMs,
  expectedMinutes: z.number().int().min(1).max(6000).nullable(),
  handIn: handIn.nullable(),
});

export const lessonsContract = {
  list: procedure
    .input(z.object({ classGroupId: id.optional(), fromMs: epochMs.optional(), toMs: epochMs.optional() }))
    .output(z.array(lessonSummary)),
  get: procedure.input(z.object({ lessonId: id })).output(lessonDetail),
  /**
   * Saves a lesson whole, or creates it (no `id`); blocks keep their ids.
   *
   * `newId`: the id to create it under. Sent again, after an engine that died without an answer, it saves that very lesson.
   */
  save: procedure
    .input(
      z.object({
        id: id.optional(),
        newId: id.optional(),
        classGroupId: id,
        title: z.string().trim().min(1).max(300),
        startsAt: epochMs,
        /** Whether students read it; absent: as it is, and a new lesson is a draft. */
        isPublished: z.boolean().optional(),
        /** With `isPublished`: false and a date: students read it from then on. */
        publishAt: epochMs.nullable().optional(),
        blocks: z.array(lessonBlock).max(LESSON_MOST_BLOCKS),
        /** What the editor had shown before it was typed in: what has come from elsewhere since stays beside what was typed. */
        before: lessonText.optional(),
        /** Names this save: sent again because its answer was lost, it changes nothing, whatever has come in between. */
        saveId: id.optional(),
      }),
    )
    .output(lessonDetail),
  remove: procedure.input(z.object({ lessonId: id })).output(z.object({})),
  /** Undo of `remove`: the lesson comes back with its resources and homework. */
  restore: procedure.input(z.object({ lessonId: id })).output(lessonDetail),
  /**
   * Optimises one file and joins it to the lesson: all of it, or nothing. Progress arrives as `optimise-progress` events.
   * `newId` as with `save`: what is sent again is joined once. `homeworkId`: it belongs to a piece of the lesson's homework, here;
   * the ENT has it as a document of the lesson.
   */
  attach: procedure
    .input(
      z.object({
        lessonId: id,
        path: z.string().min(1),
        newId: id.optional(),
        homeworkId: id.optional(),
      }),
    )
    .output(resource),
  /**
   * The same for a picture that is on its way into the text: a chosen file, or bytes that the page has handed over (`bridge.handOver`).
   * It is its teacher's until a text that shows it is saved; whose bytes hang there already is answered. What is no picture
   * (`isPicture`) is joined like any document.
   */
  attachPicture: procedure
    .input(
      z.intersection(
        z.object({ lessonId: id, newId: id.optional() }),
        z.union([
          z.object({ path: z.string().min(1) }),
          z.object({ handover: z.uuid(), name: z.string().min(1).max(255) }),
        ]),
      ),
    )
    .output(resource),
  detach: procedure.input(z.object({ resourceId: id })).output(z.object({})),
  /** Opens a document in the system's program for it; what is saved there comes back, told by a `copy-taken` event. */
  openResource: procedure.input(z.object({ resourceId: id })).output(z.object({})),
  /** Takes one document off and puts another back, in one: undo and redo of what `copy-taken` told. */
  swapResources: procedure.input(z.object({ off: id.nullable(), on: id.nullable() })).output(z.object({})),
  /** Says whether a document is for its teacher alone: no class has any of it then, unless the students' text shows it. */
  setForTeacher: procedure
    .input(z.object({ resourceId: id, isForTeacher: z.boolean(), isUntilShown: z.boolean().optional() }))
    /** It was for its teacher only until the text shows it: undo says so again by `isUntilShown`. */
    .output(z.object({ wasUntilShown: z.boolean() })),
  /** Takes a document that stays with its teacher from the ENT, where somebody has put it (`isAtEnt` of a resource); or undo of that. */
  setAtEnt: procedure.input(z.object({ resourceId: id, isAtEnt: z.boolean() })).output(z.object({})),
  /** Undo of `detach`. `isPicture`: it comes back into the text too, which is saved after it. */
  reattach: procedure
    .input(z.object({ resourceId: id, isPicture: z.boolean().optional() }))
    .output(z.object({})),
  /** Ids and `before` as with `save`. */
  saveHomework: procedure
    .input(
      z.object({
        id: id.optional(),
        newId: id.optional(),
        lessonId: id,
        text: z.string().trim().min(1).max(4000),
        dueAt: epochMs,
        /** Absent: as it is. */
        expectedMinutes: z.number().int().min(1).max(6000).nullable().optional(),
        /** Absent: as it is. */
        handIn: handIn.nullable().optional(),
        before: homeworkText.optional(),
        saveId: id.optional(),
      }),
    )
    .output(homework),
  removeHomework: procedure.input(z.object({ homeworkId: id })).output(z.object({})),
  /** The homework of a lesson, and how each piece of it is to be graded. */
  gradedHomework: procedure.input(z.object({ lessonId: id })).output(z.array(gradedHomework)),
  /** Says how a piece of homework is to be graded; null: not at all. Twice is once; `before` is what undo wants. */
  gradeHomework: procedure
    .input(z.object({ homeworkId: id, grading: homeworkGrading.nullable() }))
    .output(z.object({ before: homeworkGrading.nullable() })),
  /** The lessons in which an assignment was given as homework. */
  gradedIn: procedure.input(z.object({ assignmentId: id })).output(z.array(gradedIn)),
  /** All the homework of a class that is due from `fromMs` (with it) to `toMs` (without it). */
  load: procedure
    .input(z.object({ classGroupId: id, fromMs: epochMs, toMs: epochMs }))
    .output(z.array(homework)),
  /** The classes of the teacher, each with the lesson or its copies in it; the lesson itself first. */
  places: procedure.input(z.object({ lessonId: id })).output(z.array(lessonPlace)),
  /**
   * Publishes a lesson and its copies, makes copies for other classes, and corrects copies: all in one transaction, and one
   * batch. `before` is what `putBack` wants for undo.
   */
  publish: procedure
    .input(z.object({ lessonId: id, publications: z.array(publication).min(1).max(100) }))
    .output(z.object({ before: z.array(publicationState) })),
  /** Adds the text of a DOCX, ODT, HTML or Markdown file to the end of a lesson, with its pictures: all of it, or nothing. */
  importText: procedure.input(z.object({ lessonId: id, path: z.string().min(1) })).output(importedText),
  /**
   * Writes a lesson's title and text as a file, by the ending of its name: `.docx` or `.md`. Notes and corrections of its
   * teacher are in it only `withTeacherBlocks`.
   */
  exportText: procedure
    .input(z.object({ lessonId: id, path: z.string().min(1), withTeacherBlocks: z.boolean().optional() }))
    .output(z.object({})),
  /**
   * The same of several lessons in their order, under one title: each begins on a page of its own in a DOCX. At most 300.
   */
  exportTexts: procedure
    .input(
      z.object({
        title: z.string().min(1).max(300),
        lessonIds: z.array(id).min(1).max(300),
        path: z.string().min(1),
        withTeacherBlocks: z.boolean().optional(),
      }),
    )
    .output(z.object({})),
  /** Writes what the page has printed (`bridge.printPage`) as a PDF file. The ticket is good for once. */
  keepPrinted: procedure
    .input(z.object({ handover: z.uuid(), path: z.string().min(1) }))
    .output(z.object({})),
  /** The earlier texts of a lesson that are kept. */
  versions: procedure.input(z.object({ lessonId: id })).output(lessonVersions),
  version: procedure.input(z.object({ lessonId: id, versionId: z.number().int() })).output(versionText),
  /** Puts the text back to a version, or only these blocks of it: put back, put back in their place, or taken off. */
  restoreVersion: procedure
    .input(
      z.object({
        lessonId: id,
        versionId: z.number().int(),
        blockIds: z
          .array(id)
          .min(1)
          .max(2 * LESSON_MOST_BLOCKS)
          .optional(),
      }),
    )
    .output(z.object({ before: z.array(publicationState) })),
  /**
   * Undo of `publish`, of `restoreVersion` and of `importText`; the answer is what was there, for redo. What has been written since
   * stays beside it; where something else has been decided of a publication since, nothing is changed (`sync/cannot-undo`).
   */
  putBack: procedure
    .input(z.object({ states: z.array(publicationState).max(100) }))
    .output(z.object({ before: z.array(publicationState) })),
};
