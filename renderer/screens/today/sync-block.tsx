import { Anchor, Button, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { SyncStatus } from '../../../preload/contract/index.ts';
import { toHash } from '../../app/routes.ts';
import { useStartSync } from '../../app/use-start-sync.ts';
import { SyncLine } from '../../components/sync-line.tsx';
import { SyncProgressView } from '../../components/sync-progress-view.tsx';

/** How things stand with the ENT, and the button that changes it. */
export function SyncBlock({ status }: { status: SyncStatus }) {
  const { t } = useTranslation();
  const startSync = useStartSync();
  return (
    <section className="today-block" aria-labelledby="today-sync">
      <Title order={2} id="today-sync">
        {t('today.sync.title')}
      </Title>
      <SyncLine status={status} />
      {status.isRunning ? (
        <SyncProgressView />
      ) : (
        <Button variant="default" onClick={() => startSync.mutate()} loading={startSync.isPending}>
          {t('sync.now')}
        </Button>
      )}
      <Anchor href={toHash({ screen: 'sync' })}>{t('today.sync.details')}</Anchor>
    </section>
  );
}
