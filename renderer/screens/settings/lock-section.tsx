import { Button, Checkbox, Group, Modal, NativeSelect, PasswordInput, Stack } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LockState } from '../../../preload/contract/index.ts';
import { engine, engineClient } from '../../app/engine.ts';
import { ChoosePassphrase } from '../../app/lock/choose-passphrase.tsx';
import { showLock } from '../../app/lock/lock-now.ts';
import { useObeyLock } from '../../app/lock/use-obey-lock.ts';
import { useToasts } from '../../app/toasts.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { SettingsRow, SettingsSection } from './settings-section.tsx';

/** A passphrase that closes the window when nobody is there. */
export function LockSection() {
  const { t } = useTranslation();
  const { data: state } = useQuery(engine.lock.state.queryOptions());
  const [dialog, setDialog] = useState<'choose' | 'remove' | null>(null);
  if (state === undefined) return null;
  const close = () => setDialog(null);
  return (
    <SettingsSection title={t('lock.section')}>
      <SettingsRow label={t('lock.passphrase')} hint={t('lock.sectionText')}>
        <Group gap="sm">
          <Button variant="default" data-testid="choose-lock" onClick={() => setDialog('choose')}>
            {state.isSet ? t('lock.change') : t('lock.choose')}
          </Button>
          {state.isSet ? (
            <Button variant="default" onClick={() => setDialog('remove')}>
              {t('lock.remove')}
            </Button>
          ) : null}
        </Group>
      </SettingsRow>
      {state.isSet ? <When state={state} /> : null}
      <Modal
        opened={dialog !== null}
        onClose={close}
        title={dialog === 'remove' ? t('lock.removeTitle') : t('lock.section')}
        closeButtonProps={{ 'aria-label': t('app.action.close') }}
        closeOnClickOutside={false}
      >
        {dialog === 'remove' ? (
          <RemoveForm onDone={close} />
        ) : (
          <ChoosePassphrase isSet={state.isSet} onDone={close} />
        )}
      </Modal>
    </SettingsSection>
  );
}

const MINUTES = [1, 2, 5, 10, 15, 30, 60];
const NEVER = '';

function When({ state }: { state: LockState }) {
  const { t } = useTranslation();
  const toasts = useToasts();
  const lock = useObeyLock();
  const { idleMinutes, locksOnSleep } = state;
  const configure = useMutation({
    mutationFn: (change: Partial<Pick<LockState, 'idleMinutes' | 'locksOnSleep'>>) =>
      engineClient.lock.configure({ idleMinutes, locksOnSleep, ...change }),
    onSuccess: showLock,
    onError: toasts.failed,
  });
  const choices = [...new Set([...MINUTES, ...(idleMinutes === null ? [] : [idleMinutes])])];
  return (
    <SettingsRow label={t('lock.when')} hint={t('lock.whenText')}>
      <NativeSelect
        aria-label={t('lock.idle')}
        value={idleMinutes === null ? NEVER : String(idleMinutes)}
        onChange={({ currentTarget: { value } }) =>
          configure.mutate({ idleMinutes: value === NEVER ? null : Number(value) })
        }
        data={[
          ...choices
            .sort((a, b) => a - b)
            .map((count) => ({ value: String(count), label: t('lock.minutes', { count }) })),
          { value: NEVER, label: t('lock.never') },
        ]}
      />
      <Checkbox
        label={t('lock.onSleep')}
        checked={locksOnSleep}
        onChange={({ currentTarget }) => configure.mutate({ locksOnSleep: currentTarget.checked })}
      />
      <Button variant="default" onClick={() => void lock(false).catch(toasts.failed)}>
        {t('lock.now')}
      </Button>
    </SettingsRow>
  );
}

function RemoveForm({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation();
  const [current, setCurrent] = useState('');
  const remove = useMutation({
    mutationFn: () => engineClient.lock.remove({ current }),
    onSuccess: (state) => {
      showLock(state);
      onDone();
    },
    gcTime: 0,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    remove.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <ErrorNotice error={remove.error} />
        <PasswordInput
          label={t('lock.current')}
          value={current}
          onChange={({ currentTarget }) => setCurrent(currentTarget.value)}
          visibilityToggleButtonProps={{ 'aria-label': t('app.togglePassword') }}
          autoComplete="current-password"
          data-autofocus
        />
        <Group justify="flex-end">
          <Button type="submit" color="red" loading={remove.isPending} disabled={current === ''}>
            {t('lock.removeConfirm')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
