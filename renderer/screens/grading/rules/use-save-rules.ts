import { useTranslation } from 'react-i18next';
import type { Assignment, RulesChange } from '../../../../preload/contract/index.ts';
import { engineClient } from '../../../app/engine.ts';
import { useToasts } from '../../../app/toasts.tsx';
import { rulesSteps } from '../../../app/undo-steps.ts';

/** Saves how an assignment is graded, as one step of undo; false when it could not be. */
export function useSaveRules({
  id: assignmentId,
  title,
}: Assignment): (change: Omit<RulesChange, 'assignmentId'>) => Promise<boolean> {
  const { t } = useTranslation();
  const toasts = useToasts();
  return async (change) => {
    try {
      const { previous } = await engineClient.grading.saveRules({ assignmentId, ...change });
      const { undo, redo } = rulesSteps(change, previous);
      toasts.undoable({
        label: t('gradingRules.saved', { title }),
        undo: async () => engineClient.grading.saveRules({ assignmentId, ...undo }),
        redo: async () => engineClient.grading.saveRules({ assignmentId, ...redo }),
      });
      return true;
    } catch (error) {
      toasts.failed(error);
      return false;
    }
  };
}
