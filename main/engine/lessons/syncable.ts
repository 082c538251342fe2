import { isSameJson } from '../../../preload/contract/same-json.ts';
import { applyAttached, readAllAttached, readAttached, toFileBody } from '../library/attached-files.ts';
import { describeFile, mergeFile } from '../library/rules.ts';
import { type AppliedChange, defineSyncable } from '../store/define-syncable.ts';
import type { Edit } from '../store/edit-log.ts';
import { mergeFields } from '../store/merge/fields.ts';
import type { Db } from '../store/store.ts';
import type { Merged, MergeSides, SyncableEntity } from '../store/syncable-entity.ts';
import { upsert } from '../store/upsert.ts';
import type { HomeworkBody, LessonBody, ResourceBody } from './bodies.ts';
import { isKeptBack } from './kept-documents.ts';
import { mergeBlocksOf } from './merge/blocks.ts';
import { mergeHomeworkText } from './merge/homework-text.ts';
import {
  homeworkBody,
  markRemoved,
  readHomework,
  readHomeworkOf,
  readLesson,
  readSentBody,
} from './repository.ts';
import { textOfBlocks } from './rules.ts';
import { keepVersion } from './versions/keep.ts';

/** Longest line of a label, in characters: one line of the waiting list. */
const LABEL_LENGTH = 80;

/** What the ENT and the teacher write of lessons. */
export const lessonsEntities: readonly SyncableEntity[] = [
  defineSyncable<LessonBody>({
    entity: 'lesson',
    apply: applyLesson,
    label: (db, id) => readLesson(db, id)?.title ?? '',
    describe: (db, { class_group_id, title, starts_at, is_published, publish_at, blocks }) => [
      { name: 'title', value: title },
      { name: 'classGroup', value: nameOfClass(db, class_group_id) },
      { name: 'startsAt', value: starts_at },
      { name: 'isPublished', value: is_published },
      { name: 'publishAt', value: publish_at ?? '' },
      { name: 'text', value: textOfBlocks(blocks) },
    ],
    merge: mergeLesson,
    removedWith,
  }),
  defineSyncable<ResourceBody>({
    entity: 'resource',
    apply: applyResource,
    label: (db, id) => readAttached(db, 'resource', id)?.name ?? '',
    describe: (_db, { file }) => describeFile(file),
    merge: (sides) => mergeFile('resource', sides),
    isKeptHere: isResourceKept,
  }),
  defineSyncable<HomeworkBody>({
    entity: 'homework',
    apply: applyHomework,
    label: (db, id) => firstLine(readHomework(db, id)?.text ?? ''),
    describe: (db, { class_group_id, text, due_at, expected_minutes, hand_in }) => [
      { name: 'text', value: text },
      { name: 'dueAt', value: due_at },
      { name: 'expectedMinutes', value: expected_minutes ?? '' },
      { name: 'handIn', value: hand_in ?? '' },
      { name: 'classGroup', value: nameOfClass(db, class_group_id) },
    ],
    merge: mergeHomework,
  }),
];

/** The text block by block, the rest field by field: two titles, dates or publications are the teacher's to choose. */
function mergeLesson(sides: MergeSides<LessonBody>): Merged {
  const { base, mine, theirs } = sides;
  const { body, clashes } = mergeFields({ ...base }, { ...mine }, { ...theirs });
  const blocks = mergeBlocksOf({
    ...sides,
    base: base?.blocks ?? [],
    mine: mine.blocks,
    theirs: theirs.blocks,
  });
  const isSettled = clashes.every((name) => name === 'blocks') && !arePublicationsTwo(sides);
  return { body: { ...body, blocks }, isSettled };
}

/** What is to be done is put together line by line, as where it is typed; two dates, durations or ways to hand in are the teacher's. */
function mergeHomework({ base, mine, theirs }: MergeSides<HomeworkBody>): Merged {
  const { body, clashes } = mergeFields({ ...base }, { ...mine }, { ...theirs });
  const merged = mergeHomeworkText({ base: base?.text ?? '', mine: mine.text, theirs: theirs.text });
  const isSettled = clashes.every((name) => name === 'text' && merged !== null);
  return { body: { ...body, text: merged ?? mine.text }, isSettled };
}

/** A publication is one decision in two fields: what both sides decided differently is not put together of halves. */
function arePublicationsTwo({ base, mine, theirs }: MergeSides<LessonBody>): boolean {
  const decided = ({ is_published = false, publish_at = null }: Partial<LessonBody>) =>
    `${is_published} ${publish_at}`;
  const [before, ours, others] = [decided(base ?? {}), decided(mine), decided(theirs)];
  return ours !== before && others !== before && ours !== others;
}

/** The documents and the homework that carry the lesson's own instant of removal. */
function removedWith(db: Db, lessonId: string): Edit[] {
  const removedAt = readLesson(db, lessonId)?.removedAt ?? null;
  if (removedAt === null) return [];
  const resources = readAllAttached(db, 'resource', lessonId).filter(
    (row) => row.removed_at === removedAt && !isKeptBack(db, row),
  );
  const homework = readHomeworkOf(db, lessonId).filter((row) => row.removedAt === removedAt);
  return [
    ...resources.map((row): Edit => {
      const body: ResourceBody = { lesson_id: lessonId, file: toFileBody(row) };
      return { entity: 'resource', entityId: row.id, body: { ...body }, blobs: [row.sha256] };
    }),
    ...homework.map(
      (row): Edit => ({ entity: 'homework', entityId: row.id, body: { ...homeworkBody(row) } }),
    ),
  ];
}

/**
 * What the ENT removes is only marked: its resources and homework have changes of their own. A text that another one takes the
 * place of is kept as a version.
 */
function applyLesson(db: Db, { id, body, at }: AppliedChange<LessonBody>): void {
  if (body === null) {
    markRemoved(db, 'lesson', id, at);
    return;
  }
  const written = readSentBody(db, id);
  if (written !== undefined && !isSameJson(written.blocks, body.blocks))
    keepVersion(db, id, { now: at, reason: 'merge' });
  upsert(db, 'lesson', {
    id,
    class_group_id: body.class_group_id,
    title: body.title,
    starts_at: body.starts_at,
    is_published: Number(body.is_published),
    publish_at: body.publish_at ?? null,
    blocks: JSON.stringify(body.blocks),
    updated_at: at,
    removed_at: null,
  });
}

/** What is kept back is not at the ENT, which may say so: it hangs here all the same. */
function applyResource(db: Db, change: AppliedChange<ResourceBody>): void {
  const { id, body } = change;
  if (body === null && isResourceKept(db, id)) return;
  const attached = body && { ownerId: body.lesson_id, file: body.file };
  applyAttached(db, 'resource', { ...change, body: attached });
}

function isResourceKept(db: Db, id: string): boolean {
  const row = readAttached(db, 'resource', id);
  return row !== undefined && row.removed_at === null && isKeptBack(db, row);
}

function applyHomework(db: Db, { id, body, at }: AppliedChange<HomeworkBody>): void {
  if (body === null) {
    markRemoved(db, 'homework', id, at);
    return;
  }
  const { lesson_id, class_group_id, text, due_at, expected_minutes = null, hand_in = null } = body;
  const said = { id, lesson_id, class_group_id, text, due_at, expected_minutes, hand_in };
  upsert(db, 'homework', { ...said, updated_at: at, removed_at: null });
}

function nameOfClass(db: Db, id: string): string {
  return (
    (db.prepare('SELECT name FROM class_group WHERE id = ?').pluck().get(id) as string | undefined) ?? ''
  );
}

function firstLine(text: string): string {
  const line = text.trim().split('\n')[0] ?? '';
  return line.length > LABEL_LENGTH ? `${line.slice(0, LABEL_LENGTH - 1)}…` : line;
}
