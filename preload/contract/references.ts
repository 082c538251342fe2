import * as z from 'zod';
import { documentRef, id } from './domain.ts';

/** What a document is to an assignment: its key (corrigé), or its subject (énoncé). */
export const referenceRole = z.enum(['key', 'subject']);
export type ReferenceRole = z.infer<typeof referenceRole>;

/** A document that is looked at beside an assignment's copies; `document.id` is its id in the library. */
export const reference = z.object({ role: referenceRole, document: documentRef });
export type Reference = z.infer<typeof reference>;

export const referenceChoice = z.object({
  assignmentId: id,
  role: referenceRole,
  documentId: id,
  /** False: it is taken away from beside the copies, and stays in the library. */
  isChosen: z.boolean(),
});
export type ReferenceChoice = z.infer<typeof referenceChoice>;

/** A document that was chosen or taken away, by its id in the library; `hasChanged`: it was otherwise before. */
export const chosenReference = z.object({ documentId: id, hasChanged: z.boolean() });
export type ChosenReference = z.infer<typeof chosenReference>;
