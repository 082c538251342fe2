import { useTranslation } from 'react-i18next';
import { Screen } from '../../components/screen.tsx';

export function HelpScreen() {
  const { t } = useTranslation();
  return (
    <Screen name="help" title={t('help.title')}>
      {null}
    </Screen>
  );
}
