import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { DatasetChange } from '../../../preload/contract/index.ts';
import { engine } from '../../app/engine.ts';
import { useToasts } from '../../app/toasts.tsx';
import { useStartSync } from '../../app/use-start-sync.ts';
import { SyncNotice } from './sync-notice.tsx';

/** Something else answers in the ENT's place: what that means, what is safe, and the way to go on. */
export function DatasetNotice({ change }: { change: DatasetChange }) {
  const { t } = useTranslation();
  const toasts = useToasts();
  const start = useStartSync();
  const adopt = useMutation(
    engine.sync.adoptDataset.mutationOptions({
      onSuccess: () => {
        // The notice goes with its button: the keyboard stays in the page.
        document.querySelector('main')?.focus();
        start.mutate();
      },
      onError: toasts.failed,
    }),
  );
  return (
    <SyncNotice id="sync-dataset" title={t(`sync.dataset.${change.reason}.title`)}>
      <p>{t(`sync.dataset.${change.reason}.text`)}</p>
      <p>{t('sync.dataset.safe')}</p>
      <ul className="sync-notice-steps">
        <li>{t('sync.dataset.backup')}</li>
        <li>{t('sync.dataset.compare')}</li>
        <li>{t('sync.dataset.keep')}</li>
      </ul>
      <Button
        variant="default"
        loading={adopt.isPending}
        onClick={() => adopt.mutate({ datasetId: change.datasetId })}
      >
        {t('sync.dataset.adopt')}
      </Button>
      <p className="sync-quiet">{t('sync.dataset.doubt')}</p>
    </SyncNotice>
  );
}
