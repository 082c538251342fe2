import { Button, Group, PasswordInput, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LOCK_PASSPHRASE_LENGTH } from '../../../preload/contract/index.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { engineClient } from '../engine.ts';
import { showLock } from './lock-now.ts';

interface Props {
  /** There is one already, which is asked for first. */
  readonly isSet: boolean;
  readonly onDone: () => void;
  readonly children?: ReactNode;
}

/** A new passphrase, twice. */
export function ChoosePassphrase({ isSet, onDone, children }: Props) {
  const { t } = useTranslation();
  const [current, setCurrent] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const choose = useMutation({
    mutationFn: () => engineClient.lock.choose({ passphrase, current: isSet ? current : null }),
    onSuccess: (state) => {
      showLock(state);
      onDone();
    },
    gcTime: 0,
  });
  const isReady = passphrase.length >= LOCK_PASSPHRASE_LENGTH && passphrase === again;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady) choose.mutate();
  };
  const toggle = { 'aria-label': t('app.togglePassword') };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        {children}
        <Text>{t('lock.chooseText')}</Text>
        <ErrorNotice error={choose.error} />
        {isSet ? (
          <PasswordInput
            label={t('lock.current')}
            value={current}
            onChange={({ currentTarget }) => setCurrent(currentTarget.value)}
            visibilityToggleButtonProps={toggle}
            autoComplete="current-password"
            data-autofocus
          />
        ) : null}
        <PasswordInput
          label={isSet ? t('lock.new') : t('lock.passphrase')}
          description={t('lock.hint', { count: LOCK_PASSPHRASE_LENGTH })}
          value={passphrase}
          onChange={({ currentTarget }) => setPassphrase(currentTarget.value)}
          visibilityToggleButtonProps={toggle}
          autoComplete="new-password"
          autoFocus={!isSet}
          data-autofocus={!isSet}
        />
        <PasswordInput
          label={t('lock.again')}
          value={again}
          onChange={({ currentTarget }) => setAgain(currentTarget.value)}
          error={
            again !== '' && !passphrase.startsWith(again) ? t('settings.safety.passphraseDiffers') : null
          }
          visibilityToggleButtonProps={toggle}
          autoComplete="new-password"
        />
        <Group justify="flex-end">
          <Button type="submit" loading={choose.isPending} disabled={!isReady}>
            {t('lock.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
