import { Button, Checkbox, Group, Modal, NativeSelect } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isLaxer, type LockState, type LockTimes } from '../../../preload/contract/index.ts';
import { engine, engineClient } from '../../app/engine.ts';
import { ChoosePassphrase } from '../../app/lock/choose-passphrase.tsx';
import { showLock } from '../../app/lock/lock-now.ts';
import { PassphraseForm } from '../../app/lock/passphrase-form.tsx';
import { useObeyLock } from '../../app/lock/use-obey-lock.ts';
import { useToasts } from '../../app/toasts.tsx';
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
          <PassphraseForm
            action={t('lock.removeConfirm')}
            isDestructive
            run={(current) => engineClient.lock.remove({ current })}
            onDone={close}
          />
        ) : (
          <ChoosePassphrase isSet={state.isSet} onDone={close} />
        )}
      </Modal>
    </SettingsSection>
  );
}

const MINUTES = [1, 2, 5, 10, 15, 30, 60];
const NEVER = '';

/** When it locks by itself: sooner at once, later with the passphrase, since whoever passes finds these settings open too. */
function When({ state }: { state: LockState }) {
  const { t } = useTranslation();
  const toasts = useToasts();
  const lock = useObeyLock();
  const [asked, setAsked] = useState<LockTimes | null>(null);
  const { idleMinutes, locksOnSleep } = state;
  const configure = useMutation({
    mutationFn: (chosen: LockTimes) => engineClient.lock.configure({ ...chosen, current: null }),
    onSuccess: showLock,
    onError: toasts.failed,
  });
  const choose = (change: Partial<LockTimes>) => {
    const chosen = { idleMinutes, locksOnSleep, ...change };
    if (isLaxer(chosen, state)) setAsked(chosen);
    else configure.mutate(chosen);
  };
  const choices = [...new Set([...MINUTES, ...(idleMinutes === null ? [] : [idleMinutes])])];
  return (
    <SettingsRow label={t('lock.when')} hint={t('lock.whenText')}>
      <NativeSelect
        aria-label={t('lock.idle')}
        value={idleMinutes === null ? NEVER : String(idleMinutes)}
        onChange={({ currentTarget: { value } }) =>
          choose({ idleMinutes: value === NEVER ? null : Number(value) })
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
        onChange={({ currentTarget }) => choose({ locksOnSleep: currentTarget.checked })}
      />
      <Button variant="default" onClick={() => void lock(false).catch(toasts.failed)}>
        {t('lock.now')}
      </Button>
      <Modal
        opened={asked !== null}
        onClose={() => setAsked(null)}
        title={t('lock.laterTitle')}
        closeButtonProps={{ 'aria-label': t('app.action.close') }}
        closeOnClickOutside={false}
      >
        <PassphraseForm
          text={t('lock.laterText')}
          action={t('lock.save')}
          run={(current) => engineClient.lock.configure({ ...(asked ?? state), current })}
          onDone={() => setAsked(null)}
        />
      </Modal>
    </SettingsRow>
  );
}
