import type { LibraryDocument } from '../../../preload/contract/library.ts';
import type { ImportedDocument } from '../context.ts';
import type { Preset } from '../optimise/preset.ts';
import type { Db } from '../store/store.ts';

/** What the optimiser made of some bytes. */
export interface RenditionRow {
  readonly outcome: 'optimised' | 'kept';
  /** With its version; null when no recipe treats such documents. */
  readonly recipe: string | null;
  readonly reason: string | null;
  /** Null: the original is what is sent. */
  readonly sha256: string | null;
  readonly mediaType: string;
  readonly extension: string;
}

/** What was made of these bytes for a preset, whatever the recipe. */
export function findRendition(db: Db, originalSha256: string, preset: Preset): RenditionRow[] {
  return db
    .prepare(
      `SELECT outcome, recipe, reason, sha256, media_type AS mediaType, extension FROM rendition
       WHERE original_sha256 = ? AND preset = ?`,
    )
    .all(originalSha256, preset) as RenditionRow[];
}

/** Remembers what was made, so that it is not made twice. */
export function saveRendition(
  db: Db,
  originalSha256: string,
  preset: Preset,
  { recipe, outcome, reason, sha256, mediaType, extension }: RenditionRow,
): void {
  if (recipe === null) return;
  db.prepare(
    `INSERT OR REPLACE INTO rendition (original_sha256, preset, recipe, outcome, reason, sha256, media_type, extension)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(originalSha256, preset, recipe, outcome, reason, sha256, mediaType, extension);
}

export interface DocumentFields {
  readonly name: string;
  readonly originalSha256: string;
  readonly originalName: string;
  readonly sentSha256: string;
  readonly preset: Preset;
}

/** Adds a document to the library. */
export function insertDocument(
  db: Db,
  document: DocumentFields & { id: string; rendition: RenditionRow; addedAt: number },
): void {
  const { outcome, reason, recipe } = document.rendition;
  db.prepare(
    `INSERT INTO document (id, name, original_sha256, original_name, sent_sha256, outcome, reason, recipe, preset, added_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    document.id,
    document.name,
    document.originalSha256,
    document.originalName,
    document.sentSha256,
    outcome,
    reason,
    recipe,
    document.preset,
    document.addedAt,
  );
}

/** What the teacher chose to make of these bytes, if anything. */
export function findChosenPreset(db: Db, originalSha256: string): Preset | undefined {
  return db
    .prepare(
      `SELECT preset FROM document WHERE original_sha256 = ? AND preset_chosen_at IS NOT NULL
       ORDER BY preset_chosen_at DESC, id DESC LIMIT 1`,
    )
    .pluck()
    .get(originalSha256) as Preset | undefined;
}

/** Another rendition for a document; `chosenAt` null: the settings' preset, not the teacher's choice. */
export function replaceRendition(
  db: Db,
  id: string,
  fields: DocumentFields & { rendition: RenditionRow; chosenAt: number | null },
): void {
  const { name, sentSha256, preset, chosenAt } = fields;
  const { outcome, reason, recipe } = fields.rendition;
  db.prepare(
    `UPDATE document SET name = :name, sent_sha256 = :sentSha256, outcome = :outcome, reason = :reason,
       recipe = :recipe, preset = :preset, preset_chosen_at = :chosenAt WHERE id = :id`,
  ).run({ id, name, sentSha256, outcome, reason, recipe, preset, chosenAt });
}

/** A document that is already in the library with the same bytes, name and quality. */
export function findDocument(db: Db, fields: DocumentFields): ImportedDocument | undefined {
  const id = db
    .prepare(
      `SELECT id FROM document WHERE original_sha256 = ? AND original_name = ? AND sent_sha256 = ? AND preset = ?`,
    )
    .pluck()
    .get(fields.originalSha256, fields.originalName, fields.sentSha256, fields.preset) as string | undefined;
  return id === undefined ? undefined : readDocument(db, id);
}

interface DocumentRow {
  readonly id: string;
  readonly name: string;
  readonly original_name: string;
  readonly original_sha256: string;
  readonly original_bytes: number;
  readonly original_type: string;
  readonly original_is_local: 0 | 1;
  readonly sent_sha256: string;
  readonly sent_bytes: number;
  readonly sent_type: string;
  readonly sent_is_local: 0 | 1;
  readonly outcome: 'optimised' | 'kept';
  readonly reason: string | null;
  readonly preset: Preset;
  readonly preset_chosen_at: number | null;
  readonly added_at: number;
}

const DOCUMENTS = `
  SELECT document.id, document.name, original_name, outcome, reason, preset, preset_chosen_at, added_at,
    original_sha256, original.bytes AS original_bytes, original.media_type AS original_type,
    original.is_local AS original_is_local,
    sent_sha256, sent.bytes AS sent_bytes, sent.media_type AS sent_type, sent.is_local AS sent_is_local
  FROM document
  JOIN blob original ON original.sha256 = original_sha256
  JOIN blob sent ON sent.sha256 = sent_sha256`;

/** One document, as it is joined to a lesson or a submission. */
export function readDocument(db: Db, id: string): ImportedDocument {
  const row = db.prepare(`${DOCUMENTS} WHERE document.id = ?`).get(id) as DocumentRow;
  return {
    documentId: row.id,
    name: row.name,
    sha256: row.sent_sha256,
    sizeBytes: row.sent_bytes,
    mediaType: row.sent_type,
    optimisation: optimisationOf(row),
  };
}

/** Where a document hangs, taken away or not. */
const USES = `SELECT document_id FROM resource WHERE document_id IS NOT NULL
  UNION SELECT document_id FROM feedback WHERE document_id IS NOT NULL
  UNION SELECT document_id FROM assignment_reference`;
/** Students' work that the teacher brought is kept like what hangs, and is none of the teacher's own documents. */
const COLLECTED = 'SELECT document_id FROM collected_file';

/** What came in by a watched folder is none of the teacher's choice until it hangs on something. */
const CHOSEN = `document.id NOT IN (
  SELECT document_id FROM watched_file WHERE state IN ('proposed', 'ignored') AND document_id IS NOT NULL
    AND document_id NOT IN (${USES})
  UNION SELECT document_id FROM collected_file WHERE document_id NOT IN (${USES}))`;

/** Every document that the teacher chose, the latest first, without where it is used. */
export function readDocuments(db: Db): Omit<LibraryDocument, 'usedIn'>[] {
  const rows = db
    .prepare(`${DOCUMENTS} WHERE ${CHOSEN} ORDER BY added_at DESC, document.id DESC`)
    .all() as DocumentRow[];
  return rows.map(toLibraryDocument);
}

/** One document, chosen or not, without where it is used. */
export function findLibraryDocument(db: Db, id: string): Omit<LibraryDocument, 'usedIn'> | undefined {
  const row = db.prepare(`${DOCUMENTS} WHERE document.id = ?`).get(id) as DocumentRow | undefined;
  return row && toLibraryDocument(row);
}

/** Another name for a document that hangs on nothing. */
export function renameUnused(db: Db, id: string, names: { name: string; originalName: string }): void {
  db.prepare(
    `UPDATE document SET name = :name, original_name = :originalName WHERE id = :id
       AND id NOT IN (${USES} UNION ${COLLECTED})`,
  ).run({ id, ...names });
}

/** Takes a document that hangs on nothing out of the library; its bytes go with the next sweep. */
export function forgetUnused(db: Db, id: string): void {
  db.prepare(
    `DELETE FROM document WHERE id = :id AND id NOT IN (${USES} UNION ${COLLECTED})
       AND id NOT IN (SELECT document_id FROM watched_file WHERE document_id IS NOT NULL)`,
  ).run({ id });
}

function toLibraryDocument(row: DocumentRow): Omit<LibraryDocument, 'usedIn'> {
  return {
    id: row.id,
    document: {
      id: row.id,
      name: row.name,
      sha256: row.sent_sha256,
      mediaType: row.sent_type,
      sizeBytes: row.sent_bytes,
      isLocal: row.sent_is_local === 1,
    },
    original: {
      id: row.id,
      name: row.original_name,
      sha256: row.original_sha256,
      mediaType: row.original_type,
      sizeBytes: row.original_bytes,
      isLocal: row.original_is_local === 1,
    },
    optimisation: optimisationOf(row),
    preset: row.preset,
    isPresetChosen: row.preset_chosen_at !== null,
    addedAt: row.added_at,
  };
}

function optimisationOf(row: DocumentRow): LibraryDocument['optimisation'] {
  const { outcome, reason, original_bytes, sent_bytes } = row;
  return { outcome, reason, bytesBefore: original_bytes, bytesAfter: sent_bytes };
}

export interface UseRow extends Omit<LibraryDocument['usedIn'][number], 'sent'> {
  readonly documentId: string;
  /** The row by which it hangs there, and the bytes that hang. */
  readonly attachedId: string;
  readonly sha256: string;
}

/** Where documents are used: lessons and assignments by their title, submissions by their student. */
export function readUses(db: Db): UseRow[] {
  return db
    .prepare(
      `SELECT document_id AS documentId, 'lesson' AS kind, lesson.id, lesson.title AS label,
         resource.id AS attachedId, resource.sha256
       FROM resource JOIN lesson ON lesson.id = lesson_id
       WHERE document_id IS NOT NULL AND resource.removed_at IS NULL AND lesson.removed_at IS NULL
       UNION ALL
       SELECT document_id, 'feedback', submission.id, first_name || ' ' || last_name, feedback.id, feedback.sha256
       FROM feedback JOIN submission ON submission.id = submission_id JOIN student ON student.id = student_id
       WHERE document_id IS NOT NULL AND removed_at IS NULL
       UNION ALL
       SELECT document_id, role, assignment.id, title, assignment.id, sent_sha256
       FROM assignment_reference JOIN assignment ON assignment.id = assignment_id
         JOIN document ON document.id = document_id
       ORDER BY 2 DESC, 4, 3`,
    )
    .all() as UseRow[];
}

/** `limits.blob_bytes` of the policy that the ENT gave last; null before that. */
export function readFileBudget(db: Db): number | null {
  const limit = db
    .prepare("SELECT json_extract(policy, '$.limits.blob_bytes') FROM sync_state WHERE json_valid(policy)")
    .pluck()
    .get();
  return typeof limit === 'number' ? limit : null;
}

export interface Savings {
  readonly documentCount: number;
  readonly bytesBefore: number;
  readonly bytesAfter: number;
}

/** What the optimiser took off the library's documents that came in since then (epoch ms), each counted once. */
export function readSavings(db: Db, sinceMs: number): Savings {
  return db
    .prepare(
      `SELECT COUNT(*) AS documentCount, COALESCE(SUM(original.bytes), 0) AS bytesBefore,
         COALESCE(SUM(sent.bytes), 0) AS bytesAfter
       FROM document
       JOIN blob original ON original.sha256 = original_sha256
       JOIN blob sent ON sent.sha256 = sent_sha256 WHERE added_at >= ? AND ${CHOSEN}`,
    )
    .get(sinceMs) as Savings;
}
