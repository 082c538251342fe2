import type { VersionReason } from '../../../../preload/contract/lesson-versions.ts';
import type { Db } from '../../store/store.ts';
import type { BlockBody } from '../bodies.ts';
import type { KeptVersion } from './rules.ts';

export interface VersionRow extends KeptVersion {
  readonly reason: VersionReason;
  readonly title: string;
}

/** The versions of a lesson, oldest first. */
export function readVersions(db: Db, lessonId: string): VersionRow[] {
  const rows = db
    .prepare(
      `SELECT id, written_at AS writtenAt, reason, is_shown AS isShown, title, blocks FROM lesson_version
       WHERE lesson_id = ? ORDER BY id`,
    )
    .all(lessonId) as (Omit<VersionRow, 'isShown' | 'rows'> & { isShown: 0 | 1; blocks: string })[];
  return rows.map(({ blocks, isShown, ...row }) => ({
    ...row,
    isShown: isShown === 1,
    rows: JSON.parse(blocks) as number[],
  }));
}

/** Every block that stands in a version of a lesson, by its row. */
export function readVersionBlocks(db: Db, lessonId: string): Map<number, BlockBody> {
  const rows = db.prepare('SELECT id, body FROM lesson_version_block WHERE lesson_id = ?').all(lessonId);
  return new Map(
    (rows as { id: number; body: string }[]).map(({ id, body }) => [id, JSON.parse(body) as BlockBody]),
  );
}
