import { Button, Checkbox, Group, Modal, PasswordInput, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toAppError } from '../../app/app-error.ts';
import { bridge } from '../../app/bridge.ts';
import { engineClient } from '../../app/engine.ts';
import { navigate } from '../../app/routes.ts';
import { useToasts } from '../../app/toasts.tsx';
import { undoStack } from '../../app/undo.ts';
import { useCancellable } from '../../app/use-cancellable.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { WorkUnderWay } from '../../components/work-under-way.tsx';

/** The third way in: the account of an encrypted backup file. */
export function OpenBackupFile() {
  const { t } = useTranslation();
  const [path, setPath] = useState<string | null>(null);
  const choose = async () => {
    const [chosen] = await bridge().chooseFiles({ title: t('connect.backup.choose'), isMultiple: false });
    setPath(chosen ?? null);
  };
  return (
    <>
      <Button variant="subtle" onClick={() => void choose()} data-testid="open-backup">
        {t('connect.backup.button')}
      </Button>
      {path === null ? null : <BackupDialog key={path} path={path} onClose={() => setPath(null)} />}
    </>
  );
}

function BackupDialog({ path, onClose }: { readonly path: string; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const [passphrase, setPassphrase] = useState('');
  const [isReplacing, setIsReplacing] = useState(false);
  const open = useOpenBackup();
  const isHere = open.error !== null && toAppError(open.error).code === 'backup/account-here';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    open.mutate({ path, passphrase, isReplacing });
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('connect.backup.title')}
      closeButtonProps={{ 'aria-label': t('app.action.close') }}
      closeOnEscape={!open.isPending}
      closeOnClickOutside={false}
      withCloseButton={!open.isPending}
    >
      <form onSubmit={submit}>
        <Stack gap="md">
          <Text>{t('connect.backup.text')}</Text>
          <Text className="connect-file">{t('connect.backup.file', { name: nameOf(path) })}</Text>
          <ErrorNotice error={open.error} />
          <PasswordInput
            label={t('connect.backup.passphrase')}
            value={passphrase}
            onChange={({ currentTarget }) => setPassphrase(currentTarget.value)}
            visibilityToggleButtonProps={{ 'aria-label': t('app.togglePassword') }}
            autoComplete="off"
            data-autofocus
          />
          {isHere || isReplacing ? (
            <Checkbox
              label={t('connect.backup.replace')}
              checked={isReplacing}
              onChange={({ currentTarget }) => setIsReplacing(currentTarget.checked)}
            />
          ) : null}
          <Group justify="flex-end" gap="sm">
            {open.isPending ? <WorkUnderWay work="backup" onCancel={open.cancel} /> : null}
            <Button type="submit" loading={open.isPending} disabled={passphrase === ''}>
              {t('connect.backup.submit')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

interface Opening {
  readonly path: string;
  readonly passphrase: string;
  readonly isReplacing: boolean;
}

/** Opens it, and goes to the day. */
function useOpenBackup() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const toasts = useToasts();
  return useCancellable(
    async (opening: Opening, signal) => {
      const { leftOutCount } = await engineClient.account.openBackupFile(opening, { signal });
      undoStack.clear();
      navigate({ screen: 'today' });
      await queries.invalidateQueries();
      if (leftOutCount > 0)
        toasts.warned((say) => ({
          title: say('connect.backup.done'),
          text: say('connect.backup.leftOut', { count: leftOutCount }),
        }));
      else toasts.done(t('connect.backup.done'));
    },
    { showsError: true },
  );
}

function nameOf(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}
