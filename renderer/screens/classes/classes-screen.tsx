import { useTranslation } from 'react-i18next';
import { Screen } from '../../components/screen.tsx';

export function ClassesScreen({ classGroupId }: { classGroupId?: string | undefined }) {
  const { t } = useTranslation();
  return (
    <Screen name="classes" title={t('classes.title')}>
      {null}
    </Screen>
  );
}
