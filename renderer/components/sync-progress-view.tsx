import { Progress } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { syncStep } from '../../preload/contract/index.ts';
import type { SyncProgress } from '../app/engine-events.ts';
import { syncProgress } from '../app/engine-events.ts';
import { useSignal } from '../app/signal.ts';
import { useFormats } from '../i18n/use-formats.ts';
import './sync-progress-view.css';

/** The sync that runs, in words and figures: its step, documents, bytes and requests. */
export function SyncProgressView() {
  const { t } = useTranslation();
  const formats = useFormats();
  const progress = useSignal(syncProgress);
  const step = progress?.step ?? 'signing-in';
  return (
    <div className="sync-progress">
      <div className="sync-progress-line">
        <span role="status">{t(`sync.step.${step}`)}</span>
        {progress === null ? null : (
          <span className="sync-progress-figures">
            {progress.documentsTotal === 0
              ? null
              : `${t('sync.progress.documents', { done: progress.documentsDone, total: progress.documentsTotal })} · `}
            {t('sync.progress.traffic', {
              up: formats.size(progress.bytesUp),
              down: formats.size(progress.bytesDown),
              requests: t('sync.progress.requests', { count: progress.requests }),
            })}
          </span>
        )}
      </div>
      <Progress
        value={shareDone(progress) * 100}
        size="sm"
        transitionDuration={120}
        aria-label={t('sync.progress.label')}
      />
    </div>
  );
}

/** Steps count alike; within a step that carries documents, bytes tell how far it is. */
function shareDone(progress: SyncProgress | null): number {
  if (progress === null) return 0;
  const steps = syncStep.options;
  const within = progress.bytesTotal === 0 ? 0 : Math.min(1, progress.bytesDone / progress.bytesTotal);
  const carriesDocuments = progress.step === 'fetching-documents' || progress.step === 'sending-documents';
  return (steps.indexOf(progress.step) + (carriesDocuments ? within : 0.5)) / steps.length;
}
