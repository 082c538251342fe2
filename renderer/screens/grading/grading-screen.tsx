import { useTranslation } from 'react-i18next';
import { Screen } from '../../components/screen.tsx';

export function GradingScreen({
  assignmentId,
  submissionId,
}: {
  assignmentId?: string | undefined;
  submissionId?: string | undefined;
}) {
  const { t } = useTranslation();
  return (
    <Screen name="grading" title={t('grading.title')}>
      {null}
    </Screen>
  );
}
