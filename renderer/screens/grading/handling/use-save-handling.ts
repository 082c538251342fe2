import { useTranslation } from 'react-i18next';
import type { Handling, SubmissionSummary } from '../../../../preload/contract/index.ts';
import { engineClient } from '../../../app/engine.ts';
import { useToasts } from '../../../app/toasts.tsx';
import { undoStack } from '../../../app/undo.ts';
import { handlingSteps } from '../../../app/undo-steps.ts';

/** Changes where the work on a copy stands, as one step of undo. */
export function useSaveHandling(
  { id: submissionId }: SubmissionSummary,
  name: string,
): (change: Partial<Handling>) => void {
  const { t } = useTranslation();
  const toasts = useToasts();
  return (change) => {
    engineClient.grading
      .saveHandling({ submissionId, ...change })
      .then(({ previous }) => {
        const { undo, redo } = handlingSteps(change, previous);
        undoStack.push({
          label: t('grading.handling.saved', { name }),
          undo: async () => engineClient.grading.saveHandling({ submissionId, ...undo }),
          redo: async () => engineClient.grading.saveHandling({ submissionId, ...redo }),
        });
      })
      .catch(toasts.failed);
  };
}
