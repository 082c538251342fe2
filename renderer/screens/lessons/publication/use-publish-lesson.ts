import { useTranslation } from 'react-i18next';
import type { Publication } from '../../../../preload/contract/index.ts';
import { engineClient } from '../../../app/engine.ts';
import { useToasts } from '../../../app/toasts.tsx';

/** Publishes a lesson in its classes as chosen; says so, and can be undone. Answers whether it was done. */
export function usePublishLesson(): (
  lesson: { readonly id: string; readonly title: string },
  publications: Publication[],
) => Promise<boolean> {
  const { t } = useTranslation();
  const toasts = useToasts();
  return async ({ id: lessonId, title }, publications) => {
    try {
      let { before: states } = await engineClient.lessons.publish({ lessonId, publications });
      const swap = async () => {
        states = (await engineClient.lessons.putBack({ states })).before;
      };
      const count = publications.length;
      toasts.undoable({ label: t('lessons.publication.done', { title, count }), undo: swap, redo: swap });
      return true;
    } catch (error) {
      toasts.failed(error);
      return false;
    }
  };
}
