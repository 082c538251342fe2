import { Button, Stack, Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../../preload/contract/index.ts';
import { engine } from '../../app/engine.ts';
import { useToasts } from '../../app/toasts.tsx';
import { undoStack } from '../../app/undo.ts';
import { SettingsSection } from './settings-section.tsx';

/** Who is connected, where the session's secret lies, and the way out. */
export function AccountSection({ account }: { account: Account }) {
  const { t } = useTranslation();
  const leave = useLeave();
  const session = useSessionWords(account);
  const lines = [
    [t('settings.account.name'), account.displayName],
    [t('settings.account.school'), account.schoolName],
    [t('settings.account.address'), account.kind === 'demo' ? t('settings.account.demo') : account.url],
    [t('settings.account.login'), account.login],
    [t('settings.account.session'), session],
  ] as const;
  return (
    <SettingsSection title={t('settings.account.title')}>
      <dl className="settings-account">
        {lines.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <div>
        <Button variant="default" onClick={leave.ask} loading={leave.isPending}>
          {t('settings.account.leave')}
        </Button>
      </div>
    </SettingsSection>
  );
}

function useSessionWords({ kind, isSignedIn, secretKeptIn }: Account): string {
  const { t } = useTranslation();
  // Its ENT is on this computer, and opens by itself.
  if (kind === 'demo') return t('settings.account.demoSession');
  if (!isSignedIn) return t('settings.account.signedOut');
  return `${t('settings.account.signedIn')}. ${t(`settings.account.keptIn.${secretKeptIn}`)}`;
}

function useLeave() {
  const { t } = useTranslation();
  const toasts = useToasts();
  const queries = useQueryClient();
  const { data: status } = useQuery(engine.sync.status.queryOptions());
  const leave = useMutation(
    engine.account.leave.mutationOptions({
      onSuccess: async () => {
        undoStack.clear();
        await queries.resetQueries();
      },
      onError: toasts.failed,
    }),
  );
  const ask = () => {
    const waitingCount = status?.waitingCount ?? 0;
    modals.openConfirmModal({
      title: t('settings.account.leaveTitle'),
      children: (
        <Stack gap="sm">
          <Text>{t('settings.account.leaveText')}</Text>
          {waitingCount === 0 ? null : (
            <Text fw={600}>{t('settings.account.leaveWaiting', { count: waitingCount })}</Text>
          )}
        </Stack>
      ),
      labels: { confirm: t('settings.account.leaveConfirm'), cancel: t('app.action.cancel') },
      closeButtonProps: { 'aria-label': t('app.action.close') },
      onConfirm: () => leave.mutate(undefined),
    });
  };
  return { ask, isPending: leave.isPending };
}
