import { Button, PasswordInput, Stack, Text, Title } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '../../components/error-notice.tsx';
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
    <main className="lock-screen" data-screen="locked">
      <form onSubmit={submit}>
        <Stack gap="md">
          <Title order={1} className="lock-title">
            <IconLock aria-hidden />
            {t('lock.title')}
          </Title>
          <ErrorNotice error={unlock.error} />
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
  );
}
