import { useTranslation } from 'react-i18next';
import type { Assignment } from '../../../preload/contract/index.ts';
import { engineClient } from '../../app/engine.ts';
import { useToasts } from '../../app/toasts.tsx';
import { publicationSteps } from '../../app/undo-steps.ts';

/** Publishes an assignment's grades: now, at an instant, or (null) no more. Says so, and can be undone. */
export function usePublish({ id, title }: Assignment): (at: number | 'now' | null) => void {
  const { t } = useTranslation();
  const toasts = useToasts();
  return (at) => {
    engineClient.grading
      .publish({ assignmentId: id, at })
      .then((published) => {
        const { undo, redo } = publicationSteps(published);
        toasts.undoable({
          label: t(`grading.publication.${at === null ? 'withdrawn' : 'done'}`, { title }),
          undo: async () => engineClient.grading.publish({ assignmentId: id, ...undo }),
          redo: async () => engineClient.grading.publish({ assignmentId: id, ...redo }),
        });
      })
      .catch(toasts.failed);
  };
}
