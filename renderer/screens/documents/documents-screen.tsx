import { useTranslation } from 'react-i18next';
import { Screen } from '../../components/screen.tsx';

export function DocumentsScreen({ documentId }: { documentId?: string | undefined }) {
  const { t } = useTranslation();
  return (
    <Screen name="documents" title={t('documents.title')}>
      {null}
    </Screen>
  );
}
