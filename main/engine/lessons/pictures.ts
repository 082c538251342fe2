import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Resource } from '../../../preload/contract/domain.ts';
import { isPicture, PICTURE_MAX_BYTES } from '../../../preload/contract/pictures.ts';
import { documentsIn, type TextBlock } from '../../../preload/contract/teacher-blocks.ts';
import type { DomainContext, ImportedDocument } from '../context.ts';
import { hangDocument, readAllAttached, readAttached, requireAttached } from '../library/attached-files.ts';
import { CartableError } from '../platform/cartable-error.ts';
import type { Db } from '../store/store.ts';
import { markForTeacher } from './kept-documents.ts';
import { type FileByHash, hangByHash } from './lesson-documents.ts';
import { livingLesson, RESOURCE, reattachResource } from './lesson-parts.ts';
import { toResource } from './lesson-views.ts';
import { readText } from './repository.ts';

/** A file that the teacher chose, or bytes that the page handed over under a ticket, which is good for once. */
export type PictureSource = { readonly path: string } | { readonly handover: string; readonly name: string };

type NewPicture = PictureSource & { readonly lessonId: string; readonly newId?: string | undefined };

/**
 * Joins a picture to a lesson that is on its way into its text: optimised, kept in the library, and with its teacher until the
 * text is saved that shows it: it may stand in a note. The same bytes hang once. What is no picture is joined as any document.
 *
 * @throws CartableError `store/not-found`, `library/*`, `store/disk-full`, `input/invalid` (no such ticket); or the signal's reason
 */
export async function attachPicture(
  context: DomainContext,
  { lessonId, newId, ...source }: NewPicture,
  signal?: AbortSignal,
): Promise<Resource> {
  const id = newId ?? context.random.id();
  let hung = id;
  const hang = (document: ImportedDocument) => {
    hung = hangPicture(context, { id, lessonId, document });
  };
  try {
    livingLesson(context, lessonId);
    if (readAttached(context.store.db, 'resource', id) === undefined)
      await bringIn(context, source, { signal, hang });
  } finally {
    if ('handover' in source) await rm(ticketPath(context, source.handover), { force: true });
  }
  context.announce('lessons', 'library');
  return toResource(context, requireAttached(context, 'resource', hung));
}

async function bringIn(
  context: DomainContext,
  source: PictureSource,
  { signal, hang }: { signal: AbortSignal | undefined; hang(document: ImportedDocument): void },
): Promise<void> {
  if ('path' in source) {
    await context.importDocument(source.path, signal, hang);
    return;
  }
  const path = ticketPath(context, source.handover);
  const size = await stat(path).then(
    (found) => found.size,
    () => Number.POSITIVE_INFINITY,
  );
  if (size > PICTURE_MAX_BYTES) throw new CartableError('input/invalid', {}, 'never');
  // A name is only ever shown: slashes in it would lead nowhere, and are no part of one.
  const name = source.name.replaceAll(/[/\\\p{Cc}]/gu, '-');
  await context.importMade({ path, name }, signal, hang);
}

/** Under which id it hangs: its own, or that of the same bytes which hang there already. */
function hangPicture(
  context: DomainContext,
  { id, lessonId, document }: { id: string; lessonId: string; document: ImportedDocument },
): string {
  const { db } = context.store;
  const same = readAllAttached(db, 'resource', lessonId).find(
    ({ sha256, removed_at }) => sha256 === document.sha256 && removed_at === null,
  );
  if (same !== undefined) return same.id;
  const kind = isPicture(document.mediaType)
    ? { ...RESOURCE, note: () => markForTeacher(db, id, true) }
    : RESOURCE;
  hangDocument(context, kind, { id, ownerId: lessonId, document });
  return id;
}

/**
 * Hangs the pictures on a lesson that its text shows since it was saved and that hang elsewhere: they were pasted from another lesson,
 * which may have none of them any more. What was taken off this lesson comes back as what it was; bytes that are not here are left.
 */
export function hangPasted(context: DomainContext, lessonId: string, before: readonly TextBlock[]): void {
  const { db } = context.store;
  const known = documentsIn(before);
  const rows = readAllAttached(db, 'resource', lessonId);
  for (const sha256 of documentsIn(readText(db, lessonId))) {
    const same = rows.filter((row) => row.sha256 === sha256);
    if (known.has(sha256) || same.some(({ removed_at }) => removed_at === null)) continue;
    const last = same.sort((one, other) => Number(one.removed_at) - Number(other.removed_at)).at(-1);
    if (last !== undefined) reattachResource(context, last.id);
    else {
      const document = knownPicture(db, sha256);
      if (document !== undefined) hangByHash(context, { lessonId, document });
    }
  }
}

/** A picture whose bytes are here, under the name of a document that they are known by. */
function knownPicture(db: Db, sha256: string): FileByHash | undefined {
  const found = db
    .prepare(
      `SELECT name, sha256, blob.bytes AS sizeBytes, blob.media_type AS mediaType
       FROM (SELECT name, sha256, added_at FROM resource UNION ALL SELECT name, sent_sha256, added_at FROM document)
       JOIN blob USING (sha256) WHERE sha256 = ? AND is_local = 1 ORDER BY added_at LIMIT 1`,
    )
    .get(sha256) as FileByHash | undefined;
  return found !== undefined && isPicture(found.mediaType) ? found : undefined;
}

function ticketPath({ vault }: DomainContext, handover: string): string {
  return join(vault.directory, 'incoming', handover);
}
