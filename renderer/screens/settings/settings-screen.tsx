import { useTranslation } from 'react-i18next';
import { Screen } from '../../components/screen.tsx';

export function SettingsScreen() {
  const { t } = useTranslation();
  return (
    <Screen name="settings" title={t('settings.title')}>
      {null}
    </Screen>
  );
}
