import type { Db } from '../store/store.ts';

/** A document of a lesson that was opened in another program. */
export interface WorkingCopy {
  readonly id: string;
  readonly name: string;
  readonly resourceId: string;
  /** What the present document took the place of, for a teacher who has undone that. */
  readonly replacedId: string | null;
  readonly replacedSha256: string | null;
  readonly resourceSha256: string;
  readonly takenSha256: string;
  readonly usedAt: number;
}

const COPIES = `SELECT id, name, resource_id AS resourceId, replaced_id AS replacedId,
  replaced_sha256 AS replacedSha256, resource_sha256 AS resourceSha256,
  taken_sha256 AS takenSha256, used_at AS usedAt FROM working_copy`;

export function readCopies(db: Db): WorkingCopy[] {
  return db.prepare(`${COPIES} ORDER BY id`).all() as WorkingCopy[];
}

export function findCopy(db: Db, id: string): WorkingCopy | undefined {
  return db.prepare(`${COPIES} WHERE id = ?`).get(id) as WorkingCopy | undefined;
}

/** That of a document; also of one that was put back. */
export function findCopyOf(db: Db, resourceId: string): WorkingCopy | undefined {
  return db
    .prepare(`${COPIES} WHERE resource_id = :resourceId OR replaced_id = :resourceId ORDER BY used_at DESC`)
    .get({ resourceId }) as WorkingCopy | undefined;
}

export function writeCopy(db: Db, copy: WorkingCopy): void {
  db.prepare(
    `INSERT OR REPLACE INTO working_copy (id, name, resource_id, replaced_id, replaced_sha256, resource_sha256, taken_sha256, used_at)
     VALUES (@id, @name, @resourceId, @replacedId, @replacedSha256, @resourceSha256, @takenSha256, @usedAt)`,
  ).run(copy);
}

export function forgetCopy(db: Db, id: string): void {
  db.prepare('DELETE FROM working_copy WHERE id = ?').run(id);
}
