import type { EntityName } from '../../engine/connectors/ent/wire.ts';
import type { Db } from '../../engine/store/store.ts';
import type { EntReader } from '../../reference-ent/ent-reader.ts';

export interface ServerComparison {
  readonly grades: number;
  readonly comments: number;
  readonly lessons: number;
  /** Every grade, comment, lesson, document and homework is the same here and in the server's own tables, and nothing waits. */
  readonly matchesLocal: boolean;
}

/** A row of each side as one line of text, to be compared as sets. */
type Lines = readonly string[];

/** Compares the local database with the server's own tables, row by row: neither side's word is taken. */
export function compareWithServer(db: Db, server: EntReader): ServerComparison {
  const pairs = [...gradingPairs(db, server), ...lessonPairs(db, server)];
  const waiting = db.prepare('SELECT COUNT(*) FROM outbox_op').pluck().get() as number;
  return {
    grades: server.count('grade'),
    comments: server.count('comment'),
    lessons: server.count('lesson'),
    matchesLocal: waiting === 0 && pairs.every(([here, there]) => here.join('\n') === there.join('\n')),
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
      local(db, 'SELECT id, submission_id, name, sha256, bytes FROM feedback WHERE removed_at IS NULL'),
      remote(server, 'feedback', (id, body) => [
        id,
        body.submission_id,
        body.file.name,
        body.file.sha256,
        body.file.bytes,
      ]),
    ],
  ];
}

function lessonPairs(db: Db, server: EntReader): [Lines, Lines][] {
  return [
    [
      local(
        db,
        'SELECT id, class_group_id, title, starts_at, is_published FROM lesson WHERE removed_at IS NULL',
      ),
      remote(server, 'lesson', (id, body) => [
        id,
        body.class_group_id,
        body.title,
        body.starts_at,
        body.is_published ? 1 : 0,
      ]),
    ],
    [
      local(db, 'SELECT id, lesson_id, name, sha256, bytes FROM resource WHERE removed_at IS NULL'),
      remote(server, 'resource', (id, body) => [
        id,
        body.lesson_id,
        body.file.name,
        body.file.sha256,
        body.file.bytes,
      ]),
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

function local(db: Db, query: string): Lines {
  return (db.prepare(query).raw().all() as unknown[][]).map((row) => JSON.stringify(row)).sort();
}

function remote<E extends EntityName>(
  server: EntReader,
  entity: E,
  columns: (id: string, body: ReturnType<typeof server.entities<E>>[number]['body']) => unknown[],
): Lines {
  return server
    .entities(entity)
    .map(({ id, body }) => JSON.stringify(columns(id, body)))
    .sort();
}
