import { useTranslation } from 'react-i18next';
import { Screen } from '../../components/screen.tsx';

export function SyncScreen() {
  const { t } = useTranslation();
  return (
    <Screen name="sync" title={t('sync.title')}>
      {null}
    </Screen>
  );
}
