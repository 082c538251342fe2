import type { Db } from '../store/store.ts';

export interface FolderRow {
  readonly id: string;
  readonly path: string;
  /** Null: what is in it has not been noted yet. */
  readonly firstReadAt: number | null;
  readonly removedAt: number | null;
  /** Whose scanned copies arrive in it; null: files of any kind. */
  readonly assignmentId: string | null;
}

export type FileState = 'new' | 'held' | 'same' | 'proposed' | 'refused' | 'accepted' | 'ignored';

/** A file of a watched folder, as it was when it was last looked at. */
export interface FileRow {
  readonly id: string;
  readonly folderId: string;
  /** Relative to its folder. */
  readonly path: string;
  readonly bytes: number;
  readonly modifiedAt: number;
  readonly isWaiting: 0 | 1;
  readonly state: FileState;
  readonly reason: string | null;
  readonly sha256: string | null;
  readonly documentId: string | null;
  readonly attachedKind: 'lesson' | 'submission' | null;
  readonly attachedId: string | null;
  readonly foundAt: number;
  /** How many copies got pages of it by itself; null: it was not cut. */
  readonly pileCopies: number | null;
}

/** What tells one version of a file from another without opening it. */
export interface SeenFile {
  readonly path: string;
  readonly bytes: number;
  readonly modifiedAt: number;
}

const FOLDERS = `
  SELECT id, path, first_read_at AS firstReadAt, removed_at AS removedAt, assignment_id AS assignmentId FROM watched_folder`;
const FILES = `
  SELECT file.id, folder_id AS folderId, file.path, bytes, modified_at AS modifiedAt, is_waiting AS isWaiting, state, reason,
    sha256, document_id AS documentId, attached_kind AS attachedKind, attached_id AS attachedId, found_at AS foundAt,
    pile_copies AS pileCopies
  FROM watched_file file`;

/** The folders that are watched, in the order in which they were added. */
export function readFolders(db: Db): FolderRow[] {
  return db.prepare(`${FOLDERS} WHERE removed_at IS NULL ORDER BY added_at, id`).all() as FolderRow[];
}

export function findFolder(db: Db, by: { id: string } | { path: string }): FolderRow | undefined {
  return 'id' in by
    ? (db.prepare(`${FOLDERS} WHERE id = ?`).get(by.id) as FolderRow | undefined)
    : (db.prepare(`${FOLDERS} WHERE path = ?`).get(by.path) as FolderRow | undefined);
}

/** Makes a folder known, if it is not. */
export function insertFolder(
  db: Db,
  folder: { id: string; path: string; addedAt: number; removedAt: number | null },
): void {
  db.prepare(
    `INSERT INTO watched_folder (id, path, added_at, removed_at) VALUES (:id, :path, :addedAt, :removedAt)
     ON CONFLICT (path) DO NOTHING`,
  ).run(folder);
}

/** Makes a file known, if it is not. */
export function insertFile(
  db: Db,
  file: Pick<FileRow, 'id' | 'folderId' | 'path' | 'bytes' | 'modifiedAt' | 'foundAt'>,
): void {
  db.prepare(
    `INSERT INTO watched_file (id, folder_id, path, bytes, modified_at, is_waiting, state, found_at)
     VALUES (:id, :folderId, :path, :bytes, :modifiedAt, 0, 'held', :foundAt) ON CONFLICT (folder_id, path) DO NOTHING`,
  ).run(file);
}

export function findFileAt(db: Db, folderId: string, path: string): FileRow | undefined {
  return db.prepare(`${FILES} WHERE folder_id = ? AND file.path = ?`).get(folderId, path) as
    | FileRow
    | undefined;
}

/** Whether a file is as it was when it was last noted. */
export function isNoted(db: Db, folderId: string, seen: SeenFile): boolean {
  const known =
    'SELECT 1 FROM watched_file WHERE folder_id = ? AND path = ? AND bytes = ? AND modified_at = ?';
  return db.prepare(known).get(folderId, seen.path, seen.bytes, seen.modifiedAt) !== undefined;
}

/** Notes files that are to be read, or (`held`) that stay outside. One that changed is to be read again. */
export function noteFiles(
  db: Db,
  files: readonly SeenFile[],
  note: { folderId: string; now: number; isHeld: boolean; newId: () => string },
): void {
  const write = db.prepare(
    `INSERT INTO watched_file (id, folder_id, path, bytes, modified_at, is_waiting, state, found_at)
     VALUES (:id, :folderId, :path, :bytes, :modifiedAt, :isWaiting, :state, :now)
     ON CONFLICT (folder_id, path) DO UPDATE SET bytes = excluded.bytes, modified_at = excluded.modified_at, is_waiting = 1
       WHERE bytes <> excluded.bytes OR modified_at <> excluded.modified_at`,
  );
  const { folderId, now, isHeld, newId } = note;
  const common = { folderId, now, isWaiting: isHeld ? 0 : 1, state: isHeld ? 'held' : 'new' };
  for (const { path, bytes, modifiedAt } of files)
    write.run({ id: newId(), path, bytes, modifiedAt, ...common });
}

/** The file to be read next, of those folders; the longest waiting first. */
export function nextWaiting(db: Db, folderIds: readonly string[]): FileRow | undefined {
  const places = folderIds.map(() => '?').join(', ');
  return db
    .prepare(`${FILES} WHERE is_waiting = 1 AND folder_id IN (${places}) ORDER BY found_at, path LIMIT 1`)
    .get(...folderIds) as FileRow | undefined;
}

export function findFile(db: Db, id: string): FileRow | undefined {
  return db.prepare(`${FILES} WHERE file.id = ?`).get(id) as FileRow | undefined;
}

/** Another file of the same bytes, one that is still undecided first. */
export function findSameBytes(db: Db, sha256: string, notId: string): FileRow | undefined {
  return db
    .prepare(
      `${FILES} WHERE sha256 = ? AND file.id <> ? AND state <> 'same' ORDER BY state <> 'proposed' LIMIT 1`,
    )
    .get(sha256, notId) as FileRow | undefined;
}

/** Whether the teacher has brought these bytes in by hand. */
export function isInLibrary(db: Db, sha256: string): boolean {
  return db.prepare('SELECT 1 FROM document WHERE original_sha256 = ?').get(sha256) !== undefined;
}

/** Changes what is known of a file; what is not named stays. */
export function changeFile(
  db: Db,
  id: string,
  change: Partial<Omit<FileRow, 'id'>> & { decidedAt?: number | null },
): void {
  const columns = Object.keys(change).map((key) => `${columnOf(key)} = :${key}`);
  db.prepare(`UPDATE watched_file SET ${columns.join(', ')} WHERE id = :id`).run({ id, ...change });
}

function columnOf(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

export function forgetFile(db: Db, id: string): void {
  db.prepare('DELETE FROM watched_file WHERE id = ?').run(id);
}

/** A file, and what is to be known of its folder. */
export type UndecidedRow = FileRow & {
  readonly folderPath: string;
  readonly assignmentId: string | null;
};

/** Files that wait for the teacher's word, the latest first. */
export function readUndecided(db: Db, limit: number): UndecidedRow[] {
  return db
    .prepare(
      `${FILES.replace('SELECT', 'SELECT folder.path AS folderPath, folder.assignment_id AS assignmentId,')} JOIN watched_folder folder ON folder.id = folder_id
       WHERE state IN ('proposed', 'refused') ORDER BY found_at DESC, file.id DESC LIMIT ?`,
    )
    .all(limit) as UndecidedRow[];
}

export function countUndecided(db: Db): number {
  const count = "SELECT COUNT(*) FROM watched_file WHERE state IN ('proposed', 'refused')";
  return db.prepare(count).pluck().get() as number;
}

export function countFiles(db: Db, folderId: string): { waitingCount: number; heldCount: number } {
  return db
    .prepare(
      `SELECT COALESCE(SUM(is_waiting), 0) AS waitingCount,
         COALESCE(SUM(state = 'held' AND is_waiting = 0), 0) AS heldCount FROM watched_file WHERE folder_id = ?`,
    )
    .get(folderId) as { waitingCount: number; heldCount: number };
}

/** A pile of which every page went to a copy by itself. */
export interface WholePile extends Pick<FileRow, 'path' | 'foundAt'> {
  readonly pileCopies: number;
}

/** The last one of a folder. */
export function findLastPile(db: Db, folderId: string): WholePile | undefined {
  return db
    .prepare(
      `${FILES} WHERE folder_id = ? AND pile_copies IS NOT NULL AND state = 'ignored' ORDER BY found_at DESC, file.id DESC LIMIT 1`,
    )
    .get(folderId) as WholePile | undefined;
}
