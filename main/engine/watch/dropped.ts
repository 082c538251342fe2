import { realpath, stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { BroughtIn } from '../../../preload/contract/watch.ts';
import type { DomainContext, ImportedDocument } from '../context.ts';
import { libraryHandlers } from '../library/handlers.ts';
import { CartableError } from '../platform/cartable-error.ts';
import { changeFile, findFileAt, findFolder, findSameBytes, insertFile, insertFolder } from './repository.ts';

/** Where a file lay when the teacher gave it. */
interface Place {
  /** Without links. */
  readonly folder: string;
  readonly name: string;
  readonly modifiedAt: number;
}

/**
 * Brings a file in that the teacher gave to the list of what waits: as if it had come by a folder that is watched no more.
 *
 * Bytes that wait already are not listed twice; what had been decided on them is open again. The file is only read.
 * @throws CartableError `library/*`, `policy/folder-not-allowed`, `store/*`; or the signal's reason
 */
export async function bringIn(
  context: DomainContext,
  { path, newId }: { path: string; newId?: string | undefined },
  signal?: AbortSignal,
): Promise<BroughtIn> {
  const place = await placeOf(path);
  let arrivalId = newId ?? context.random.id();
  const { name, optimisation } = await context.importDocument(path, signal, (document) => {
    arrivalId = propose(context, place, { document, newId: arrivalId });
  });
  context.announce('watch', 'library');
  return { arrivalId, name, optimisation };
}

async function placeOf(path: string): Promise<Place> {
  try {
    const { mtimeMs } = await stat(path);
    return { folder: await realpath(dirname(path)), name: basename(path), modifiedAt: Math.floor(mtimeMs) };
  } catch (error) {
    throw new CartableError('library/file-missing', { name: basename(path) }, 'after-user', error);
  }
}

/** Call inside a transaction. @returns the id under which it waits */
function propose(
  context: DomainContext,
  { folder, name, modifiedAt }: Place,
  { document: { documentId }, newId }: { document: ImportedDocument; newId: string },
): string {
  const { db } = context.store;
  const original = libraryHandlers.find(context, documentId)?.original;
  if (original === undefined) throw new CartableError('store/not-found', {}, 'never');
  const twin = findSameBytes(db, original.sha256, newId);
  if (twin?.state === 'proposed') return twin.id;
  const now = context.clock.now();
  const folderId = findFolder(db, { path: folder })?.id ?? context.random.id();
  // Known, and not watched.
  insertFolder(db, { id: folderId, path: folder, addedAt: now, removedAt: now });
  const id = findFileAt(db, folderId, name)?.id ?? newId;
  insertFile(db, { id, folderId, path: name, bytes: original.sizeBytes, modifiedAt, foundAt: now });
  changeFile(db, id, {
    bytes: original.sizeBytes,
    modifiedAt,
    isWaiting: 0,
    state: 'proposed',
    reason: null,
    sha256: original.sha256,
    documentId,
    attachedKind: null,
    attachedId: null,
    pileCopies: null,
    foundAt: now,
    decidedAt: null,
  });
  return id;
}
