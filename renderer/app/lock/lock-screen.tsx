import { Alert, Button, PasswordInput, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconLock } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { hasUnsaved, retryUnsaved } from '../../components/autosave/unsaved.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { toAppError } from '../app-error.ts';
import { EngineBanner } from '../banners.tsx';
import { bridge } from '../bridge.ts';
import { engineClient } from '../engine.ts';
import { queryClient } from '../query-client.ts';
import { showLock } from './lock-now.ts';
import './lock.css';

/** What a locked window shows: who may open it is asked, and nothing else is there. */
export function LockScreen() {
  const { t } = useTranslation();
  const [passphrase, setPassphrase] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const unlock = useMutation({
    mutationFn: () => engineClient.lock.unlock({ passphrase }),
    onSuccess: (state) => {
      showLock(state);
      void queryClient.invalidateQueries();
      void retryUnsaved();
    },
    onError: () => {
      setPassphrase('');
      // The button that was clicked can do nothing any more: the keyboard goes back to where one types.
      field.current?.focus();
    },
    gcTime: 0,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (passphrase !== '') unlock.mutate();
  };
  return (
    <div className="app-alone">
      <EngineBanner />
      <main className="lock-screen" data-screen="locked">
        <form onSubmit={submit}>
          <Stack gap="md">
            <Title order={1} className="lock-title">
              <IconLock aria-hidden />
              {t('lock.title')}
            </Title>
            {hasUnsaved() ? <UnsavedNotice /> : null}
            <ErrorNotice error={unlock.error} {...retryOf(unlock.error)} />
            <PasswordInput
              ref={field}
              label={t('lock.passphrase')}
              value={passphrase}
              onChange={({ currentTarget }) => setPassphrase(currentTarget.value)}
              visibilityToggleButtonProps={{ 'aria-label': t('app.togglePassword') }}
              autoComplete="current-password"
              autoFocus
            />
            <Button type="submit" loading={unlock.isPending} disabled={passphrase === ''}>
              {t('lock.open')}
            </Button>
            <Text className="settings-hint">{t('lock.forgotten')}</Text>
          </Stack>
        </form>
      </main>
    </div>
  );
}

/** An engine that could not open its data says the same for ever; only another one looks again. One that works is left alone. */
function retryOf(error: unknown): { onRetry?: () => void } {
  if (error === null || toAppError(error).code.startsWith('lock/')) return {};
  return { onRetry: () => bridge().restartEngine() };
}

/** What could not be saved before the lock is kept in this window, and nowhere else. */
function UnsavedNotice() {
  const { t } = useTranslation();
  return (
    <Alert color="amber" variant="light" icon={<IconAlertTriangle aria-hidden />} title={t('lock.unsaved')}>
      <Text c="var(--cartable-text)">{t('lock.unsavedText')}</Text>
    </Alert>
  );
}
