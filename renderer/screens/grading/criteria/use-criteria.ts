import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Criterion, CriterionMark } from '../../../../preload/contract/index.ts';
import { engine, engineClient } from '../../../app/engine.ts';
import { retryAcrossRestarts } from '../../../app/query-client.ts';
import { useToasts } from '../../../app/toasts.tsx';
import { undoStack } from '../../../app/undo.ts';

/** What an assignment is marked by, and what was given of it; empty while it is being read. */
export function useCriteria(assignmentId: string) {
  const input = { assignmentId };
  const queries = useQueryClient();
  const criteria = useQuery(engine.grading.criteria.queryOptions({ input })).data ?? [];
  const marks = useQuery(engine.grading.criterionMarks.queryOptions({ input })).data ?? [];
  /** With what the field that is just being left has given: a button is pressed before the screen is drawn anew. */
  const marksNow = (): readonly CriterionMark[] =>
    queries.getQueryData(engine.grading.criterionMarks.queryKey({ input })) ?? [];
  return { criteria, marks, marksNow };
}

export interface MarkEdit {
  readonly mark: CriterionMark;
  readonly previous: CriterionMark;
  readonly name: string;
  readonly criterion: Criterion;
}

/** Saves what is given for a criterion: shown at once, and an undo step when the engine has it. */
export function useSaveCriterionMark(assignmentId: string) {
  const { t } = useTranslation();
  const toasts = useToasts();
  const queries = useQueryClient();
  const queryKey = engine.grading.criterionMarks.queryKey({ input: { assignmentId } });
  return useMutation({
    ...retryAcrossRestarts,
    mutationFn: async ({ mark }: MarkEdit) => engineClient.grading.saveCriterionMark(mark),
    onMutate: ({ mark }) => {
      queries.setQueryData(queryKey, (marks) => [
        ...(marks ?? []).filter(
          (one) => one.submissionId !== mark.submissionId || one.criterionId !== mark.criterionId,
        ),
        mark,
      ]);
    },
    onSuccess: ({ previousOutOfTimes100: outOfTimes100 }, { mark, previous, name, criterion }) => {
      undoStack.push({
        label: t('grading.criteria.given', { name, criterion: criterion.label }),
        undo: async () => engineClient.grading.saveCriterionMark({ ...previous, outOfTimes100 }),
        redo: async () => engineClient.grading.saveCriterionMark(mark),
      });
    },
    onError: (error) => {
      toasts.failed(error);
      void queries.invalidateQueries({ queryKey });
    },
  });
}

/** Saves what an assignment is marked by; false when it could not be. */
export function useSaveCriteria(assignmentId: string): (criteria: Criterion[]) => Promise<boolean> {
  const { t } = useTranslation();
  const toasts = useToasts();
  return async (criteria) => {
    try {
      const { previous, graded } = await engineClient.grading.saveCriteria({ assignmentId, criteria });
      toasts.undoable({
        label: t('grading.criteria.saved'),
        undo: async () =>
          engineClient.grading.saveCriteria({ assignmentId, criteria: previous, ungraded: graded }),
        redo: async () => engineClient.grading.saveCriteria({ assignmentId, criteria }),
      });
      return true;
    } catch (error) {
      toasts.failed(error);
      return false;
    }
  };
}
