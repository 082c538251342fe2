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
 * The keys and subjects of an assignment, looked at beside its copies: documents of the library, on this computer alone. A
 * document that is made again for another preset is shown as it is now.
 */
export const referencesHandlers = {
  /** The keys first; of a role, those that were chosen first. */
  references(context: DomainContext, { assignmentId }: { assignmentId: string }): Reference[] {
    const rows = context.store.db
      .prepare(
        `SELECT role, document_id AS documentId FROM assignment_reference WHERE assignment_id = ?
         ORDER BY role, chosen_at, document_id`,
      )
      .all(assignmentId) as { role: ReferenceRole; documentId: string }[];
    return rows.flatMap(({ role, documentId }) => {
      const found = libraryHandlers.find(context, documentId);
      return found === undefined ? [] : [{ role, document: found.document }];
    });
  },

  /** Puts a document of the library beside the copies, or takes it away. @throws CartableError `store/not-found` */
  chooseReference(context: DomainContext, choice: ReferenceChoice): ChosenReference {
    const { documentId, isChosen } = choice;
    const hasChanged = context.store.write(() => {
      if (isChosen && libraryHandlers.find(context, documentId) === undefined) throw notFound();
      return choose(context, choice);
    });
    context.announce('grading', 'library');
    return { documentId, hasChanged };
  },

  /**
   * Brings a file into the library as a key or a subject.
   *
   * @throws CartableError `store/not-found`, `library/*`, `store/disk-full`; or the signal's reason
   */
  async bringReference(
    context: DomainContext,
    { path, ...of }: { assignmentId: string; role: ReferenceRole; path: string },
    signal?: AbortSignal,
  ): Promise<ChosenReference> {
    requireAssignment(context, of.assignmentId);
    let hasChanged = false;
    const { documentId } = await context.importDocument(path, signal, (document) => {
      hasChanged = choose(context, { ...of, documentId: document.documentId, isChosen: true });
    });
    context.announce('grading', 'library');
    return { documentId, hasChanged };
  },
};

/** Within a transaction; returns whether it was otherwise before. */
function choose(
  context: DomainContext,
  { assignmentId, role, documentId, isChosen }: ReferenceChoice,
): boolean {
  requireAssignment(context, assignmentId);
  const { db } = context.store;
  const change = isChosen
    ? db
        .prepare(
          `INSERT INTO assignment_reference (assignment_id, role, document_id, chosen_at) VALUES (?, ?, ?, ?)
           ON CONFLICT DO NOTHING`,
        )
        .run(assignmentId, role, documentId, context.clock.now())
    : db
        .prepare('DELETE FROM assignment_reference WHERE assignment_id = ? AND role = ? AND document_id = ?')
        .run(assignmentId, role, documentId);
  return change.changes > 0;
}

function requireAssignment({ store }: DomainContext, id: string): void {
  if (readAssignment(store.db, id) === undefined) throw notFound();
}

function notFound(): CartableError {
  return new CartableError('store/not-found', {}, 'never');
}
