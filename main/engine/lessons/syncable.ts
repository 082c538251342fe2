import { applyAttached, readAttached } from '../library/attached-files.ts';
import { type AppliedChange, defineSyncable } from '../store/define-syncable.ts';
import type { Db } from '../store/store.ts';
import type { SyncableEntity } from '../store/syncable-entity.ts';
import { upsert } from '../store/upsert.ts';
import type { HomeworkBody, LessonBody, ResourceBody } from './bodies.ts';
import { markRemoved, readHomework, readLesson } from './repository.ts';
import { textOfBlocks } from './rules.ts';

/** Longest line of a label, in characters: one line of the waiting list. */
const LABEL_LENGTH = 80;

/** What the ENT and the teacher write of lessons. */
export const lessonsEntities: readonly SyncableEntity[] = [
  defineSyncable<LessonBody>({
    entity: 'lesson',
    apply: applyLesson,
    label: (db, id) => readLesson(db, id)?.title ?? '',
    describe: ({ title, blocks }) => [title, textOfBlocks(blocks)].filter((line) => line !== '').join('\n'),
  }),
  defineSyncable<ResourceBody>({
    entity: 'resource',
    apply: (db, change) =>
      applyAttached(db, 'resource', {
        ...change,
        body: change.body && { ownerId: change.body.lesson_id, file: change.body.file },
      }),
    label: (db, id) => readAttached(db, 'resource', id)?.name ?? '',
    describe: ({ file }) => file.name,
  }),
  defineSyncable<HomeworkBody>({
    entity: 'homework',
    apply: applyHomework,
    label: (db, id) => firstLine(readHomework(db, id)?.text ?? ''),
    describe: ({ text }) => text,
  }),
];

/** What the ENT removes is only marked: its resources and homework have changes of their own. */
function applyLesson(db: Db, { id, body, at }: AppliedChange<LessonBody>): void {
  if (body === null) {
    markRemoved(db, 'lesson', id, at);
    return;
  }
  upsert(db, 'lesson', {
    id,
    class_group_id: body.class_group_id,
    title: body.title,
    starts_at: body.starts_at,
    is_published: Number(body.is_published),
    blocks: JSON.stringify(body.blocks),
    updated_at: at,
    removed_at: null,
  });
}

function applyHomework(db: Db, { id, body, at }: AppliedChange<HomeworkBody>): void {
  if (body === null) {
    markRemoved(db, 'homework', id, at);
    return;
  }
  const { lesson_id, class_group_id, text, due_at } = body;
  upsert(db, 'homework', { id, lesson_id, class_group_id, text, due_at, updated_at: at, removed_at: null });
}

function firstLine(text: string): string {
  const line = text.trim().split('\n')[0] ?? '';
  return line.length > LABEL_LENGTH ? `${line.slice(0, LABEL_LENGTH - 1)}…` : line;
}
