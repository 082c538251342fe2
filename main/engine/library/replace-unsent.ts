import type { DomainContext, ImportedDocument } from '../context.ts';
import { type AttachedTable, OWNER_COLUMN, requireAttached, toFileBody } from './attached-files.ts';

/**
 * Lets a document's places that have not left take its bytes of today, under a new file id; the others keep what was sent.
 *
 * Call inside a transaction.
 * @returns how many places took them, and how many keep an earlier version
 */
export function replaceUnsent(
  context: DomainContext,
  documentId: string,
  document: ImportedDocument,
): { replacedCount: number; sentCount: number } {
  const counts = { replacedCount: 0, sentCount: 0 };
  for (const table of Object.keys(OWNER_COLUMN) as AttachedTable[]) {
    const living = `SELECT id FROM ${table} WHERE document_id = ? AND removed_at IS NULL AND sha256 <> ?`;
    const ids = context.store.db.prepare(living).pluck().all(documentId, document.sha256) as string[];
    for (const id of ids) {
      const isUnsent = context.edits.isUnsent(table, id);
      if (isUnsent) replaceBytes(context, table, id, document);
      counts[isUnsent ? 'replacedCount' : 'sentCount'] += 1;
    }
  }
  return counts;
}

/** Lets an attached file be another document, under a new file id. Call inside a transaction. */
export function replaceBytes(
  context: DomainContext,
  table: AttachedTable,
  id: string,
  document: ImportedDocument,
): void {
  const { documentId, name, sha256, sizeBytes, mediaType } = document;
  context.store.db
    .prepare(
      `UPDATE ${table} SET document_id = :documentId, file_id = :fileId, name = :name, sha256 = :sha256,
         bytes = :sizeBytes, media_type = :mediaType WHERE id = :id`,
    )
    .run({ id, documentId, fileId: context.random.id(), name, sha256, sizeBytes, mediaType });
  const file = toFileBody(requireAttached(context, table, id));
  context.edits.record({ entity: table, entityId: id, body: { file }, blobs: [sha256] });
}
