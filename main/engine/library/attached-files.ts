import type { DocumentRef, Optimisation } from '../../../preload/contract/domain.ts';
import type { DomainContext, ImportedDocument } from '../context.ts';
import { CartableError } from '../platform/cartable-error.ts';
import type { AppliedChange } from '../store/define-syncable.ts';
import { notePlace } from '../store/document-places.ts';
import type { Db } from '../store/store.ts';
import { upsert } from '../store/upsert.ts';
import { readDocument } from './repository.ts';

/** A file as the ENT sync API names it. */
export interface FileBody {
  readonly id: string;
  readonly name: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly media_type: string;
  /** Where the server keeps it, when `sha256` only stands in for bytes that nobody here has hashed yet. */
  readonly place?: string | undefined;
}

/** Files hang on a lesson (a resource) or on a submission (feedback), in two tables of one shape. */
export const OWNER_COLUMN = { resource: 'lesson_id', feedback: 'submission_id' } as const;
export type AttachedTable = keyof typeof OWNER_COLUMN;

/** A file that hangs on something, as it is stored. */
export interface AttachedRow {
  readonly id: string;
  readonly ownerId: string;
  readonly file_id: string;
  readonly name: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly media_type: string;
  readonly removed_at: number | null;
  readonly is_local: 0 | 1 | null;
  readonly fetch_failure: 'corrupt' | 'missing' | 'refused' | null;
  readonly outcome: Optimisation['outcome'] | null;
  readonly reason: string | null;
  readonly original_bytes: number | null;
}

function selectFrom(table: AttachedTable): string {
  return `
    SELECT attached.id, attached.${OWNER_COLUMN[table]} AS ownerId, attached.file_id, attached.name, attached.sha256,
      attached.bytes, attached.media_type, attached.removed_at, blob.is_local, blob.fetch_failure,
      CASE attached.sha256 WHEN document.sent_sha256 THEN document.outcome WHEN document.original_sha256 THEN 'kept'
        ELSE iif(document.id IS NULL, NULL, 'optimised') END AS outcome,
      iif(attached.sha256 = document.sent_sha256, document.reason, NULL) AS reason,
      original.bytes AS original_bytes
    FROM ${table} attached
    LEFT JOIN blob ON blob.sha256 = attached.sha256
    LEFT JOIN document ON document.id = attached.document_id
    LEFT JOIN blob original ON original.sha256 = document.original_sha256`;
}

/** One attached file, removed or not. */
export function readAttached(db: Db, table: AttachedTable, id: string): AttachedRow | undefined {
  return db.prepare(`${selectFrom(table)} WHERE attached.id = ?`).get(id) as AttachedRow | undefined;
}

/** What hangs on a lesson or a submission, removed or not, in the order in which it was added. */
export function readAllAttached(db: Db, table: AttachedTable, ownerId: string): AttachedRow[] {
  return db
    .prepare(
      `${selectFrom(table)} WHERE attached.${OWNER_COLUMN[table]} = ? ORDER BY attached.added_at, attached.id`,
    )
    .all(ownerId) as AttachedRow[];
}

/** One kind of attached file: where it is stored, what it hangs on, and how the ENT spells it. */
export interface AttachedKind {
  readonly table: AttachedTable;
  /** @throws CartableError `store/not-found` when there is nothing to hang a file on */
  requireOwner(context: DomainContext, ownerId: string): void;
  bodyOf(row: AttachedRow): object;
  /** Whether it stays on this computer for now: the ENT has none of it. */
  isKeptBack?(context: DomainContext, row: AttachedRow): boolean;
  /** What else is written down of it, in the transaction that hangs it. */
  note?(context: DomainContext, id: string): void;
  /** The name that a file gets there; its own when this is absent. */
  nameOf?(context: DomainContext, ownerId: string, name: string): string;
}

/** A file that is to hang on something. */
export interface FileToAttach {
  readonly ownerId: string;
  readonly path: string;
  /** The id that it gets; under one id it is attached once, however often that is asked. */
  readonly newId?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Hangs a file on something: optimised, kept in the library, and recorded to be sent. All of it, or nothing.
 *
 * @throws CartableError `store/not-found`, `library/*`, `store/disk-full`; or the signal's reason
 */
export async function attachFile(
  context: DomainContext,
  kind: AttachedKind,
  { ownerId, path, newId, signal }: FileToAttach,
): Promise<AttachedRow> {
  const id = newId ?? context.random.id();
  // Asked before the work, and once more inside the transaction: what it hangs on may vanish meanwhile.
  kind.requireOwner(context, ownerId);
  // An engine may have died between doing it and saying so: what is asked again is then there.
  if (readAttached(context.store.db, kind.table, id) === undefined)
    await context.importDocument(path, signal, (document) =>
      hangDocument(context, kind, { id, ownerId, document }),
    );
  return requireAttached(context, kind.table, id);
}

/** Hangs a document of the library on something. @throws CartableError `store/not-found` */
export function attachDocument(
  context: DomainContext,
  kind: AttachedKind,
  { ownerId, documentId }: { ownerId: string; documentId: string },
): AttachedRow {
  const id = context.random.id();
  hangDocument(context, kind, { id, ownerId, document: readDocument(context.store.db, documentId) });
  return requireAttached(context, kind.table, id);
}

/** Hangs a document that has come in, within the transaction that writes it down. */
export function hangDocument(
  context: DomainContext,
  kind: AttachedKind,
  attached: { id: string; ownerId: string; document: ImportedDocument },
): void {
  context.store.write(() => {
    kind.requireOwner(context, attached.ownerId);
    const fileId = context.random.id();
    const addedAt = context.clock.now();
    const { id, ownerId } = attached;
    const name = kind.nameOf?.(context, ownerId, attached.document.name) ?? attached.document.name;
    const document = { ...attached.document, name };
    insertAttached(context.store.db, kind.table, { id, ownerId, fileId, document, addedAt });
    kind.note?.(context, id);
    recordAttached(context, kind, requireAttached(context, kind.table, id));
  });
}

/** Takes an attached file away; twice is once. @throws CartableError `store/not-found` */
export function detachFile(context: DomainContext, kind: AttachedKind, id: string): void {
  context.store.write(() => {
    const row = requireAttached(context, kind.table, id);
    if (row.removed_at !== null) return;
    markAttached(context.store.db, kind.table, row.id, context.clock.now());
    context.edits.record({ entity: kind.table, entityId: row.id, body: null });
  });
}

/** Undo of `detachFile`. @throws CartableError `store/not-found` */
export function reattachFile(context: DomainContext, kind: AttachedKind, id: string): void {
  context.store.write(() => {
    const row = requireAttached(context, kind.table, id);
    if (row.removed_at === null) return;
    markAttached(context.store.db, kind.table, row.id, null);
    recordAttached(context, kind, row);
  });
}

/** Puts an attached file as it is now in the outbox, with its document; one that is kept back is taken from the ENT. */
export function recordAttached(context: DomainContext, kind: AttachedKind, row: AttachedRow): void {
  const name = { entity: kind.table, entityId: row.id };
  if (kind.isKeptBack?.(context, row) === true) context.edits.record({ ...name, body: null });
  else context.edits.record({ ...name, body: { ...kind.bodyOf(row) }, blobs: [row.sha256] });
}

/** One attached file, removed or not. @throws CartableError `store/not-found` */
export function requireAttached(context: DomainContext, table: AttachedTable, id: string): AttachedRow {
  const row = readAttached(context.store.db, table, id);
  if (row === undefined) throw new CartableError('store/not-found', {}, 'never');
  return row;
}

/** Hangs an imported document on a lesson or a submission. */
function insertAttached(
  db: Db,
  table: AttachedTable,
  attached: { id: string; ownerId: string; fileId: string; document: ImportedDocument; addedAt: number },
): void {
  const { document } = attached;
  upsert(db, table, {
    id: attached.id,
    [OWNER_COLUMN[table]]: attached.ownerId,
    document_id: document.documentId,
    file_id: attached.fileId,
    name: document.name,
    sha256: document.sha256,
    bytes: document.sizeBytes,
    media_type: document.mediaType,
    added_at: attached.addedAt,
  });
}

/** Takes an attached file away (its row stays, for undo), or with null brings it back. */
export function markAttached(db: Db, table: AttachedTable, id: string, removedAt: number | null): void {
  db.prepare(`UPDATE ${table} SET removed_at = ? WHERE id = ?`).run(removedAt, id);
}

/** Writes an attached file as the ENT has it. A document of this device's that it came from stays linked. */
export function applyAttached(
  db: Db,
  table: AttachedTable,
  change: AppliedChange<{ readonly ownerId: string; readonly file: FileBody }>,
): void {
  const { id, body, at } = change;
  if (body === null) {
    markAttached(db, table, id, at);
    return;
  }
  const { file } = body;
  const sha256 = registerBlob(db, file, at);
  upsert(
    db,
    table,
    {
      id,
      [OWNER_COLUMN[table]]: body.ownerId,
      file_id: file.id,
      name: file.name,
      sha256,
      bytes: file.bytes,
      media_type: file.media_type,
      removed_at: null,
    },
    { added_at: at },
  );
  unlinkOtherDocument(db, table, id);
}

/** Another file came under the same id: what the optimiser said of the earlier one is no longer true. */
function unlinkOtherDocument(db: Db, table: AttachedTable, id: string): void {
  db.prepare(
    `UPDATE ${table} SET document_id = NULL WHERE id = ? AND document_id IS NOT NULL
       AND sha256 NOT IN (SELECT sent_sha256 FROM document WHERE document.id = document_id
         UNION SELECT original_sha256 FROM document WHERE document.id = document_id
         UNION SELECT rendition.sha256 FROM rendition JOIN document USING (original_sha256)
         WHERE document.id = document_id AND rendition.sha256 IS NOT NULL)`,
  ).run(id);
}

/**
 * Makes a file of the ENT's known: its bytes are there, and come with the next sync. A size that it corrects counts.
 *
 * @returns the name of its bytes as rows are to have it: their hash, as soon as that is known
 */
export function registerBlob(db: Db, file: FileBody, at: number): string {
  const known = file.place === undefined ? null : notePlace(db, { name: file.sha256, place: file.place });
  if (known !== null) return known;
  db.prepare(
    `INSERT INTO blob (sha256, bytes, media_type, is_local, server_has, created_at) VALUES (?, ?, ?, 0, 1, ?)
     ON CONFLICT (sha256) DO UPDATE SET bytes = excluded.bytes, fetch_failure = NULL, fetch_failures = 0
       WHERE is_local = 0 AND bytes <> excluded.bytes`,
  ).run(file.sha256, file.bytes, file.media_type, at);
  return file.sha256;
}

/** Makes a blob known that is in the vault. What the ENT has is not changed by that. */
export function registerLocalBlob(
  db: Db,
  blob: { sha256: string; sizeBytes: number; mediaType: string; now: number },
): void {
  db.prepare(
    `INSERT INTO blob (sha256, bytes, media_type, is_local, server_has, created_at) VALUES (?, ?, ?, 1, 0, ?)
     ON CONFLICT (sha256) DO UPDATE SET is_local = 1, fetch_failure = NULL, fetch_failures = 0`,
  ).run(blob.sha256, blob.sizeBytes, blob.mediaType, blob.now);
}

/** An attached file in the words of the ENT sync API. */
export function toFileBody(row: AttachedRow): FileBody {
  return {
    id: row.file_id,
    name: row.name,
    sha256: row.sha256,
    bytes: row.bytes,
    media_type: row.media_type,
  };
}

/** An attached file as the screens know it. */
export function toDocument(row: AttachedRow): {
  readonly document: DocumentRef;
  readonly optimisation: Optimisation | null;
} {
  return {
    document: {
      id: row.file_id,
      name: row.name,
      sha256: row.sha256,
      mediaType: row.media_type,
      sizeBytes: row.bytes,
      isLocal: row.is_local === 1,
      fetchFailure: row.fetch_failure,
    },
    optimisation:
      row.outcome === null
        ? null
        : {
            outcome: row.outcome,
            reason: row.reason,
            bytesBefore: row.original_bytes ?? row.bytes,
            bytesAfter: row.bytes,
          },
  };
}
