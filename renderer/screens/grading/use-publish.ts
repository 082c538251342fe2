import { useTranslation } from 'react-i18next';
import type { Assignment } from '../../../preload/contract/index.ts';
import { engineClient } from '../../app/engine.ts';
import { useToasts } from '../../app/toasts.tsx';

/** Publishes an assignment's grades: now, at an instant, or (null) no more. Says so, and can be undone. */
export function usePublish({ id, title }: Assignment): (at: number | 'now' | null) => void {
  const { t } = useTranslation();
  const toasts = useToasts();
  const publish = async (at: number | 'now' | null) => engineClient.grading.publish({ assignmentId: id, at });
  return (at) => {
    publish(at)
      .then(({ previousAt }) =>
        toasts.undoable({
          label: t(`grading.publication.${at === null ? 'withdrawn' : 'done'}`, { title }),
          undo: async () => publish(previousAt),
          redo: async () => publish(at),
        }),
      )
      .catch(toasts.failed);
  };
}
