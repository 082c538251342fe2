import * as z from 'zod';
import { epochMs, homework, id, lessonBlock, lessonDetail, lessonSummary, resource } from './domain.ts';
import { procedure } from './procedures.ts';

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
        isPublished: z.boolean(),
        blocks: z.array(lessonBlock).max(2000),
      }),
    )
    .output(lessonDetail),
  remove: procedure.input(z.object({ lessonId: id })).output(z.object({})),
  /** Undo of `remove`: the lesson comes back with its resources and homework. */
  restore: procedure.input(z.object({ lessonId: id })).output(lessonDetail),
  /**
   * Optimises one file and joins it to the lesson: all of it, or nothing. Progress arrives as `optimise-progress` events.
   * `newId` as with `save`: what is sent again is joined once.
   */
  attach: procedure
    .input(z.object({ lessonId: id, path: z.string().min(1), newId: id.optional() }))
    .output(resource),
  detach: procedure.input(z.object({ resourceId: id })).output(z.object({})),
  /** Undo of `detach`. */
  reattach: procedure.input(z.object({ resourceId: id })).output(z.object({})),
  /** Ids as with `save`. */
  saveHomework: procedure
    .input(
      z.object({
        id: id.optional(),
        newId: id.optional(),
        lessonId: id,
        text: z.string().trim().min(1).max(4000),
        dueAt: epochMs,
      }),
    )
    .output(homework),
  removeHomework: procedure.input(z.object({ homeworkId: id })).output(z.object({})),
};
