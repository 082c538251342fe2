import { type ReferenceRole, referenceRole } from '../../../../preload/contract/index.ts';
import { type KeptViews, keptViews } from '../kept-views.ts';

/** What stands beside the copies: a document, or the words that came with the assignment. */
export type ReferencePart = ReferenceRole | 'instructions';

export const REFERENCE_PARTS: readonly ReferencePart[] = [...referenceRole.options, 'instructions'];

export interface ReferenceView {
  readonly isShown: boolean;
  readonly part: ReferencePart;
}

/** What is shown beside each assignment's copies. */
export const referenceViews: KeptViews<ReferenceView> = keptViews(
  'grading.reference',
  ({ isShown, part }) => ({
    isShown: isShown === true,
    part: REFERENCE_PARTS.find((one) => one === part) ?? 'key',
  }),
);

/** Shows what stands beside the copies of an assignment, or hides it. */
export function toggleReference(assignmentId: string): void {
  const { isShown } = referenceViews.of(referenceViews.all.get(), assignmentId);
  referenceViews.change(assignmentId, { isShown: !isShown });
}
