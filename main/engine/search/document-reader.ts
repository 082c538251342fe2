import type { DomainContext } from '../context.ts';
import { nextUnreadDocument, writeDocumentText } from './repository.ts';

/** Reads the words of a file, as the optimiser's processes do. */
export type ReadText = (request: {
  readonly inputPath: string;
  readonly signal: AbortSignal;
}) => Promise<string>;

export interface DocumentReader {
  /** There may be a document that was not read yet. */
  wake(): void;
  /** Ends it; nothing of the store is touched afterwards. */
  stop(): void;
}

/**
 * Reads the words of lessons' documents for the search, one after the other, each once for all places that it hangs in.
 *
 * A document that cannot be read is read no more while the engine lives: the next one tries again.
 */
export function startDocumentReader(
  { store, vault }: Pick<DomainContext, 'store' | 'vault'>,
  { readText, onBug }: { readText: ReadText; onBug: (error: unknown) => void },
): DocumentReader {
  const controller = new AbortController();
  const { signal } = controller;
  const skipped = new Set<string>();
  let isAtWork = false;
  const readAll = async () => {
    for (;;) {
      const sha256 = nextUnreadDocument(store.db, skipped);
      if (sha256 === undefined) return;
      const text = await readText({ inputPath: vault.pathOf(sha256), signal }).catch(() => null);
      if (signal.aborted) return;
      if (text === null) skipped.add(sha256);
      else store.write(() => writeDocumentText(store.db, sha256, text));
    }
  };
  return {
    wake() {
      if (isAtWork || signal.aborted || store.isReadOnly) return;
      isAtWork = true;
      readAll()
        .catch(onBug)
        .finally(() => {
          isAtWork = false;
        });
    },
    stop: () => controller.abort(),
  };
}
