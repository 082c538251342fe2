import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Assignment, TakenGrade } from '../../../../preload/contract/index.ts';
import { engineClient } from '../../../app/engine.ts';
import { useToasts } from '../../../app/toasts.tsx';

/** Gives copies the grades and comments of a table, all or none; one step of undo. */
export function useTakeGrades({ id: assignmentId, maxTimes100 }: Assignment, onTaken: () => void) {
  const { t } = useTranslation();
  const toasts = useToasts();
  const take = async (grades: readonly TakenGrade[]) =>
    engineClient.exchange.takeGrades({ assignmentId, grades: [...grades], maxTimes100 });
  return useMutation({
    mutationFn: take,
    onSuccess: ({ previous }, grades) => {
      toasts.undoable({
        label: t('exchange.done', { count: grades.length }),
        undo: async () => engineClient.exchange.takeGrades({ assignmentId, grades: previous }),
        redo: async () => take(grades),
      });
      onTaken();
    },
    onError: toasts.failed,
  });
}
