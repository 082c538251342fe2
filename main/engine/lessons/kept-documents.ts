import { keptDocuments } from '../../../preload/contract/teacher-blocks.ts';
import type { AttachedRow } from '../library/attached-files.ts';
import type { Db } from '../store/store.ts';
import { readHomeworkOfResource, readLesson, readText } from './repository.ts';

/** Whether a document of a lesson stays with its teacher, as long as what alone shows it does. */
export function isKeptBack(db: Db, { id, ownerId, sha256 }: AttachedRow): boolean {
  if (readLesson(db, ownerId) === undefined || !keptDocuments(readText(db, ownerId)).has(sha256))
    return false;
  return readHomeworkOfResource(db, id) === null;
}
