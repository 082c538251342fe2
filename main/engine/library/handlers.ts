import { extname } from 'node:path';
import type {
  LibraryDocument,
  PresetChange,
  PresetChanged,
  Survey,
} from '../../../preload/contract/library.ts';
import type { WrittenText } from '../../../preload/contract/written-text.ts';
import type { DomainContext } from '../context.ts';
import { CartableError } from '../platform/cartable-error.ts';
import { replaceChosenFile } from '../policies/chosen-files.ts';
import { requireFeature } from '../policies/obey.ts';
import { readWrittenText, WRITTEN_FILE_BYTES } from '../texts/written-text.ts';
import { copyBlob } from '../vault/copy-blob.ts';
import { attachAgain } from './attach-again.ts';
import { bringDocument } from './bring-document.ts';
import { renditionName } from './names.ts';
import {
  findLibraryDocument,
  forgetUnused,
  readDocuments,
  readFileBudget,
  readSavings,
  readUses,
  renameUnused,
  type Savings,
  type UseRow,
} from './repository.ts';
import { weekStart } from './rules.ts';
import { surveyPaths } from './survey.ts';

/** What the screens ask of the library. Files enter it by `importDocument`. */
export const libraryHandlers = {
  bring: bringDocument,
  /** The teacher's own documents, the latest first, with where they are used. */
  list(context: DomainContext): LibraryDocument[] {
    const uses = Map.groupBy(readUses(context.store.db), ({ documentId }) => documentId);
    return readDocuments(context.store.db).map((document) => ({
      ...document,
      usedIn: (uses.get(document.id) ?? []).map((use) => {
        const { kind, id, label } = use;
        return { kind, id, label, sent: sentVersion(context, use, document.document.sha256) };
      }),
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
    requireFeature(context.policies, 'save-copy');
    await replaceChosenFile(context, input.path, (draft) => copyBlob(context.vault, input.sha256, draft));
    return {};
  },

  /** What a text, sheets or slides say, read here from its bytes; null when it cannot be. @throws CartableError `vault/blob-missing` */
  async readText({ vault }: DomainContext, { sha256 }: { sha256: string }): Promise<WrittenText | null> {
    if (!vault.has(sha256)) throw new CartableError('vault/blob-missing');
    const sizeBytes = vault.sizeOf(sha256);
    const bytes = sizeBytes > WRITTEN_FILE_BYTES ? null : await vault.readIntact({ sha256, sizeBytes });
    return bytes === null ? null : readWrittenText(bytes);
  },

  /**
   * Makes a document for something else than before, in the background of everything: see change-preset.ts.
   *
   * @throws CartableError `store/not-found`, `vault/blob-missing`, `vault/blob-corrupt`, `library/file-refused`,
   *   `store/disk-full`; or the signal's reason
   */
  setPreset(context: DomainContext, input: PresetChange, signal?: AbortSignal): Promise<PresetChanged> {
    return context.changePreset(input, signal);
  },

  attachAgain,

  /** Not a procedure of its own: one document, also one that the teacher has not decided on. */
  find(context: DomainContext, documentId: string): Omit<LibraryDocument, 'usedIn'> | undefined {
    return findLibraryDocument(context.store.db, documentId);
  },

  /** Not a procedure of its own: a document that hangs on nothing takes its file's new name. */
  rename(context: DomainContext, documentId: string, originalName: string): void {
    const known = findLibraryDocument(context.store.db, documentId);
    if (known === undefined) return;
    const name = renditionName(originalName, extname(known.document.name).slice(1));
    renameUnused(context.store.db, documentId, { name, originalName });
  },

  /** Not a procedure of its own: a document that hangs on nothing leaves the library. */
  forget(context: DomainContext, documentId: string): void {
    forgetUnused(context.store.db, documentId);
  },

  /** The largest file that the ENT takes. */
  budget(context: DomainContext): { fileBytes: number | null } {
    return { fileBytes: readFileBudget(context.store.db) };
  },

  /** What there is at some paths that the teacher gave: see survey.ts. */
  survey(context: DomainContext, input: { paths: readonly string[] }, signal?: AbortSignal): Promise<Survey> {
    return surveyPaths(context, input.paths, signal);
  },

  /** Totals since the account was connected, and since Monday. */
  savings(context: DomainContext): Savings & { thisWeek: Savings } {
    const { db } = context.store;
    return { ...readSavings(db, 0), thisWeek: readSavings(db, weekStart(context.clock.now())) };
  },
};

/** How far a document has come on its way to where it hangs. */
function sentVersion(
  { edits }: DomainContext,
  { kind, attachedId, sha256 }: UseRow,
  currentSha256: string,
): LibraryDocument['usedIn'][number]['sent'] {
  if (kind === 'key' || kind === 'subject') return 'no';
  if (edits.isUnsent(kind === 'lesson' ? 'resource' : 'feedback', attachedId)) return 'no';
  return sha256 === currentSha256 ? 'this' : 'earlier';
}
