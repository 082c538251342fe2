import { type ReferenceRole, referenceRole } from '../../../../preload/contract/index.ts';
import { type KeptViews, keptViews } from '../kept-views.ts';

/** What stands beside the copies: a document, or the words that came with the assignment. */
export type ReferencePart = ReferenceRole | 'instructions';

export const REFERENCE_PARTS: readonly ReferencePart[] = [...referenceRole.options, 'instructions'];

export interface ReferenceView {
  readonly isShown: boolean;
  readonly part: ReferencePart;
  /** The document in view of each role; none: its first. */
  readonly documentIds: Readonly<Partial<Record<ReferenceRole, string>>>;
}

/** What is shown beside each assignment's copies. */
export const referenceViews: KeptViews<ReferenceView> = keptViews(
  'grading.reference',
  ({ isShown, part, documentIds }) => ({
    isShown: isShown === true,
    part: REFERENCE_PARTS.find((one) => one === part) ?? 'key',
    documentIds: typeof documentIds === 'object' ? documentIds : {},
  }),
);

/** Brings a document of a role into view. */
export function showReference(assignmentId: string, role: ReferenceRole, documentId: string): void {
  const { documentIds } = referenceViews.of(referenceViews.all.get(), assignmentId);
  referenceViews.change(assignmentId, { documentIds: { ...documentIds, [role]: documentId } });
}

/** Shows what stands beside the copies of an assignment, or hides it. */
export function toggleReference(assignmentId: string): void {
  const { isShown } = referenceViews.of(referenceViews.all.get(), assignmentId);
  referenceViews.change(assignmentId, { isShown: !isShown });
}
