import { useTranslation } from 'react-i18next';
import type { GradeAdjustment, SubmissionSummary } from '../../../../preload/contract/index.ts';
import { engineClient } from '../../../app/engine.ts';
import { useToasts } from '../../../app/toasts.tsx';
import { undoStack } from '../../../app/undo.ts';
import { gradeSave } from '../grading-edits.ts';

/** Adds to a copy's grade or takes off it, as one step of undo. A grade that is still being saved goes first. */
export function useAdjustGrade(
  { id: submissionId, pointsTimes100, standing, isCounted }: SubmissionSummary,
  name: string,
): (parts: Omit<GradeAdjustment, 'penaltyTimes100'>) => void {
  const { t } = useTranslation();
  const toasts = useToasts();
  const before = { pointsTimes100, standing, isCounted };
  return (parts) => {
    const adjust = async () => {
      await gradeSave(submissionId).flush();
      return engineClient.grading.adjustGrade({ submissionId, ...parts, before });
    };
    adjust()
      .then(({ previous }) =>
        undoStack.push({
          label: t('gradingRules.adjust.done', { name }),
          undo: async () => engineClient.grading.adjustGrade(previous),
          redo: async () =>
            engineClient.grading.adjustGrade({
              submissionId,
              ...parts,
              before,
              outOfTimes100: previous.outOfTimes100,
            }),
        }),
      )
      .catch(toasts.failed);
  };
}
