import { IconNotebook } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { engine } from '../../app/engine.ts';
import { navigate } from '../../app/routes.ts';
import { ToolButton } from '../../components/tool-button.tsx';

/** Back to the lesson in which an assignment was given as homework; of several to the last. */
export function AssignmentLesson({ assignmentId }: { assignmentId: string }) {
  const { t } = useTranslation();
  const { data } = useQuery(engine.lessons.gradedIn.queryOptions({ input: { assignmentId } }));
  const lesson = data?.at(-1);
  if (lesson === undefined) return null;
  const { lessonId, title } = lesson;
  return (
    <ToolButton
      size="large"
      label={t('grading.bar.lesson', { title })}
      Icon={IconNotebook}
      testId="assignment-lesson"
      onUse={() => navigate({ screen: 'lessons', lessonId })}
    />
  );
}
