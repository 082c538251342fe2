import type { DomainContext } from '../context.ts';
import { CartableError } from '../platform/cartable-error.ts';
import { isPresent, readPresentHashes } from './collected-rows.ts';
import { readSubmission } from './repository.ts';

/** A document of the library, and whose copy it is. */
export interface CollectedDocument {
  readonly submissionId: string;
  readonly documentId: string;
}

/*
 * Students' work that the teacher brings, from paper or from a ZIP. It stays on this computer: an ENT takes a copy from its
 * student alone. Grades, comments and what is given back of it are sent as ever.
 */
export const collectedFilesHandlers = {
  /**
   * Not a procedure of its own: makes documents part of copies, all or none.
   *
   * A copy that has the very same document already is passed over.
   * @returns the ids by which they are taken away again
   * @throws CartableError `store/not-found`
   */
  collect(context: DomainContext, documents: readonly CollectedDocument[]): string[] {
    const { store, random, clock } = context;
    const insert = store.db.prepare(
      `INSERT INTO collected_file (id, submission_id, document_id, name, sha256, bytes, media_type, added_at)
       SELECT :id, :submissionId, document.id, document.name, sent_sha256, bytes, media_type, :addedAt
       FROM document JOIN blob ON blob.sha256 = sent_sha256 WHERE document.id = :documentId`,
    );
    // A millisecond apart: pages that come together stay in their order.
    const now = clock.now();
    const ids = store.write(() =>
      documents.flatMap(({ submissionId, documentId }, index) => {
        if (readSubmission(store.db, submissionId) === undefined) throw notFound();
        if (isPresent(store.db, submissionId, documentId)) return [];
        const id = random.id();
        const { changes } = insert.run({ id, submissionId, documentId, addedAt: now + index });
        if (changes === 0) throw notFound();
        return [id];
      }),
    );
    if (ids.length > 0) announce(context);
    return ids;
  },

  /** Not a procedure of its own: the hashes of what a copy holds, as it came and as it is kept. */
  presentHashes({ store }: DomainContext, submissionId: string): ReadonlySet<string> {
    return readPresentHashes(store.db, submissionId);
  },

  /** Takes brought documents away; what is away stays away. */
  removeCollected(context: DomainContext, { ids }: { ids: readonly string[] }): Record<string, never> {
    mark(context, ids, context.clock.now());
    return {};
  },

  /** Undo of `removeCollected`. */
  restoreCollected(context: DomainContext, { ids }: { ids: readonly string[] }): Record<string, never> {
    mark(context, ids, null);
    return {};
  },
};

function mark(context: DomainContext, ids: readonly string[], removedAt: number | null): void {
  const { store } = context;
  const update = store.db.prepare(
    'UPDATE collected_file SET removed_at = :removedAt WHERE id = :id AND (removed_at IS NULL) <> (:removedAt IS NULL)',
  );
  store.write(() => {
    for (const id of ids) update.run({ id, removedAt });
  });
  announce(context);
}

function announce(context: DomainContext): void {
  context.announce('grading', 'classes');
}

function notFound(): CartableError {
  return new CartableError('store/not-found', {}, 'never');
}
