import type {
  ChosenReference,
  Reference,
  ReferenceChoice,
  ReferenceRole,
} from '../../../preload/contract/references.ts';
import type { DomainContext } from '../context.ts';
import { libraryHandlers } from '../library/handlers.ts';
import { CartableError } from '../platform/cartable-error.ts';
import { readAssignment } from './repository.ts';

/*
 * The key and the subject of an assignment, looked at beside its copies: documents of the library, on this computer alone. A
 * document that is made again for another preset is shown as it is now.
 */
export const referencesHandlers = {
  /** The key first. */
  references(context: DomainContext, { assignmentId }: { assignmentId: string }): Reference[] {
    const rows = context.store.db
      .prepare(
        'SELECT role, document_id AS documentId FROM assignment_reference WHERE assignment_id = ? ORDER BY role',
      )
      .all(assignmentId) as { role: ReferenceRole; documentId: string }[];
    return rows.flatMap(({ role, documentId }) => {
      const found = libraryHandlers.find(context, documentId);
      return found === undefined ? [] : [{ role, document: found.document }];
    });
  },

  /** Chooses a document of the library, or (null) none. @throws CartableError `store/not-found` */
  chooseReference(context: DomainContext, choice: ReferenceChoice): ChosenReference {
    const { documentId } = choice;
    const previousId = context.store.write(() => {
      if (documentId !== null && libraryHandlers.find(context, documentId) === undefined) throw notFound();
      return choose(context, choice);
    });
    context.announce('grading', 'library');
    return { documentId, previousId };
  },

  /**
   * Brings a file into the library as the key or the subject.
   *
   * @throws CartableError `store/not-found`, `library/*`, `store/disk-full`; or the signal's reason
   */
  async bringReference(
    context: DomainContext,
    { path, ...of }: { assignmentId: string; role: ReferenceRole; path: string },
    signal?: AbortSignal,
  ): Promise<ChosenReference> {
    requireAssignment(context, of.assignmentId);
    let previousId: string | null = null;
    const { documentId } = await context.importDocument(path, signal, (document) => {
      previousId = choose(context, { ...of, documentId: document.documentId });
    });
    context.announce('grading', 'library');
    return { documentId, previousId };
  },
};

/** Within a transaction; returns what was chosen before. */
function choose(context: DomainContext, { assignmentId, role, documentId }: ReferenceChoice): string | null {
  requireAssignment(context, assignmentId);
  const { db } = context.store;
  const previousId = (db
    .prepare('SELECT document_id FROM assignment_reference WHERE assignment_id = ? AND role = ?')
    .pluck()
    .get(assignmentId, role) ?? null) as string | null;
  if (documentId === null)
    db.prepare('DELETE FROM assignment_reference WHERE assignment_id = ? AND role = ?').run(
      assignmentId,
      role,
    );
  else
    db.prepare(
      `INSERT INTO assignment_reference (assignment_id, role, document_id, chosen_at) VALUES (?, ?, ?, ?)
       ON CONFLICT (assignment_id, role) DO UPDATE SET document_id = excluded.document_id, chosen_at = excluded.chosen_at`,
    ).run(assignmentId, role, documentId, context.clock.now());
  return previousId;
}

function requireAssignment({ store }: DomainContext, id: string): void {
  if (readAssignment(store.db, id) === undefined) throw notFound();
}

function notFound(): CartableError {
  return new CartableError('store/not-found', {}, 'never');
}
