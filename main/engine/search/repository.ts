import type { FoundKind } from '../../../preload/contract/search.ts';
import type { Db } from '../store/store.ts';
import { FOUND_BEGINS, FOUND_ENDS } from './rules.ts';

/** Words around what was found. */
const EXCERPT_WORDS = 14;

/** What is in the index of one thing. */
export interface EntryRow {
  readonly entityId: string;
  readonly snippet: string;
}

/** What the tables say of it. */
export interface FoundRow {
  /** Where it is another than the entry's: of a comment its copy's. */
  readonly id?: string;
  readonly title: string;
  readonly place: string;
  readonly placeId: string | null;
  readonly at: number | null;
  /** Of a comment's assignment; see preload/contract/anonymity.ts. */
  readonly hiddenSeed?: string | null;
  readonly publishAt?: number | null;
}

/** A lesson that is removed elsewhere takes its documents along; only their own changes, if any come, remove these. */
const IN_A_LESSON = `AND EXISTS (SELECT 1 FROM resource JOIN lesson ON lesson.id = lesson_id
  WHERE resource.id = entity_id AND lesson.removed_at IS NULL)`;

/**
 * The best entries of a kind, `query` as `fullTextQuery` writes it.
 *
 * Of comments the latest written: there may be hundreds of thousands, and weighing each would take longer than typing a letter.
 */
export function readEntries(db: Db, kind: FoundKind, query: string, limit: number): EntryRow[] {
  const filter = kind === 'resource' ? IN_A_LESSON : '';
  const order = kind === 'comment' ? 'search_index.rowid DESC' : 'rank';
  return db
    .prepare(
      `SELECT entity_id AS entityId, snippet(search_index, 2, '${FOUND_BEGINS}', '${FOUND_ENDS}', '…', ${EXCERPT_WORDS}) AS snippet
       FROM search_index JOIN search_entry ON search_entry.id = search_index.rowid
       WHERE search_index MATCH ? ${filter} ORDER BY ${order} LIMIT ?`,
    )
    .all(`kind : "${kind}" AND {title body} : (${query})`, limit) as EntryRow[];
}

const CLASS_NAME = "COALESCE(class_group.name, '') AS place, class_group.id AS placeId";
const OF_CLASS = 'LEFT JOIN class_group ON class_group.id = class_group_id';

const FOUND: Record<FoundKind, string> = {
  class: `SELECT class_group.name AS title, COALESCE(subject.name, '') AS place, class_group.id AS placeId, NULL AS at
    FROM class_group LEFT JOIN subject ON subject.id = subject_id WHERE class_group.id = ?`,
  student: `SELECT last_name || ' ' || first_name AS title, COALESCE(group_concat(name, ', '), '') AS place,
      min(class_group.id) AS placeId, NULL AS at
    FROM student LEFT JOIN student_class_group ON student_id = student.id ${OF_CLASS} WHERE student.id = ? GROUP BY student.id`,
  lesson: `SELECT title, ${CLASS_NAME}, starts_at AS at FROM lesson ${OF_CLASS} WHERE lesson.id = ?`,
  homework: `SELECT text AS title, COALESCE(class_group.name, '') AS place, lesson_id AS placeId, due_at AS at
    FROM homework ${OF_CLASS} WHERE homework.id = ?`,
  resource: `SELECT name AS title, lesson.title AS place, lesson.id AS placeId, starts_at AS at
    FROM resource JOIN lesson ON lesson.id = lesson_id WHERE resource.id = ?`,
  assignment: `SELECT title, ${CLASS_NAME}, due_at AS at FROM assignment ${OF_CLASS} WHERE assignment.id = ?`,
  comment: `SELECT submission.id AS id, last_name || ' ' || first_name AS title, assignment.title AS place, assignment.id AS placeId,
      NULL AS at, publish_at AS publishAt,
      (SELECT seed FROM anonymity WHERE assignment_id = assignment.id AND is_hidden = 1) AS hiddenSeed
    FROM comment JOIN submission ON submission.id = submission_id JOIN student ON student.id = student_id
      JOIN assignment ON assignment.id = submission.assignment_id
      LEFT JOIN assessment ON assessment.assignment_id = assignment.id
    WHERE comment.id = ?`,
};

/** What to show of something that was found; undefined when what it belongs to is not here. */
export function readFound(db: Db, kind: FoundKind, entityId: string): FoundRow | undefined {
  return db.prepare(FOUND[kind]).get(entityId) as FoundRow | undefined;
}

/** A document of a lesson whose words were never read and whose bytes are here; undefined when there is none. */
export function nextUnreadDocument(db: Db, skipped: ReadonlySet<string>): string | undefined {
  return db
    .prepare(
      `SELECT resource.sha256 FROM resource JOIN blob ON blob.sha256 = resource.sha256
       WHERE removed_at IS NULL AND is_local = 1
         AND NOT EXISTS (SELECT 1 FROM document_text WHERE sha256 = resource.sha256)
         AND resource.sha256 NOT IN (SELECT value FROM json_each(?))
       ORDER BY added_at DESC LIMIT 1`,
    )
    .pluck()
    .get(JSON.stringify([...skipped])) as string | undefined;
}

export function writeDocumentText(db: Db, sha256: string, text: string): void {
  db.prepare('INSERT INTO document_text (sha256, text) VALUES (?, ?) ON CONFLICT DO NOTHING').run(
    sha256,
    text,
  );
}
