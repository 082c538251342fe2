import { Button, Group, PasswordInput, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LockState } from '../../../preload/contract/index.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { showLock } from './lock-now.ts';

interface Props {
  readonly text?: string;
  /** What the button says. */
  readonly action: string;
  readonly isDestructive?: boolean;
  readonly run: (current: string) => Promise<LockState>;
  readonly onDone: () => void;
}

/** The passphrase in force, asked for before the lock is made laxer or taken away. */
export function PassphraseForm({ text, action, isDestructive = false, run, onDone }: Props) {
  const { t } = useTranslation();
  const [current, setCurrent] = useState('');
  const running = useMutation({
    mutationFn: () => run(current),
    onSuccess: (state) => {
      showLock(state);
      onDone();
    },
    gcTime: 0,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    running.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        {text === undefined ? null : <Text>{text}</Text>}
        <ErrorNotice error={running.error} />
        <PasswordInput
          label={t('lock.current')}
          value={current}
          onChange={({ currentTarget }) => setCurrent(currentTarget.value)}
          visibilityToggleButtonProps={{ 'aria-label': t('app.togglePassword') }}
          autoComplete="current-password"
          data-autofocus
        />
        <Group justify="flex-end">
          <Button
            type="submit"
            {...(isDestructive ? { color: 'red' } : {})}
            loading={running.isPending}
            disabled={current === ''}
          >
            {action}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
