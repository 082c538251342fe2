import { Button, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** What stands in the place of a screen that threw. */
export function CrashNotice({ onRetry }: { onRetry: () => void }) {
  const { t } = useTranslation();
  return (
    <Stack role="alert" align="flex-start" p="xl" gap="sm">
      <Title order={1}>{t('app.crash.title')}</Title>
      <Text>{t('app.crash.text')}</Text>
      <Button onClick={onRetry}>{t('app.crash.retry')}</Button>
    </Stack>
  );
}
