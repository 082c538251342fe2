import * as z from 'zod';
import { coefficientTimes100, epochMs, pointsTimes100, sha256, shownMs, wireId } from './words.ts';

/** A document named by its bytes; `name` is what people see. */
export const fileRef = z.looseObject({
  id: wireId,
  name: z.string().min(1).max(300),
  sha256,
  bytes: z.number().int().nonnegative(),
  media_type: z.string().max(200),
});
export type FileRef = z.infer<typeof fileRef>;

/** One block of a lesson's text; `variant` is another version of the block `of`, made on `device` meanwhile. */
export const lessonBlock = z.looseObject({
  id: wireId,
  content: z.record(z.string(), z.unknown()),
  variant: z.looseObject({ of: wireId, device: z.string() }).optional().catch(undefined),
});

/** A hundred hours: a project over a whole term. */
const EXPECTED_MINUTES_MAX = 6000;

/** Moodle has no limit of its own; nobody hands in a copy so often. */
const ATTEMPTS_MAX = 1000;

/** How far the marking of a copy has come, where that is followed; students see what is `released`. */
export const MARKING_STATES = [
  'not-marked',
  'in-marking',
  'marked',
  'in-review',
  'ready',
  'released',
] as const;

/** How students hand homework in. */
export const HAND_INS = ['online', 'paper'] as const;

export const GRADE_STANDINGS = ['absent', 'exempt', 'not-handed-in', 'late'] as const;

/**
 * Bodies, by entity. Teachers write those of TEACHER_ENTITIES; the ENT
 * alone writes the others. A submission exists for every student of an assignment, so that a grade can be named
 * by its submission: two devices that grade one copy offline meet in one entity, as a conflict, never as two grades.
 */
export const bodies = {
  school_year: z.looseObject({ label: z.string(), starts_at: shownMs, ends_at: shownMs }),
  period: z.looseObject({ label: z.string(), starts_at: shownMs, ends_at: shownMs, is_closed: z.boolean() }),
  subject: z.looseObject({ name: z.string() }),
  class_group: z.looseObject({ name: z.string(), subject_id: wireId }),
  student: z.looseObject({ first_name: z.string(), last_name: z.string(), class_group_ids: z.array(wireId) }),
  assignment: z.looseObject({
    class_group_id: wireId,
    period_id: wireId.nullable(),
    title: z.string(),
    instructions: z.string(),
    max_x100: pointsTimes100.positive(),
    coefficient_x100: coefficientTimes100,
    due_at: shownMs.nullable(),
  }),
  submission: z.looseObject({
    assignment_id: wireId,
    student_id: wireId,
    status: z.enum(['submitted', 'late', 'missing']),
    submitted_at: shownMs.nullable(),
    text: z.string(),
    files: z.array(fileRef),
  }),
  /** `id` of a grade = id of its submission. */
  grade: z.looseObject({
    submission_id: wireId,
    points_x100: pointsTimes100.nullable(),
    standing: z.enum(GRADE_STANDINGS).nullable().optional(),
    is_counted: z.boolean().optional(),
  }),
  /** What the teacher decides of an assignment; `id` = id of the assignment. */
  assessment: z.looseObject({
    assignment_id: wireId,
    publish_at: shownMs.nullable(),
    counting: z.enum(['ordinary', 'bonus']).optional(),
  }),
  /** Where the work on a copy stands, beside its grade; `id` = id of its submission. */
  handling: z.looseObject({
    submission_id: wireId,
    extended_to: shownMs.nullable(),
    attempt: z.number().int().min(1).max(ATTEMPTS_MAX),
    state: z.enum(MARKING_STATES).nullable(),
  }),
  comment: z.looseObject({ submission_id: wireId, text: z.string().min(1).max(4000) }),
  feedback: z.looseObject({ submission_id: wireId, file: fileRef }),
  lesson: z.looseObject({
    class_group_id: wireId,
    title: z.string().min(1).max(300),
    starts_at: shownMs,
    is_published: z.boolean(),
    publish_at: shownMs.nullable().optional(),
    blocks: z.array(lessonBlock),
  }),
  resource: z.looseObject({ lesson_id: wireId, file: fileRef }),
  homework: z.looseObject({
    lesson_id: wireId.nullable(),
    class_group_id: wireId,
    text: z.string().min(1).max(4000),
    due_at: shownMs,
    expected_minutes: z.number().int().min(1).max(EXPECTED_MINUTES_MAX).optional(),
    hand_in: z.enum(HAND_INS).optional(),
  }),
} as const;
export type EntityName = keyof typeof bodies;
export type Body<E extends EntityName> = z.infer<(typeof bodies)[E]>;
export const TEACHER_ENTITIES = [
  'grade',
  'comment',
  'feedback',
  'lesson',
  'resource',
  'homework',
  'assessment',
  'handling',
] as const;

/** `entity` may be unknown to this version: such a change is parked, never dropped. */
export const change = z.looseObject({
  entity: z.string(),
  id: wireId,
  version: z.number().int().positive(),
  /** Name of who wrote it, to be shown beside a conflict. */
  by: z.string(),
  /** Account that wrote it; absent when the ENT itself did. */
  by_id: wireId.optional(),
  at: epochMs,
  deleted: z.boolean().optional(),
  body: z.record(z.string(), z.unknown()).nullable(),
});
export type Change = z.infer<typeof change>;

/** Changes in a page of the feed: what may be asked for, and what comes where nothing is. */
export const CHANGES_PAGE_MAX = 1000;
export const CHANGES_PAGE_DEFAULT = 500;

/** One page of the feed. `more`: ask again at once with its cursor. */
export const changesPage = z.looseObject({ changes: z.array(change), cursor: z.string(), more: z.boolean() });
export type ChangesPage = z.infer<typeof changesPage>;

/** `entities`: only these kinds; absent: all. */
export const versionsRequest = z.object({
  entities: z.array(z.string().min(1).max(100)).min(1).max(100).optional(),
});

/**
 * The version of every living entity, by kind and id: `{"grade": {"s1": 3}}`. What is not named does not exist.
 *
 * `cursor` is where the feed stood: whoever has fetched the differences goes on from there.
 */
export const versionsReply = z.looseObject({
  dataset_id: wireId,
  cursor: z.string(),
  versions: z.record(z.string(), z.record(z.string(), z.number().int().positive())),
});
export type VersionsReply = z.infer<typeof versionsReply>;

export const CHANGES_FETCH_MAX = 500;
export const entityRef = z.object({ entity: z.string().min(1).max(100), id: wireId });
export type EntityRef = z.infer<typeof entityRef>;
export const changesFetchRequest = z.object({ entities: z.array(entityRef).min(1).max(CHANGES_FETCH_MAX) });

/** `missing`: the ENT knows nothing of them. `left`: not answered, because the reply was full; ask again. */
export const changesFetchReply = z.looseObject({
  changes: z.array(change),
  missing: z.array(entityRef),
  left: z.array(entityRef),
});
export type ChangesFetchReply = z.infer<typeof changesFetchReply>;
