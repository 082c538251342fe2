import { Alert, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { DataMissing } from '../../../preload/contract/account.ts';

/** That an account's data have vanished: where they were, which back-ups there are, and what to do. */
export function MissingDataNotice({ missing }: { readonly missing: DataMissing }) {
  const { t } = useTranslation();
  const { reason, directory, backUps } = missing;
  return (
    <Alert
      color="red"
      variant="light"
      icon={<IconAlertTriangle aria-hidden />}
      title={t(`connect.missing.${reason}`)}
      role="alert"
      className="connect-missing"
      data-testid="data-missing"
    >
      <Stack gap="xs" c="var(--cartable-text)">
        <Text className="connect-path">{directory}</Text>
        {reason === 'active-unreadable' ? (
          <Text>{t('connect.missing.lookAgain')}</Text>
        ) : (
          <>
            {backUps.length === 0 ? (
              <Text>{t('connect.missing.noBackUp')}</Text>
            ) : (
              <BackUps paths={backUps} />
            )}
            <Text>{t('connect.missing.reconnect')}</Text>
          </>
        )}
      </Stack>
    </Alert>
  );
}

function BackUps({ paths }: { readonly paths: readonly string[] }) {
  const { t } = useTranslation();
  return (
    <>
      <Text>{t('connect.missing.backUps')}</Text>
      <ul className="connect-path">
        {paths.map((path) => (
          <li key={path}>{path}</li>
        ))}
      </ul>
      <Text>{t('connect.missing.restore')}</Text>
    </>
  );
}
