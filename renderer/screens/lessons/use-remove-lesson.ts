import { useTranslation } from 'react-i18next';
import { engineClient } from '../../app/engine.ts';
import { navigate } from '../../app/routes.ts';
import { useToasts } from '../../app/toasts.tsx';
import type { LessonSession } from './lesson-session.ts';
import { defaultTitle } from './lesson-title.ts';

/** Removes the lesson and goes back to the calendar; « Annuler » brings it back whole. */
export function useRemoveLesson(session: LessonSession): () => void {
  const { t } = useTranslation();
  const toasts = useToasts();
  const remove = async () => {
    // What was typed last comes back too, if the lesson does.
    await session.flush();
    const lessonId = session.lessonId.get();
    const { title, startsAt } = session.fields.get();
    if (lessonId === null) {
      session.autosave.forget();
      navigate({ screen: 'lessons' });
      return;
    }
    const takeAway = async () => engineClient.lessons.remove({ lessonId });
    await takeAway();
    navigate({ screen: 'lessons' });
    toasts.undoable({
      label: t('lessons.undo.removed', { title: title.trim() === '' ? defaultTitle(startsAt) : title }),
      undo: async () => engineClient.lessons.restore({ lessonId }),
      redo: takeAway,
    });
  };
  return () => void remove().catch(toasts.failed);
}
