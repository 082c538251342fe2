import { useTranslation } from 'react-i18next';
import { Screen } from '../../components/screen.tsx';

export function TodayScreen() {
  const { t } = useTranslation();
  return (
    <Screen name="today" title={t('today.title')}>
      {null}
    </Screen>
  );
}
