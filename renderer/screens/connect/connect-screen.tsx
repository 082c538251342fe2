import { useTranslation } from 'react-i18next';
import { Screen } from '../../components/screen.tsx';

export function ConnectScreen() {
  const { t } = useTranslation();
  return (
    <Screen name="connect" title={t('connect.title')}>
      {null}
    </Screen>
  );
}
