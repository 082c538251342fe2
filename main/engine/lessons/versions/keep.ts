import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { VersionReason } from '../../../../preload/contract/lesson-versions.ts';
import { readSchoolTime } from '../../store/school-time.ts';
import type { Db } from '../../store/store.ts';
import type { BlockBody } from '../bodies.ts';
import { type LessonRow, readLesson, readText } from '../repository.ts';
import { isShown } from '../rules.ts';
import { readVersions } from './repository.ts';
import { beyondBytes, PAUSE_MS, thinnedOut } from './rules.ts';

/** 4 MiB: what a lesson of fifty pages with formulas, written anew ten times over, comes to. */
const LESSON_BYTES = 4 * 2 ** 20;
/** 256 MiB for all lessons: a tenth of what a teacher's documents are. */
const TOTAL_BYTES = 256 * 2 ** 20;
/** An undo and a redo come back to one of the last few texts. */
const SAME_AMONG = 4;

/**
 * Keeps a lesson's text as it is now, before an edit or once students are shown it. Call inside the edit's transaction.
 *
 * For a `pause` that is done each ten minutes at most, or when students were shown it since; for any other reason always.
 * A text without a block, one that stays as it is (`next`), and one of the last that were kept, is not kept.
 */
export function keepVersion(
  db: Db,
  lessonId: string,
  { now, reason, next }: { now: number; reason: VersionReason; next?: readonly BlockBody[] },
): void {
  const row = readLesson(db, lessonId);
  if (row === undefined) return;
  const last = db
    .prepare('SELECT kept_at FROM lesson_version WHERE lesson_id = ? ORDER BY id DESC LIMIT 1')
    .pluck()
    .get(lessonId) as number | undefined;
  const { publishAt, title, updatedAt } = row;
  const wasJustShown = publishAt !== null && publishAt <= now && (last ?? 0) < publishAt;
  // A clock that was set back says nothing of a pause.
  if (reason === 'pause' && !wasJustShown && last !== undefined && Math.abs(now - last) < PAUSE_MS) return;
  const text = readText(db, lessonId);
  if (text.length === 0 || isDeepStrictEqual(text, next)) return;
  const blocks = JSON.stringify(rowsOf(db, lessonId, text));
  if (isKept(db, lessonId, { blocks, title, reason })) return;
  db.prepare(
    `INSERT INTO lesson_version (lesson_id, written_at, kept_at, reason, is_shown, title, blocks)
     VALUES (@lessonId, @updatedAt, @now, @reason, @isShown, @title, @blocks)`,
  ).run({ lessonId, updatedAt, now, reason, isShown: Number(isShown(row, now)), title, blocks });
  thin(db, lessonId, now);
}

/** A text that students are shown from now on is kept as it is. `before`: the lesson before this edit. */
export function keepOnceShown(
  db: Db,
  lessonId: string,
  { before, now }: { before: LessonRow | undefined; now: number },
): void {
  const after = readLesson(db, lessonId);
  if (after === undefined || !isShown(after, now)) return;
  if (before === undefined || !isShown(before, now)) keepVersion(db, lessonId, { now, reason: 'published' });
}

/**
 * Thins the versions of every lesson, whether or not somebody writes in it, and removes the oldest of all where there are too many.
 *
 * @returns how many are gone
 */
export function thinAllVersions(db: Db, now: number, mostBytes = TOTAL_BYTES): number {
  const count = () => db.prepare('SELECT COUNT(*) FROM lesson_version').pluck().get() as number;
  const before = count();
  const lessons = db.prepare('SELECT DISTINCT lesson_id FROM lesson_version').pluck().all() as string[];
  for (const lessonId of lessons) thin(db, lessonId, now);
  const bytes = db.prepare(
    `SELECT (SELECT COALESCE(SUM(LENGTH(body)), 0) FROM lesson_version_block)
       + (SELECT COALESCE(SUM(LENGTH(blocks)), 0) FROM lesson_version)`,
  );
  const oldest = db.prepare(
    `SELECT id, lesson_id AS lessonId FROM lesson_version AS version
     WHERE id < (SELECT MAX(id) FROM lesson_version WHERE lesson_id = version.lesson_id) ORDER BY written_at, id LIMIT 50`,
  );
  while ((bytes.pluck().get() as number) > mostBytes) {
    const gone = oldest.all() as { id: number; lessonId: string }[];
    if (gone.length === 0) break;
    for (const [lessonId, versions] of Map.groupBy(gone, (version) => version.lessonId))
      remove(
        db,
        lessonId,
        versions.map(({ id }) => id),
      );
  }
  return before - count();
}

/** The versions in which one of these texts stands, whatever the case of its letters, are gone. Call inside a transaction. */
export function removeVersionsNaming(db: Db, names: readonly string[]): void {
  const wanted = names.map((name) => JSON.stringify(name.toLowerCase()).slice(1, -1));
  const isNaming = (text: string) => wanted.some((name) => text.toLowerCase().includes(name));
  const lessons = db.prepare('SELECT DISTINCT lesson_id FROM lesson_version').pluck().all() as string[];
  for (const lessonId of lessons) {
    const rows = db.prepare('SELECT id, body FROM lesson_version_block WHERE lesson_id = ?').all(lessonId);
    const named = new Set(
      (rows as { id: number; body: string }[]).flatMap(({ id, body }) => (isNaming(body) ? [id] : [])),
    );
    const gone = readVersions(db, lessonId).filter(
      (version) => isNaming(JSON.stringify(version.title)) || version.rows.some((row) => named.has(row)),
    );
    remove(
      db,
      lessonId,
      gone.map(({ id }) => id),
    );
  }
}

/** The rows of a text's blocks, in order; new ones where a block never stood in this lesson so. */
function rowsOf(db: Db, lessonId: string, text: readonly BlockBody[]): number[] {
  const known = db.prepare('SELECT id FROM lesson_version_block WHERE lesson_id = ? AND hash = ?').pluck();
  const add = db.prepare('INSERT INTO lesson_version_block (lesson_id, hash, body) VALUES (?, ?, ?)');
  return text.map((block) => {
    const body = JSON.stringify(block);
    const hash = createHash('sha256').update(body).digest('hex');
    const id = known.get(lessonId, hash) as number | undefined;
    return id ?? Number(add.run(lessonId, hash, body).lastInsertRowid);
  });
}

/** Whether the text is one of the last that were kept; it is known then that students were shown it. */
function isKept(
  db: Db,
  lessonId: string,
  { blocks, title, reason }: { blocks: string; title: string; reason: VersionReason },
): boolean {
  const id = db
    .prepare(
      `SELECT id FROM (SELECT id, title, blocks FROM lesson_version WHERE lesson_id = ? ORDER BY id DESC LIMIT ${SAME_AMONG})
       WHERE blocks = ? AND title = ? ORDER BY id DESC LIMIT 1`,
    )
    .pluck()
    .get(lessonId, blocks, title) as number | undefined;
  if (id === undefined) return false;
  if (reason === 'published')
    db.prepare('UPDATE lesson_version SET reason = ?, is_shown = 1 WHERE id = ?').run(reason, id);
  return true;
}

function thin(db: Db, lessonId: string, now: number): void {
  const { timeZone } = readSchoolTime(db);
  remove(db, lessonId, thinnedOut(readVersions(db, lessonId), { now, timeZone }));
  const sizes = db.prepare('SELECT id, LENGTH(body) AS bytes FROM lesson_version_block WHERE lesson_id = ?');
  const bytesOf = new Map(
    (sizes.all(lessonId) as { id: number; bytes: number }[]).map(({ id, bytes }) => [id, bytes]),
  );
  remove(db, lessonId, beyondBytes(readVersions(db, lessonId), bytesOf, LESSON_BYTES));
}

/** Removes versions, and the blocks that stand in no other. */
function remove(db: Db, lessonId: string, ids: readonly number[]): void {
  if (ids.length === 0) return;
  db.prepare('DELETE FROM lesson_version WHERE id IN (SELECT value FROM json_each(?))').run(
    JSON.stringify(ids),
  );
  db.prepare(
    `DELETE FROM lesson_version_block WHERE lesson_id = :lessonId AND id NOT IN (
       SELECT value FROM lesson_version, json_each(lesson_version.blocks) WHERE lesson_id = :lessonId)`,
  ).run({ lessonId });
}
