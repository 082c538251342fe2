import { Button, Group, Modal, PasswordInput, Stack, Text } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PASSPHRASE_LENGTH } from '../../../preload/contract/index.ts';
import { bridge } from '../../app/bridge.ts';
import { engineClient } from '../../app/engine.ts';
import { useCancellable } from '../../app/use-cancellable.ts';
import { useIsAllowed } from '../../app/use-managed.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { WorkUnderWay } from '../../components/work-under-way.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { SettingsRow } from './settings-section.tsx';

/** The whole account in one encrypted file, for another computer or a bad day. */
export function BackupFile() {
  const { t } = useTranslation();
  const formats = useFormats();
  const isAllowed = useIsAllowed('back-up');
  const [isOpen, setIsOpen] = useState(false);
  const [done, setDone] = useState<Written | null>(null);
  const write = useCancellable(
    async (passphrase: string, signal) => {
      const path = await bridge().chooseSavePath(t('settings.safety.fileName'));
      if (path === null) return;
      const written = await engineClient.account.writeBackupFile({ path, passphrase }, { signal });
      setDone({ path, ...written });
      setIsOpen(false);
    },
    { showsError: true },
  );
  return (
    <SettingsRow
      label={t('settings.safety.file')}
      hint={t('settings.safety.fileText')}
      isManaged={!isAllowed}
    >
      <Button
        variant="default"
        onClick={() => {
          write.reset();
          setDone(null);
          setIsOpen(true);
        }}
        disabled={!isAllowed}
        data-testid="backup-file"
      >
        {t('settings.safety.fileButton')}
      </Button>
      <p role="status" className="settings-result">
        {done === null
          ? null
          : t('settings.safety.fileDone', { size: formats.size(done.sizeBytes), path: done.path })}
        {done === null || done.leftOutCount === 0
          ? null
          : ` ${t('settings.safety.backUpLeftOut', { count: done.leftOutCount })}`}
      </p>
      <Modal
        opened={isOpen}
        onClose={() => setIsOpen(false)}
        title={t('settings.safety.file')}
        closeButtonProps={{ 'aria-label': t('app.action.close') }}
        closeOnEscape={!write.isPending}
        closeOnClickOutside={false}
        withCloseButton={!write.isPending}
      >
        <PassphraseForm write={write} />
      </Modal>
    </SettingsRow>
  );
}

interface Written {
  readonly path: string;
  readonly sizeBytes: number;
  readonly leftOutCount: number;
}

interface Writing {
  readonly isPending: boolean;
  readonly error: unknown;
  mutate(passphrase: string): void;
  cancel(): void;
}

/** A new passphrase, twice: nobody can give it back. */
function PassphraseForm({ write }: { readonly write: Writing }) {
  const { t } = useTranslation();
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const isLongEnough = passphrase.length >= PASSPHRASE_LENGTH;
  const differs = again !== '' && !passphrase.startsWith(again);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isLongEnough && passphrase === again) write.mutate(passphrase);
  };
  const toggle = { 'aria-label': t('app.togglePassword') };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Text>{t('settings.safety.fileWarning')}</Text>
        <ErrorNotice error={write.error} />
        <PasswordInput
          label={t('settings.safety.passphrase')}
          description={t('settings.safety.passphraseHint', { count: PASSPHRASE_LENGTH })}
          value={passphrase}
          onChange={({ currentTarget }) => setPassphrase(currentTarget.value)}
          visibilityToggleButtonProps={toggle}
          autoComplete="new-password"
          data-autofocus
        />
        <PasswordInput
          label={t('settings.safety.passphraseAgain')}
          value={again}
          onChange={({ currentTarget }) => setAgain(currentTarget.value)}
          error={differs ? t('settings.safety.passphraseDiffers') : null}
          visibilityToggleButtonProps={toggle}
          autoComplete="new-password"
        />
        <Group justify="flex-end" gap="sm">
          {write.isPending ? <WorkUnderWay work="backup" onCancel={write.cancel} /> : null}
          <Button type="submit" loading={write.isPending} disabled={!isLongEnough || passphrase !== again}>
            {t('settings.safety.fileSave')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
