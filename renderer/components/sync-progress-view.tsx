import { Progress } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SyncProgress } from '../../preload/contract/index.ts';
import { syncStep } from '../../preload/contract/index.ts';
import { engine } from '../app/engine.ts';
import { syncProgress } from '../app/engine-events.ts';
import { useSignal } from '../app/signal.ts';
import { useFormats } from '../i18n/use-formats.ts';
import './sync-progress-view.css';
import { type TransferSample, timeLeftMs, withSample } from './time-left.ts';

/** The sync that runs, in words and figures: its step, documents, bytes and requests, and the time left. */
export function SyncProgressView() {
  const { t } = useTranslation();
  const formats = useFormats();
  // A window that opens in the middle of a session was told nothing yet: the status knows.
  const { data: status } = useQuery(engine.sync.status.queryOptions());
  const progress = useSignal(syncProgress) ?? status?.progress ?? null;
  const step = progress?.step ?? 'signing-in';
  return (
    <div className="sync-progress">
      <div className="sync-progress-line">
        <span role="status">{t(`sync.step.${step}`)}</span>
        {progress === null ? null : <TransferWords progress={progress} />}
      </div>
      <Progress
        value={shareDone(progress) * 100}
        size="sm"
        transitionDuration={120}
        aria-label={t('sync.progress.label')}
      />
      {progress === null ? null : (
        <span className="sync-progress-figures">
          {t('sync.progress.traffic', {
            up: formats.size(progress.bytesUp),
            down: formats.size(progress.bytesDown),
            requests: t('sync.progress.requests', { count: progress.requests }),
          })}
        </span>
      )}
    </div>
  );
}

/** Documents and bytes of the step that carries them, and how long it still takes. */
function TransferWords({ progress }: { progress: SyncProgress }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const left = useTimeLeft(progress);
  if (!carriesDocuments(progress) || progress.documentsTotal === 0) return null;
  const { documentsDone, documentsTotal, bytesDone, bytesTotal } = progress;
  const parts = [
    t('sync.progress.documents', { done: documentsDone, total: documentsTotal }),
    t('sync.progress.bytes', { done: formats.size(bytesDone), total: formats.size(bytesTotal) }),
    ...(left === null ? [] : [t('sync.progress.left', { time: formats.duration(left) })]),
  ];
  return (
    <span className="sync-progress-figures" data-testid="sync-transfer">
      {parts.join(' · ')}
    </span>
  );
}

function useTimeLeft({ bytesDone, bytesTotal, step }: SyncProgress): number | null {
  const [followed, setFollowed] = useState<{ step: string; samples: readonly TransferSample[] }>({
    step,
    samples: [],
  });
  useEffect(() => {
    const sample = { atMs: performance.now(), bytesDone };
    setFollowed((before) => ({
      step,
      samples: withSample(before.step === step ? before.samples : [], sample),
    }));
  }, [bytesDone, step]);
  return timeLeftMs(followed.samples, bytesTotal);
}

function carriesDocuments({ step }: SyncProgress): boolean {
  return step === 'fetching-documents' || step === 'sending-documents';
}

/** Steps count alike; within a step that carries documents, bytes tell how far it is. */
function shareDone(progress: SyncProgress | null): number {
  if (progress === null) return 0;
  const steps = syncStep.options;
  const within = progress.bytesTotal === 0 ? 0 : Math.min(1, progress.bytesDone / progress.bytesTotal);
  return (steps.indexOf(progress.step) + (carriesDocuments(progress) ? within : 0.5)) / steps.length;
}
