import { useTranslation } from 'react-i18next';
import type { GradedHomework, HomeworkGrading } from '../../../../preload/contract/index.ts';
import { engineClient } from '../../../app/engine.ts';
import { useToasts } from '../../../app/toasts.tsx';

/** Says how homework is graded; « Annuler » says what was said before. */
export function useGradeHomework(): (graded: GradedHomework, grading: HomeworkGrading | null) => void {
  const { t } = useTranslation();
  const toasts = useToasts();
  const say = async ({ homeworkId, title }: GradedHomework, grading: HomeworkGrading | null) => {
    const { before } = await engineClient.lessons.gradeHomework({ homeworkId, grading });
    toasts.undoable({
      label: t(grading === null ? 'lessons.grading.undo.stopped' : 'lessons.grading.undo.said', { title }),
      undo: async () => engineClient.lessons.gradeHomework({ homeworkId, grading: before }),
      redo: async () => engineClient.lessons.gradeHomework({ homeworkId, grading }),
    });
  };
  return (graded, grading) => void say(graded, grading).catch(toasts.failed);
}
