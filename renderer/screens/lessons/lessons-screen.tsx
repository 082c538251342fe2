import { useTranslation } from 'react-i18next';
import { Screen } from '../../components/screen.tsx';

export function LessonsScreen({ lessonId }: { lessonId?: string | undefined }) {
  const { t } = useTranslation();
  return (
    <Screen name="lessons" title={t('lessons.title')}>
      {null}
    </Screen>
  );
}
