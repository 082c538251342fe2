import type { HandIn } from '../../../preload/contract/domain.ts';
import type { EditedEntity } from '../store/edit-log.ts';
import type { Db } from '../store/store.ts';
import type { BlockBody, HomeworkBody, LessonBody } from './bodies.ts';
import { joinText, type KeptBlock } from './teacher-blocks.ts';

export interface LessonRow {
  readonly id: string;
  readonly classGroupId: string;
  readonly classGroupName: string;
  readonly title: string;
  readonly startsAt: number;
  readonly isPublished: 0 | 1;
  readonly publishAt: number | null;
  /** The lesson that it was copied from first; null: it is no copy. */
  readonly familyId: string | null;
  readonly updatedAt: number;
  readonly removedAt: number | null;
}

const LESSONS = `
  SELECT lesson.id, class_group_id AS classGroupId, COALESCE(class_group.name, '') AS classGroupName, title,
    starts_at AS startsAt, is_published AS isPublished, publish_at AS publishAt,
    family_id AS familyId, updated_at AS updatedAt, removed_at AS removedAt
  FROM lesson LEFT JOIN class_group ON class_group.id = class_group_id`;

/** A class group's lessons, or all; from `fromMs` (with it) to `toMs` (without it). */
export interface LessonFilter {
  readonly classGroupId?: string | undefined;
  readonly fromMs?: number | undefined;
  readonly toMs?: number | undefined;
}

/** The lessons that are not removed, in the order in which they take place. */
export function readLessons(db: Db, filter: LessonFilter): LessonRow[] {
  return db
    .prepare(
      `${LESSONS} WHERE removed_at IS NULL AND starts_at >= :fromMs AND starts_at < :toMs
         AND (:classGroupId IS NULL OR class_group_id = :classGroupId) ORDER BY starts_at, lesson.id`,
    )
    .all({
      classGroupId: filter.classGroupId ?? null,
      fromMs: filter.fromMs ?? Number.MIN_SAFE_INTEGER,
      toMs: filter.toMs ?? Number.MAX_SAFE_INTEGER,
    }) as LessonRow[];
}

/** A lesson and its copies that are not removed, soonest first. */
export function readFamily(db: Db, familyId: string): LessonRow[] {
  return db
    .prepare(
      `${LESSONS} WHERE removed_at IS NULL AND (lesson.id = :familyId OR family_id = :familyId) ORDER BY starts_at, lesson.id`,
    )
    .all({ familyId }) as LessonRow[];
}

/** Says of a copy what it is a copy of. */
export function writeFamily(db: Db, id: string, familyId: string): void {
  db.prepare('UPDATE lesson SET family_id = ? WHERE id = ?').run(familyId, id);
}

/** One lesson, removed or not. */
export function readLesson(db: Db, id: string): LessonRow | undefined {
  return db.prepare(`${LESSONS} WHERE lesson.id = ?`).get(id) as LessonRow | undefined;
}

/** The whole text of a lesson, as its teacher reads it. */
export function readText(db: Db, lessonId: string): BlockBody[] {
  const kept = db.prepare('SELECT teacher_blocks FROM lesson WHERE id = ?').pluck().get(lessonId) as string;
  return joinText(readShownBlocks(db, lessonId), JSON.parse(kept) as KeptBlock[]);
}

/** What students may be shown of it. */
function readShownBlocks(db: Db, lessonId: string): BlockBody[] {
  const text = db.prepare('SELECT blocks FROM lesson WHERE id = ?').pluck().get(lessonId) as string;
  return JSON.parse(text) as BlockBody[];
}

/** A lesson with all that its teacher wrote in it: never sent so. */
export function readLessonBody(db: Db, id: string): LessonBody | undefined {
  const body = readSentBody(db, id);
  return body && { ...body, blocks: readText(db, id) };
}

/** A lesson in the words of the ENT sync API: what its students may be shown. */
export function readSentBody(db: Db, id: string): LessonBody | undefined {
  const row = readLesson(db, id);
  return row === undefined
    ? undefined
    : {
        class_group_id: row.classGroupId,
        title: row.title,
        starts_at: row.startsAt,
        is_published: row.isPublished === 1,
        publish_at: row.publishAt ?? undefined,
        blocks: readShownBlocks(db, id),
      };
}

/** The lessons in which something is for their teacher alone. */
export function readLessonsWithTeacherBlocks(db: Db): string[] {
  return db
    .prepare("SELECT id FROM lesson WHERE teacher_blocks <> '[]' AND removed_at IS NULL ORDER BY id")
    .pluck()
    .all() as string[];
}

export interface HomeworkRow {
  readonly id: string;
  readonly lessonId: string | null;
  readonly classGroupId: string;
  readonly classGroupName: string;
  readonly text: string;
  readonly dueAt: number;
  readonly expectedMinutes: number | null;
  readonly handIn: HandIn | null;
  readonly removedAt: number | null;
}

const HOMEWORK = `
  SELECT homework.id, lesson_id AS lessonId, class_group_id AS classGroupId,
    COALESCE(class_group.name, '') AS classGroupName, text, due_at AS dueAt,
    expected_minutes AS expectedMinutes, hand_in AS handIn, removed_at AS removedAt
  FROM homework LEFT JOIN class_group ON class_group.id = class_group_id`;

/** One homework, removed or not. */
export function readHomework(db: Db, id: string): HomeworkRow | undefined {
  return db.prepare(`${HOMEWORK} WHERE homework.id = ?`).get(id) as HomeworkRow | undefined;
}

/** A lesson's homework, removed or not, by due date. */
export function readHomeworkOf(db: Db, lessonId: string): HomeworkRow[] {
  return db
    .prepare(`${HOMEWORK} WHERE lesson_id = ? ORDER BY due_at, homework.id`)
    .all(lessonId) as HomeworkRow[];
}

/** Homework due from `fromMs` (with it) to `toMs` (without it), of a class or of all. */
export function readHomeworkDue(
  db: Db,
  { fromMs, toMs, classGroupId = null }: HomeworkPeriod,
): HomeworkRow[] {
  return db
    .prepare(
      `${HOMEWORK} WHERE removed_at IS NULL AND due_at >= :fromMs AND due_at < :toMs
         AND (:classGroupId IS NULL OR class_group_id = :classGroupId) ORDER BY due_at, homework.id`,
    )
    .all({ fromMs, toMs, classGroupId }) as HomeworkRow[];
}

export interface HomeworkPeriod {
  readonly fromMs: number;
  readonly toMs: number;
  readonly classGroupId?: string | null | undefined;
}

/** A piece of homework in the words of the ENT sync API. */
export function homeworkBody(row: HomeworkRow): HomeworkBody {
  const { lessonId: lesson_id, classGroupId: class_group_id, text, dueAt: due_at } = row;
  const [expected_minutes, hand_in] = [row.expectedMinutes ?? undefined, row.handIn ?? undefined];
  return { lesson_id, class_group_id, text, due_at, expected_minutes, hand_in };
}

/** Marks a lesson or a homework as removed, or with null as there again. */
export function markRemoved(
  db: Db,
  table: 'lesson' | 'homework',
  id: string,
  removedAt: number | null,
): void {
  db.prepare(`UPDATE ${table} SET removed_at = ? WHERE id = ?`).run(removedAt, id);
}

/** The homework that a document of a lesson was joined to; null where there is none, or it is removed. */
export function readHomeworkOfResource(db: Db, resourceId: string): string | null {
  const id = db
    .prepare(
      `SELECT homework_id FROM homework_document JOIN homework ON homework.id = homework_id
       JOIN resource ON resource.id = resource_id AND resource.lesson_id = homework.lesson_id
       WHERE resource_id = ? AND homework.removed_at IS NULL`,
    )
    .pluck()
    .get(resourceId);
  return (id as string | undefined) ?? null;
}

/** Says of a document which homework it was joined to. */
export function noteHomeworkOf(db: Db, resourceId: string, homeworkId: string): void {
  db.prepare('INSERT OR REPLACE INTO homework_document (resource_id, homework_id) VALUES (?, ?)').run(
    resourceId,
    homeworkId,
  );
}

/** The documents that were joined to a piece of homework, removed ones too. */
export function readDocumentsOfHomework(db: Db, homeworkId: string): string[] {
  return db
    .prepare('SELECT resource_id FROM homework_document WHERE homework_id = ? ORDER BY resource_id')
    .pluck()
    .all(homeworkId) as string[];
}

/** What hangs on a lesson. */
export interface PartRow {
  readonly entity: Extract<EditedEntity, 'resource' | 'homework'>;
  readonly id: string;
  readonly lessonId: string;
  readonly removedAt: number | null;
}

const PARTS = `
  SELECT 'resource' AS entity, id, lesson_id AS lessonId, removed_at AS removedAt FROM resource
  UNION ALL SELECT 'homework', id, lesson_id, removed_at FROM homework WHERE lesson_id IS NOT NULL`;

/** The resources and the homework of a lesson, removed ones too. */
export function readParts(db: Db, lessonId: string): PartRow[] {
  return db.prepare(`SELECT * FROM (${PARTS}) WHERE lessonId = ?`).all(lessonId) as PartRow[];
}

/** The same for all lessons, to list them without asking once a lesson. */
export function readAllParts(db: Db): PartRow[] {
  return db.prepare(PARTS).all() as PartRow[];
}
