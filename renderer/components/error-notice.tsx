import { Alert, Button, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useAppError } from '../app/use-app-error.ts';

interface Props {
  /** Anything thrown; nothing is shown for null. */
  readonly error: unknown;
  readonly onRetry?: () => void;
  /** In a form that connects an account, where nothing is tried again by itself. */
  readonly isConnecting?: boolean;
}

/** A failure in words, in the place where it happened. */
export function ErrorNotice({ error, onRetry, isConnecting = false }: Props) {
  const { t } = useTranslation();
  const words = useAppError(error, isConnecting);
  if (words === null) return null;
  return (
    <Alert
      color="red"
      variant="light"
      icon={<IconAlertTriangle aria-hidden />}
      title={words.title}
      role="alert"
    >
      <Stack align="flex-start" gap="sm">
        <Text c="var(--cartable-text)">{words.text}</Text>
        {onRetry === undefined ? null : (
          <Button variant="default" size="compact-sm" onClick={onRetry}>
            {t('app.action.retry')}
          </Button>
        )}
      </Stack>
    </Alert>
  );
}
