import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { ErasedCounts } from '../../../../preload/contract/erasure.ts';
import type { Db } from '../../store/store.ts';
import { documentsOf } from './documents.ts';
import { ATTACHED_TO_SCOPE, valuesOf } from './kept-files.ts';
import { entitiesOf, type Scope } from './scope.ts';

/** Folders of an account whose contents an erasure removes or makes anew. */
export const backUpsFolder = (directory: string) => join(directory, 'backups');

/** Automatic copies of the database. */
export function backUpsIn(directory: string): string[] {
  const folder = backUpsFolder(directory);
  return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
}

/** Earlier states of the account that were put aside when a backup file was opened. */
export function setAsideFolders(directory: string): string[] {
  const accounts = dirname(directory);
  return readdirSync(accounts)
    .filter((name) => name.startsWith(`${basename(directory)}-before-`))
    .map((name) => join(accounts, name));
}

/** How much a scope is. Documents: all that it uses, until the erasure knows which of them nothing else does. */
export function countScope(db: Db, scope: Scope, directory: string): ErasedCounts {
  const { hashes } = documentsOf(db, scope);
  const submissions = JSON.stringify(scope.submissions);
  const lessons = JSON.stringify(scope.lessons);
  const count = (rows: string, values: string) =>
    db
      .prepare(`SELECT COUNT(*) FROM ${rows} IN (SELECT value FROM json_each(?))`)
      .pluck()
      .get(values) as number;
  return {
    students: scope.students.length,
    assignments: scope.assignments.length,
    submissions: scope.submissions.length,
    grades: count('grade WHERE submission_id', submissions),
    comments: count('comment WHERE removed_at IS NULL AND submission_id', submissions),
    lessons: scope.lessons.length,
    files:
      count('submission_file WHERE submission_id', submissions) +
      count('feedback WHERE removed_at IS NULL AND submission_id', submissions) +
      count('collected_file WHERE removed_at IS NULL AND submission_id', submissions) +
      count('resource WHERE removed_at IS NULL AND lesson_id', lessons),
    unsentEdits: countUnsent(db, scope),
    documents: hashes.length,
    documentBytes: sizeOf(db, hashes),
    backUps: backUpsIn(directory).length,
    setAsideFolders: setAsideFolders(directory).length,
  };
}

/** Of those of which the bytes are here. */
export function sizeOf(db: Db, hashes: readonly string[]): number {
  return db
    .prepare(
      'SELECT COALESCE(SUM(bytes), 0) FROM blob WHERE is_local = 1 AND sha256 IN (SELECT value FROM json_each(?))',
    )
    .pluck()
    .get(JSON.stringify(hashes)) as number;
}

/** How many bytes each document has that is here: asked before its row goes. */
export function localSizes(db: Db): ReadonlyMap<string, number> {
  const rows = db.prepare('SELECT sha256, bytes FROM blob WHERE is_local = 1').raw().all();
  return new Map(rows as [string, number][]);
}

export function bytesOf(hashes: readonly string[], sizes: ReadonlyMap<string, number>): number {
  return hashes.reduce((sum, sha256) => sum + (sizes.get(sha256) ?? 0), 0);
}

/** Of what goes, how many edits the ENT has not acknowledged. */
export function countUnsent(db: Db, scope: Scope): number {
  const names = JSON.stringify(entitiesOf(db, scope).map(({ entity, id }) => `${entity} ${id}`));
  const sql =
    "SELECT COUNT(*) FROM outbox_op WHERE entity || ' ' || entity_id IN (SELECT value FROM json_each(?))";
  return db.prepare(sql).pluck().get(names) as number;
}

/** Files of watched folders that were taken in for what goes. */
export function outsidePaths(db: Db, scope: Scope): string[] {
  return db
    .prepare(
      `SELECT folder.path || '/' || file.path FROM watched_file file JOIN watched_folder folder ON folder.id = folder_id
       WHERE ${ATTACHED_TO_SCOPE} ORDER BY 1`,
    )
    .pluck()
    .all(valuesOf(scope)) as string[];
}

/** Rows of what stays in whose texts a name still stands, whatever their table. */
export function countMentions(db: Db, names: readonly string[]): number {
  if (names.length === 0) return 0;
  const columns = db
    .prepare(
      `SELECT list.name AS tableName, info.name AS columnName FROM pragma_table_list list, pragma_table_info(list.name) info
       WHERE list.schema = 'main' AND list.type = 'table' AND info.type = 'TEXT'
         AND list.name NOT IN ('search_entry', 'erasure', 'kept_out')`,
    )
    .all() as { tableName: string; columnName: string }[];
  const wanted = names.map((name) => name.toLowerCase());
  let mentions = 0;
  for (const { tableName, columnName } of columns) {
    const texts = db.prepare(`SELECT "${columnName}" FROM "${tableName}"`).pluck().iterate();
    for (const text of texts)
      if (typeof text === 'string' && wanted.some((name) => text.toLowerCase().includes(name))) mentions += 1;
  }
  return mentions;
}
