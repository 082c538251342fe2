import { createHash } from 'node:crypto';
import type { Db } from './store.ts';

/** An entity by the names that the sync API gives. */
export interface EntityName {
  readonly entity: string;
  readonly id: string;
}

/** What a change of the ENT's is about. */
export interface AboutEntity extends EntityName {
  readonly body: Readonly<Record<string, unknown>> | null;
}

/** Fields of bodies by which one entity hangs on another. */
const HANGS_ON: Readonly<Record<string, string>> = {
  student_id: 'student',
  submission_id: 'submission',
  assignment_id: 'assignment',
  class_group_id: 'class_group',
  lesson_id: 'lesson',
};

/** A grade and a handling have their submission's id, an assessment its assignment's. */
const NAMED_AFTER: Readonly<Record<string, string>> = {
  grade: 'submission',
  handling: 'submission',
  assessment: 'assignment',
};

/** Notes what was erased, as hashes that nobody can read a name from. Call inside a transaction. */
export function keepOut(db: Db, erasureId: string, names: readonly EntityName[]): void {
  const hash = hasher(db);
  const add = db.prepare('INSERT OR IGNORE INTO kept_out (hash, erasure_id) VALUES (?, ?)');
  for (const name of names) add.run(hash(name), erasureId);
}

/**
 * Whether a change is about what was erased here, or hangs on it; counted then, and what hangs is kept out as well.
 *
 * Call inside a transaction.
 */
export function isKeptOut(db: Db, change: AboutEntity): boolean {
  const erasureFor = finder(db);
  for (const name of namesIn(change)) {
    const erasureId = erasureFor(name);
    if (erasureId === null) continue;
    keepOut(db, erasureId, [{ entity: change.entity, id: change.id }]);
    db.prepare('UPDATE erasure SET kept_out_count = kept_out_count + 1 WHERE id = ?').run(erasureId);
    return true;
  }
  return false;
}

/** The erasure that keeps this out, which is not counted; null: none does. */
export function erasureOf(db: Db, name: EntityName): string | null {
  return finder(db)(name);
}

/** A file on this computer, whatever it is called. */
export function fileByBytes(sha256: string): EntityName {
  return { entity: 'file', id: sha256 };
}

/** A file of a watched folder, as it looks without being opened: passed over, it is neither read again nor named in the database. */
export function fileByPlace(file: {
  readonly folderId: string;
  readonly path: string;
  readonly bytes: number;
  readonly modifiedAt: number;
}): EntityName {
  return {
    entity: 'watched-file',
    id: [file.folderId, file.path, file.bytes, file.modifiedAt].join('\0'),
  };
}

/** Nothing is hashed where nothing was erased. */
function finder(db: Db): (name: EntityName) => string | null {
  if (db.prepare('SELECT 1 FROM kept_out LIMIT 1').get() === undefined) return () => null;
  const hash = hasher(db);
  const find = db.prepare('SELECT erasure_id FROM kept_out WHERE hash = ?').pluck();
  return (name) => (find.get(hash(name)) as string | undefined) ?? null;
}

function namesIn({ entity, id, body }: AboutEntity): EntityName[] {
  const after = NAMED_AFTER[entity];
  const refs = Object.entries(HANGS_ON).flatMap(([field, kind]) => {
    const value = body?.[field];
    return typeof value === 'string' ? [{ entity: kind, id: value }] : [];
  });
  return [{ entity, id }, ...(after === undefined ? [] : [{ entity: after, id }]), ...refs];
}

/** Salted: hashes of two databases cannot be compared. */
function hasher(db: Db): (name: EntityName) => string {
  const salt = db.prepare('SELECT salt FROM kept_out_salt').pluck().get() as string;
  return ({ entity, id }) => createHash('sha256').update(`${salt}\0${entity}\0${id}`).digest('hex');
}
