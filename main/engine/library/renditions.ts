import type { DomainContext } from '../context.ts';
import type { Preset } from '../optimise/preset.ts';
import { CartableError } from '../platform/cartable-error.ts';
import type { StoredBlob } from '../vault/vault.ts';
import { registerLocalBlob } from './attached-files.ts';
import { keptExtension, renditionName } from './names.ts';
import type { Optimise } from './optimiser-port.ts';
import { findRecipe, isCurrentRecipe } from './recipes.ts';
import { type DocumentFields, findRendition, type RenditionRow, saveRendition } from './repository.ts';

/** A file on the vault's disk that is not yet in the vault. */
export interface Newcomer {
  readonly path: string;
  readonly blob: StoredBlob;
}

/** The original that something is to be made of: a copy of the teacher's file, or the vault's own. */
export interface Draft extends Newcomer {
  readonly name: string;
  readonly preset: Preset;
}

/** What was made of the same bytes before, by recipes that still make the same; unless its file has been lost or damaged. */
export async function reusableRendition(
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

/**
 * Has the optimiser make something of a draft.
 *
 * @throws CartableError `library/file-refused` (with `name` and `reason`), `store/disk-full`; or the signal's reason
 */
export async function makeRendition(work: {
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

/** The bytes enter the vault first: a row never names what is not there. If the rows cannot be written, they leave again. */
export async function keepFiles<Written>(
  context: DomainContext,
  files: readonly Newcomer[],
  write: () => Written,
): Promise<Written> {
  const { store, vault } = context;
  const brought: string[] = [];
  try {
    for (const { path, blob } of files) if (await vault.adopt(path, blob)) brought.push(blob.sha256);
    return store.write(write);
  } catch (error) {
    const isNamed = store.db.prepare('SELECT 1 FROM blob WHERE sha256 = ?').pluck();
    for (const sha256 of brought) if (isNamed.get(sha256) === undefined) vault.remove(sha256);
    throw error;
  }
}

/** Writes the blobs and the rendition, and gives a document's fields. Call inside a transaction. */
export function recordRendition(
  { store, vault, clock }: DomainContext,
  draft: Draft,
  rendition: RenditionRow,
): DocumentFields {
  const original = draft.blob;
  const sent = rendition.sha256 ?? original.sha256;
  const { mediaType } = rendition;
  const now = clock.now();
  // Asked of the disk in this very turn: another import that failed may have taken away what it had brought.
  for (const sha256 of [original.sha256, sent])
    registerLocalBlob(store.db, { sha256, sizeBytes: vault.sizeOf(sha256), mediaType, now });
  saveRendition(store.db, original.sha256, draft.preset, rendition);
  const extension = rendition.outcome === 'kept' ? keptExtension(draft.name, mediaType) : rendition.extension;
  return {
    name: renditionName(draft.name, extension),
    originalSha256: original.sha256,
    originalName: draft.name,
    sentSha256: sent,
    preset: draft.preset,
  };
}
