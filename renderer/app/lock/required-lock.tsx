import { Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ChoosePassphrase } from './choose-passphrase.tsx';
import './lock.css';

/** The school wants a lock: a passphrase is chosen before anything is shown. */
export function RequiredLock() {
  const { t } = useTranslation();
  return (
    <main className="lock-screen" data-screen="lock-required">
      <ChoosePassphrase isSet={false} onDone={() => undefined}>
        <Title order={1}>{t('lock.required')}</Title>
        <Text>{t('lock.requiredText')}</Text>
      </ChoosePassphrase>
    </main>
  );
}
