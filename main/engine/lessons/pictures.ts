import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Resource } from '../../../preload/contract/domain.ts';
import { isPicture, PICTURE_MAX_BYTES } from '../../../preload/contract/pictures.ts';
import type { DomainContext, ImportedDocument } from '../context.ts';
import { hangDocument, readAllAttached, readAttached, requireAttached } from '../library/attached-files.ts';
import { CartableError } from '../platform/cartable-error.ts';
import { markForTeacher } from './kept-documents.ts';
import { livingLesson, RESOURCE } from './lesson-parts.ts';
import { toResource } from './lesson-views.ts';

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

function ticketPath({ vault }: DomainContext, handover: string): string {
  return join(vault.directory, 'incoming', handover);
}
