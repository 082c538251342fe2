import { existsSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { basename } from 'node:path';
import type { DomainContext, ImportedDocument } from '../context.ts';
import type { Preset } from '../optimise/preset.ts';
import { CartableError } from '../platform/cartable-error.ts';
import { readSettings } from '../settings/stored-settings.ts';
import { toStorageError } from '../store/sqlite-errors.ts';
import { copyFlushed } from '../vault/copy-flushed.ts';
import { isRegularFile, type StoredBlob } from '../vault/vault.ts';
import { registerLocalBlob } from './attached-files.ts';
import { keptExtension, renditionName } from './names.ts';
import type { Optimise } from './optimiser-port.ts';
import { findRecipe, isCurrentRecipe } from './recipes.ts';
import {
  findDocument,
  findRendition,
  insertDocument,
  type RenditionRow,
  readDocument,
  saveRendition,
} from './repository.ts';

/** A file on the vault's disk that is not yet in the vault. */
interface Newcomer {
  readonly path: string;
  readonly blob: StoredBlob;
}

/** A copy of the teacher's file. */
interface Draft extends Newcomer {
  readonly name: string;
  readonly preset: Preset;
}

/**
 * Copies a file of the teacher's into the vault, with what the optimiser makes of it.
 *
 * The file itself is only read. The same bytes are kept once and optimised once a preset and recipe; under the same
 * name they are one document of the library, however often they come. Nothing is kept of a file that is refused.
 * @throws CartableError `library/file-missing`, `library/file-unreadable`, `library/file-refused` (with `name` and
 *   `reason`), `store/disk-full`, `store/read-only`; or the signal's reason
 */
export async function importDocument(
  context: DomainContext,
  optimise: Optimise,
  path: string,
  signal?: AbortSignal,
): Promise<ImportedDocument> {
  if (context.store.isReadOnly) throw new CartableError('store/from-future');
  const draftPath = context.vault.incomingPath();
  const renditionPath = context.vault.incomingPath();
  try {
    const draft: Draft = {
      path: draftPath,
      name: basename(path),
      preset: readSettings(context.store.db).quality,
      blob: await bringIn(path, draftPath),
    };
    const known = await reusableRendition(context, draft);
    if (known !== undefined) return await keep(context, draft, known, [draft]);
    const { rendition, files } = await makeRendition({ optimise, draft, outputPath: renditionPath, signal });
    return await keep(context, draft, rendition, [draft, ...files]);
  } finally {
    await rm(draftPath, { force: true });
    await rm(renditionPath, { force: true });
  }
}

/** Copies first: what is optimised and kept is then one and the same, even if the file changes meanwhile. */
async function bringIn(path: string, draftPath: string): Promise<StoredBlob> {
  const name = basename(path);
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

/** What was made of the same bytes before, by recipes that still make the same; unless its file has been lost or damaged. */
async function reusableRendition(
  { store, vault }: DomainContext,
  draft: Draft,
): Promise<RenditionRow | undefined> {
  for (const rendition of findRendition(store.db, draft.blob.sha256, draft.preset)) {
    const { recipe, sha256 } = rendition;
    if (!isCurrentRecipe(recipe)) continue;
    if (sha256 === null || (await vault.isIntact(sha256).catch(() => false))) return rendition;
  }
  return undefined;
}

async function makeRendition(work: {
  optimise: Optimise;
  draft: Draft;
  outputPath: string;
  signal: AbortSignal | undefined;
}): Promise<{ rendition: RenditionRow; files: Newcomer[] }> {
  const { optimise, draft, outputPath, signal } = work;
  const { name, preset } = draft;
  const outcome = await optimise({
    inputPath: draft.path,
    fileName: name,
    outputPath,
    preset,
    ...(signal === undefined ? {} : { signal }),
  });
  signal?.throwIfAborted();
  if (outcome.outcome === 'refused')
    throw new CartableError('library/file-refused', { name, reason: outcome.reason });
  const { mediaType, extension } = outcome;
  if (outcome.outcome === 'kept') {
    const { reason } = outcome;
    const recipe = findRecipe(mediaType);
    return { rendition: { outcome: 'kept', recipe, reason, sha256: null, mediaType, extension }, files: [] };
  }
  // Its bytes were compared with what the optimiser made: see output-file.ts.
  const { recipe, sha256, bytesAfter: sizeBytes } = outcome;
  return {
    rendition: { outcome: 'optimised', recipe, reason: null, sha256, mediaType, extension },
    files: [{ path: outputPath, blob: { sha256, sizeBytes } }],
  };
}

/** The bytes enter the vault first: a row never names what is not there. If the row cannot be written, they leave again. */
async function keep(
  context: DomainContext,
  draft: Draft,
  rendition: RenditionRow,
  files: readonly Newcomer[],
): Promise<ImportedDocument> {
  const { store, vault } = context;
  const brought: string[] = [];
  try {
    for (const { path, blob } of files) if (await vault.adopt(path, blob)) brought.push(blob.sha256);
    const imported = store.write(() => register(context, draft, rendition));
    context.announce('library');
    return imported;
  } catch (error) {
    const isNamed = store.db.prepare('SELECT 1 FROM blob WHERE sha256 = ?').pluck();
    for (const sha256 of brought) if (isNamed.get(sha256) === undefined) vault.remove(sha256);
    throw error;
  }
}

/** Call inside a transaction. */
function register(context: DomainContext, draft: Draft, rendition: RenditionRow): ImportedDocument {
  const { store, vault, random, clock } = context;
  const original = draft.blob;
  const sent = rendition.sha256 ?? original.sha256;
  const { mediaType } = rendition;
  const now = clock.now();
  // Asked of the disk in this very turn: another import that failed may have taken away what it had brought.
  for (const sha256 of [original.sha256, sent])
    registerLocalBlob(store.db, { sha256, sizeBytes: vault.sizeOf(sha256), mediaType, now });
  saveRendition(store.db, original.sha256, draft.preset, rendition);
  const extension = rendition.outcome === 'kept' ? keptExtension(draft.name, mediaType) : rendition.extension;
  const document = {
    name: renditionName(draft.name, extension),
    originalSha256: original.sha256,
    originalName: draft.name,
    sentSha256: sent,
    preset: draft.preset,
  };
  const known = findDocument(store.db, document);
  if (known !== undefined) return known;
  const id = random.id();
  insertDocument(store.db, { id, ...document, rendition, addedAt: now });
  return readDocument(store.db, id);
}
