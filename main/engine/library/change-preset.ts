import { rm } from 'node:fs/promises';
import type { PresetChange, PresetChanged } from '../../../preload/contract/library.ts';
import type { DomainContext } from '../context.ts';
import { CartableError } from '../platform/cartable-error.ts';
import type { Optimise } from './optimiser-port.ts';
import {
  type Draft,
  keepFiles,
  makeRendition,
  type Newcomer,
  recordRendition,
  reusableRendition,
} from './renditions.ts';
import { replaceUnsent } from './replace-unsent.ts';
import { findLibraryDocument, type RenditionRow, readDocument, replaceRendition } from './repository.ts';

/**
 * Makes a document again for another preset, from its original, and remembers the choice.
 *
 * Places that have not been sent take the new version; what was sent stays. Until the end nothing changes: a cancelled
 * or refused change leaves the document as it was.
 * @throws CartableError `store/not-found`, `store/from-future`, `vault/blob-missing` (the original is no longer here),
 *   `vault/blob-corrupt`, `library/file-refused`, `store/disk-full`; or the signal's reason
 */
export async function changePreset(
  context: DomainContext,
  optimise: Optimise,
  change: PresetChange,
  signal?: AbortSignal,
): Promise<PresetChanged> {
  if (context.store.isReadOnly) throw new CartableError('store/from-future');
  const draft = await draftOf(context, change);
  const outputPath = context.vault.incomingPath();
  try {
    const known = await reusableRendition(context, draft);
    const made =
      known === undefined
        ? await makeRendition({ optimise, draft, outputPath, signal })
        : { rendition: known, files: [] };
    signal?.throwIfAborted();
    return await settle(context, change, draft, made);
  } finally {
    await rm(outputPath, { force: true });
  }
}

async function draftOf({ store, vault }: DomainContext, change: PresetChange): Promise<Draft> {
  const known = findLibraryDocument(store.db, change.documentId);
  if (known === undefined) throw new CartableError('store/not-found', {}, 'never');
  const { name, sha256, sizeBytes } = known.original;
  if (!vault.has(sha256)) throw new CartableError('vault/blob-missing', { name }, 'never');
  if (!(await vault.isIntact(sha256))) throw new CartableError('vault/blob-corrupt', { name }, 'never');
  return { path: vault.pathOf(sha256), name, preset: change.preset, blob: { sha256, sizeBytes } };
}

async function settle(
  context: DomainContext,
  { documentId, isChosen }: PresetChange,
  draft: Draft,
  { rendition, files }: { rendition: RenditionRow; files: readonly Newcomer[] },
): Promise<PresetChanged> {
  const { store, clock } = context;
  const changed = await keepFiles(context, files, () => {
    // It may have left the library meanwhile, or its file may have got another name.
    const now = findLibraryDocument(store.db, documentId);
    if (now === undefined) throw new CartableError('store/not-found', {}, 'never');
    const fields = recordRendition(context, { ...draft, name: now.original.name }, rendition);
    replaceRendition(store.db, documentId, { ...fields, rendition, chosenAt: isChosen ? clock.now() : null });
    const document = readDocument(store.db, documentId);
    return { optimisation: document.optimisation, ...replaceUnsent(context, documentId, document) };
  });
  context.announce('library', 'lessons', 'grading');
  return changed;
}
