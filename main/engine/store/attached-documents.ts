import type { DocumentRef, Optimisation } from '../../../preload/contract/domain.ts';
import type { ImportedDocument } from '../context.ts';
import { noteRemoteBlob, type WireFile } from './blob-rows.ts';
import type { Db } from './store.ts';

/**
 * Documents joined to something: a lesson's resources, a submission's feedback.
 *
 * Both tables have the same columns but for the owner's; the rows are written here, once.
 */
export interface AttachmentTable {
  readonly table: 'resource' | 'feedback';
  readonly ownerColumn: 'lesson_id' | 'submission_id';
}

export interface AttachmentRow {
  readonly id: string;
  readonly ownerId: string;
  readonly document: DocumentRef;
  readonly optimisation: Optimisation | null;
}

interface JoinedRow {
  readonly id: string;
  readonly owner_id: string;
  readonly file_id: string;
  readonly name: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly media_type: string;
  readonly is_local: 0 | 1 | null;
  readonly outcome: 'optimised' | 'kept' | null;
  readonly reason: string | null;
  readonly original_bytes: number | null;
}

function query({ table, ownerColumn }: AttachmentTable, where: string): string {
  return `SELECT t.id, t.${ownerColumn} AS owner_id, t.file_id, t.name, t.sha256, t.bytes, t.media_type, blob.is_local,
    document.outcome, document.reason, original.bytes AS original_bytes
    FROM ${table} t LEFT JOIN blob ON blob.sha256 = t.sha256 LEFT JOIN document ON document.id = t.document_id
    LEFT JOIN blob original ON original.sha256 = document.original_sha256 WHERE ${where} ORDER BY t.added_at, t.id`;
}

/** What is joined to an owner and not removed, in the order in which it was added. */
export function selectAttachments(db: Db, kind: AttachmentTable, ownerId: string): AttachmentRow[] {
  return (db.prepare(query(kind, `t.${kind.ownerColumn} = ? AND t.removed_at IS NULL`)).all(ownerId) as JoinedRow[]).map(toAttachment);
}

/** One attachment, removed or not. */
export function selectAttachment(db: Db, kind: AttachmentTable, id: string): AttachmentRow | undefined {
  const row = db.prepare(query(kind, 't.id = ?')).get(id) as JoinedRow | undefined;
  return row === undefined ? undefined : toAttachment(row);
}

function toAttachment(row: JoinedRow): AttachmentRow {
  return {
    id: row.id,
    ownerId: row.owner_id,
    document: {
      id: row.file_id,
      name: row.name,
      sha256: row.sha256,
      mediaType: row.media_type,
      sizeBytes: row.bytes,
      isLocal: row.is_local === 1,
    },
    optimisation:
      row.outcome === null
        ? null
        : { outcome: row.outcome, reason: row.reason, bytesBefore: row.original_bytes ?? row.bytes, bytesAfter: row.bytes },
  };
}

/** Joins an imported document to its owner. */
export function insertAttachment(
  db: Db,
  kind: AttachmentTable,
  row: { id: string; ownerId: string; fileId: string; imported: ImportedDocument; now: number },
): void {
  const { imported } = row;
  db.prepare(
    `INSERT INTO ${kind.table} (id, ${kind.ownerColumn}, document_id, file_id, name, sha256, bytes, media_type, added_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(row.id, row.ownerId, imported.documentId, row.fileId, imported.name, imported.sha256, imported.sizeBytes, imported.mediaType, row.now);
}

/** Hides an attachment, or (null) shows it again. */
export function setAttachmentRemoved(db: Db, kind: AttachmentTable, id: string, removedAt: number | null): void {
  db.prepare(`UPDATE ${kind.table} SET removed_at = ? WHERE id = ?`).run(removedAt, id);
}

/** The body of an attachment as the ENT sync API spells it. */
export function attachmentBody(kind: AttachmentTable, attachment: AttachmentRow): Record<string, unknown> {
  const { document } = attachment;
  const file: WireFile = {
    id: document.id,
    name: document.name,
    sha256: document.sha256,
    bytes: document.sizeBytes,
    media_type: document.mediaType,
  };
  return { [kind.ownerColumn]: attachment.ownerId, file };
}

/** Writes what the ENT says of an attachment; what this device knows besides (its original) is kept. */
export function applyAttachment(db: Db, kind: AttachmentTable, change: { id: string; body: Record<string, unknown> | null; at: number }): void {
  if (change.body === null) return setAttachmentRemoved(db, kind, change.id, change.at);
  const file = change.body.file as WireFile;
  noteRemoteBlob(db, { sha256: file.sha256, bytes: file.bytes, mediaType: file.media_type }, change.at);
  db.prepare(
    `INSERT INTO ${kind.table} (id, ${kind.ownerColumn}, file_id, name, sha256, bytes, media_type, added_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET ${kind.ownerColumn} = excluded.${kind.ownerColumn}, file_id = excluded.file_id, name = excluded.name,
       document_id = CASE WHEN sha256 = excluded.sha256 THEN document_id END, sha256 = excluded.sha256, bytes = excluded.bytes,
       media_type = excluded.media_type, removed_at = NULL`,
  ).run(change.id, change.body[kind.ownerColumn], file.id, file.name, file.sha256, file.bytes, file.media_type, change.at);
}
