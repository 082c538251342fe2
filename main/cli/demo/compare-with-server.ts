import { createHash } from 'node:crypto';
import type { Body, EntityName } from '../../engine/connectors/ent/wire.ts';
import type { Db } from '../../engine/store/store.ts';
import { canonicalJson } from '../../engine/sync/canonical-json.ts';
import type { EntReader } from '../../reference-ent/ent-reader.ts';

export interface ServerComparison {
  readonly grades: number;
  readonly comments: number;
  readonly lessons: number;
  /**
   * Every grade, comment, lesson with its text, homework and linked document is the same here and in the server's own
   * tables, the bytes of every linked document are there and have their hash, and nothing waits.
   */
  readonly matchesLocal: boolean;
}

/** A row of each side as one line of text, to be compared as sets. */
type Lines = readonly string[];

/** Compares the local database with the server's own tables and files, row by row: neither side's word is taken. */
export async function compareWithServer(db: Db, server: EntReader): Promise<ServerComparison> {
  const pairs = [...gradingPairs(db, server), ...lessonPairs(db, server)];
  const waiting = db.prepare('SELECT COUNT(*) FROM outbox_op').pluck().get() as number;
  return {
    grades: server.count('grade'),
    comments: server.count('comment'),
    lessons: server.count('lesson'),
    matchesLocal:
      waiting === 0 &&
      pairs.every(([here, there]) => here.join('\n') === there.join('\n')) &&
      (await holdsLinkedDocuments(db, server)),
  };
}

function gradingPairs(db: Db, server: EntReader): [Lines, Lines][] {
  return [
    [
      local(db, 'SELECT submission_id, points_x100 FROM grade'),
      remote(server, 'grade', (id, body) => [id, body.points_x100]),
    ],
    [
      local(db, 'SELECT id, submission_id, text FROM comment WHERE removed_at IS NULL'),
      remote(server, 'comment', (id, body) => [id, body.submission_id, body.text]),
    ],
    [
      local(db, linksOf('feedback', 'submission_id')),
      remote(server, 'feedback', (id, body) => [id, body.submission_id, ...fileColumns(body.file)]),
    ],
  ];
}

function lessonPairs(db: Db, server: EntReader): [Lines, Lines][] {
  return [
    [
      local(
        db,
        `SELECT id, class_group_id, title, starts_at, is_published, publish_at, blocks FROM lesson WHERE removed_at IS NULL`,
        (columns) => [...columns.slice(0, -1), JSON.parse(String(columns.at(-1)))],
      ),
      remote(server, 'lesson', (id, body) => [
        id,
        body.class_group_id,
        body.title,
        body.starts_at,
        body.is_published ? 1 : 0,
        body.publish_at ?? null,
        body.blocks,
      ]),
    ],
    [
      local(db, linksOf('resource', 'lesson_id')),
      remote(server, 'resource', (id, body) => [id, body.lesson_id, ...fileColumns(body.file)]),
    ],
    [
      local(db, 'SELECT id, lesson_id, class_group_id, text, due_at FROM homework WHERE removed_at IS NULL'),
      remote(server, 'homework', (id, body) => [
        id,
        body.lesson_id,
        body.class_group_id,
        body.text,
        body.due_at,
      ]),
    ],
  ];
}

function linksOf(table: 'feedback' | 'resource', owner: string): string {
  return `SELECT id, ${owner}, file_id, name, sha256, bytes, media_type FROM ${table} WHERE removed_at IS NULL`;
}

function fileColumns({ id, name, sha256, bytes, media_type }: Body<'resource'>['file']): unknown[] {
  return [id, name, sha256, bytes, media_type];
}

/** True when the server's files have the bytes that are linked here: students' copies, resources, feedback. */
async function holdsLinkedDocuments(db: Db, server: EntReader): Promise<boolean> {
  const linked = db
    .prepare(
      `SELECT sha256 FROM submission_file UNION SELECT sha256 FROM resource WHERE removed_at IS NULL
       UNION SELECT sha256 FROM feedback WHERE removed_at IS NULL`,
    )
    .pluck()
    .all() as string[];
  for (const sha256 of linked) {
    const bytes = await server.blobBytes(sha256).catch(() => null);
    if (bytes === null || createHash('sha256').update(bytes).digest('hex') !== sha256) return false;
  }
  return true;
}

function local(
  db: Db,
  query: string,
  read: (columns: readonly unknown[]) => unknown[] = (columns) => [...columns],
): Lines {
  return (db.prepare(query).raw().all() as unknown[][]).map((row) => canonicalJson(read(row))).sort();
}

function remote<E extends EntityName>(
  server: EntReader,
  entity: E,
  columns: (id: string, body: ReturnType<typeof server.entities<E>>[number]['body']) => unknown[],
): Lines {
  return server
    .entities(entity)
    .map(({ id, body }) => canonicalJson(columns(id, body)))
    .sort();
}
