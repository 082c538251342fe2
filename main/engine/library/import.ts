import { existsSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { basename } from 'node:path';
import type { DomainContext, ImportedDocument, MadeFile } from '../context.ts';
import { CartableError } from '../platform/cartable-error.ts';
import { requireAllowedFolder } from '../policies/obey.ts';
import { readSettings } from '../settings/stored-settings.ts';
import { toStorageError } from '../store/sqlite-errors.ts';
import { copyFlushed } from '../vault/copy-flushed.ts';
import { isRegularFile, type StoredBlob } from '../vault/vault.ts';
import type { Optimise } from './optimiser-port.ts';
import { type Draft, keepFiles, makeRendition, recordRendition, reusableRendition } from './renditions.ts';
import {
  findChosenPreset,
  findDocument,
  insertDocument,
  type RenditionRow,
  readDocument,
} from './repository.ts';

/** How a file comes in. */
export interface ImportOptions {
  readonly signal?: AbortSignal | undefined;
  /** Hangs it somewhere, in the transaction that writes it down. */
  readonly join?: ((document: ImportedDocument) => void) | undefined;
}

/**
 * Copies a file of the teacher's into the vault, with what the optimiser makes of it.
 *
 * The file itself is only read. The same bytes are kept once and optimised once a preset and recipe; under the same
 * name they are one document of the library, however often they come. Nothing is kept of a file that is refused.
 * @throws CartableError `library/file-missing`, `library/file-unreadable`, `library/file-refused` (with `name` and
 *   `reason`), `policy/folder-not-allowed`, `store/disk-full`, `store/read-only`; or the signal's reason
 */
export async function importDocument(
  context: DomainContext,
  optimise: Optimise,
  path: string,
  options: ImportOptions = {},
): Promise<ImportedDocument> {
  requireAllowedFolder(context.policies, path);
  return importMade(context, optimise, { path, name: basename(path) }, options);
}

/** The same for a file that the app itself has unpacked or made. @throws as `importDocument` */
export async function importMade(
  context: DomainContext,
  optimise: Optimise,
  { path, name, preset: wanted }: MadeFile,
  { signal, join }: ImportOptions = {},
): Promise<ImportedDocument> {
  if (context.store.isReadOnly) throw new CartableError('store/from-future');
  const draftPath = context.vault.incomingPath();
  const renditionPath = context.vault.incomingPath();
  try {
    const { db } = context.store;
    const blob = await bringIn({ path, name }, draftPath);
    const preset = findChosenPreset(db, blob.sha256) ?? wanted ?? readSettings(db, context.policies).quality;
    const draft: Draft = { path: draftPath, name, preset, blob };
    const known = await reusableRendition(context, draft);
    const { rendition, files } =
      known === undefined
        ? await makeRendition({ optimise, draft, outputPath: renditionPath, signal })
        : { rendition: known, files: [] };
    const imported = await keepFiles(context, [draft, ...files], () => {
      // Given up while the bytes entered the vault: they leave again, and nothing names them.
      signal?.throwIfAborted();
      const document = register(context, draft, rendition);
      join?.(document);
      return document;
    });
    context.announce('library');
    return imported;
  } finally {
    await rm(draftPath, { force: true });
    await rm(renditionPath, { force: true });
  }
}

/** Copies first: what is optimised and kept is then one and the same, even if the file changes meanwhile. */
async function bringIn(
  { path, name }: Pick<MadeFile, 'path' | 'name'>,
  draftPath: string,
): Promise<StoredBlob> {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory())
    throw new CartableError('library/file-refused', { name, reason: 'folder' });
  if (!(await isRegularFile(path)))
    throw new CartableError(existsSync(path) ? 'library/file-unreadable' : 'library/file-missing', { name });
  try {
    return await copyFlushed(path, draftPath, 0o600);
  } catch (error) {
    const { syscall, path: at } = error as NodeJS.ErrnoException;
    if (syscall === 'read' || at === path)
      throw new CartableError('library/file-unreadable', { name }, 'after-user', error);
    throw toStorageError(error);
  }
}

/** Call inside a transaction. */
function register(context: DomainContext, draft: Draft, rendition: RenditionRow): ImportedDocument {
  const { store, random, clock } = context;
  const fields = recordRendition(context, draft, rendition);
  const known = findDocument(store.db, fields);
  if (known !== undefined) return known;
  const id = random.id();
  insertDocument(store.db, { id, ...fields, rendition, addedAt: clock.now() });
  return readDocument(store.db, id);
}
