import { rename, rm } from 'node:fs/promises';
import type { LibraryDocument } from '../../../preload/contract/library.ts';
import type { DomainContext } from '../context.ts';
import { copyBlob, toTargetError } from '../vault/copy-blob.ts';
import { readDocuments, readSavings, readUses, type Savings } from './repository.ts';

/** What the screens ask of the library. Files enter it by `importDocument`. */
export const libraryHandlers = {
  /** The teacher's own documents, the latest first, with where they are used. */
  list(context: DomainContext): LibraryDocument[] {
    const uses = Map.groupBy(readUses(context.store.db), ({ documentId }) => documentId);
    return readDocuments(context.store.db).map((document) => ({
      ...document,
      usedIn: (uses.get(document.id) ?? []).map(({ kind, id, label }) => ({ kind, id, label })),
    }));
  },

  /**
   * Writes a document to a path that the teacher chose: whole and checked, or not at all.
   *
   * @throws CartableError `vault/blob-missing`, `vault/blob-corrupt`, `store/disk-full`, `library/folder-unwritable`
   */
  async exportTo(
    context: DomainContext,
    input: { sha256: string; path: string },
  ): Promise<Record<string, never>> {
    // Beside the target, so that the last step is a rename; what was there before stays until then.
    const draft = `${input.path}.${context.random.id()}.part`;
    await copyBlob(context.vault, input.sha256, draft);
    try {
      await rename(draft, input.path);
    } catch (error) {
      await rm(draft, { force: true });
      throw toTargetError(error);
    }
    return {};
  },

  /** Totals since the account was connected. */
  savings(context: DomainContext): Savings {
    return readSavings(context.store.db);
  },
};
