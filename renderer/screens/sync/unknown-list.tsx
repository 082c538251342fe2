import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { SyncNotices } from '../../../preload/contract/index.ts';
import { engine } from '../../app/engine.ts';
import { useToasts } from '../../app/toasts.tsx';
import { KindCounts } from './kind-counts.tsx';

/** What the ENT did not know when everything was compared: kept here, and said until the teacher has seen it. */
export function UnknownList({ kinds }: { kinds: SyncNotices['unknownToEnt'] }) {
  const { t } = useTranslation();
  const toasts = useToasts();
  const dismiss = useMutation(
    engine.sync.dismissUnknown.mutationOptions({
      onSuccess: () => document.querySelector('main')?.focus(),
      onError: toasts.failed,
    }),
  );
  return (
    <KindCounts
      id="sync-unknown"
      title={t('sync.unknown.title')}
      intro={t('sync.unknown.intro')}
      kinds={kinds}
    >
      <Button
        variant="default"
        size="compact-sm"
        mt="sm"
        loading={dismiss.isPending}
        onClick={() => dismiss.mutate(undefined)}
      >
        {t('sync.unknown.seen')}
      </Button>
    </KindCounts>
  );
}

/** What a newer ENT has sent and this version cannot read: kept as it came, for a later version. */
export function UnreadableList({ kinds }: { kinds: SyncNotices['unreadable'] }) {
  const { t } = useTranslation();
  return (
    <KindCounts
      id="sync-unreadable"
      title={t('sync.unreadable.title')}
      intro={t('sync.unreadable.intro')}
      kinds={kinds}
    />
  );
}
