import { Button, Progress } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { documentsInOptimiser } from '../../app/engine-events.ts';
import { useSignal } from '../../app/signal.ts';
import { useToasts } from '../../app/toasts.tsx';
import { undoStack } from '../../app/undo.ts';
import { useFormats } from '../../i18n/use-formats.ts';
import { useOptimiseReason } from '../use-optimise-reason.ts';
import type { Batch, IncomingFiles, Joined } from './incoming-files.ts';

/** Several files on their way as one: how far they are, how to stop them, and in the end what came of them. */
export function BatchPanel({ incoming }: { incoming: IncomingFiles }) {
  const { t } = useTranslation();
  const batch = useSignal(incoming.batch);
  if (batch === null) return null;
  return (
    <section className="batch" aria-label={t('attachments.batch.label')} data-testid="batch">
      {batch.state === 'running' ? (
        <Running batch={batch} incoming={incoming} />
      ) : (
        <Report batch={batch} incoming={incoming} />
      )}
    </section>
  );
}

function Running({ batch, incoming }: { batch: Batch; incoming: IncomingFiles }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { joined, keys, leftMs } = batch;
  const working = useSignal(incoming.files).find(({ state }) => state === 'working');
  const done = useDoneCount(batch, incoming);
  const saved = savedBytes(joined);
  const figures = [
    ...(saved > 0 ? [t('attachments.batch.saved', { size: formats.size(saved) })] : []),
    ...(leftMs === null ? [] : [t('sync.progress.left', { time: formats.duration(leftMs) })]),
  ];
  return (
    <>
      <p className="batch-title">{t('attachments.batch.running', { done, total: keys.size })}</p>
      <Share batch={batch} name={working?.name} sizeBytes={working?.sizeBytes ?? 0} />
      <p className="attachments-detail batch-name">{working?.name}</p>
      <div className="batch-foot">
        <span className="attachments-detail" data-testid="batch-figures">
          {figures.join(' · ')}
        </span>
        <Button variant="default" size="compact-sm" onClick={() => incoming.stop()}>
          {t('attachments.batch.stop')}
        </Button>
      </div>
    </>
  );
}

/** The bar: by bytes, the one under way as far as its kind can tell. */
function Share({ batch, name, sizeBytes }: { batch: Batch; name: string | undefined; sizeBytes: number }) {
  const { t } = useTranslation();
  const share = useSignal(documentsInOptimiser).find((one) => one.name === name)?.share ?? 0;
  const { bytesDone, bytesTotal } = batch;
  return (
    <Progress
      value={(100 * (bytesDone + share * sizeBytes)) / Math.max(1, bytesTotal)}
      size="sm"
      transitionDuration={120}
      aria-label={t('attachments.batch.progress')}
    />
  );
}

/** Files that are through, whatever came of them. */
function useDoneCount({ keys }: Batch, incoming: IncomingFiles): number {
  const isComing = ({ key, state }: { key: string; state: string }) => state !== 'failed' && keys.has(key);
  return keys.size - useSignal(incoming.files).filter(isComing).length;
}

function Report({ batch, incoming }: { batch: Batch; incoming: IncomingFiles }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { joined, keys, state } = batch;
  const refused = useSignal(incoming.files).filter((file) => file.state === 'failed' && keys.has(file.key));
  const [before, after] = [bytesOf(joined, 'bytesBefore'), bytesOf(joined, 'bytesAfter')];
  const counts = { count: joined.length, total: keys.size };
  return (
    <>
      <p className="batch-title" role="status">
        {t(state === 'stopped' ? 'attachments.batch.stopped' : 'attachments.batch.ended', counts)}
      </p>
      {after < before ? (
        <p className="attachments-detail" data-testid="batch-saved">
          {t('attachments.lighter', {
            before: formats.size(before),
            after: formats.size(after),
            percent: formats.percent(1 - after / before),
          })}
        </p>
      ) : null}
      <Kept joined={joined} />
      {refused.length === 0 ? null : (
        <p className="attachments-detail batch-refused">
          {t('attachments.batch.refused', { count: refused.length })}
        </p>
      )}
      <ReportButtons batch={batch} incoming={incoming} />
    </>
  );
}

/** Those that no recipe made lighter, each with the reason. */
function Kept({ joined }: { joined: readonly Joined[] }) {
  const { t } = useTranslation();
  const reasonOf = useOptimiseReason();
  const kept = joined.filter(({ optimisation }) => optimisation?.outcome === 'kept');
  if (kept.length === 0) return null;
  return (
    <details className="attachments-detail">
      <summary>{t('attachments.batch.kept', { count: kept.length })}</summary>
      <ul className="batch-kept">
        {kept.map(({ name, optimisation }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two files may have one name, and their order never changes
          <li key={index}>
            {t('attachments.batch.why', { name, why: reasonOf(optimisation?.reason ?? null) ?? '' })}
          </li>
        ))}
      </ul>
    </details>
  );
}

function ReportButtons({ batch: { step, state }, incoming }: { batch: Batch; incoming: IncomingFiles }) {
  const { t } = useTranslation();
  const toasts = useToasts();
  const { done } = useSignal(undoStack.state);
  const close = useRef<HTMLButtonElement>(null);
  // Only the newest edit can be taken back: with an older one the button would undo another edit.
  const mayUndo = step !== null && done.at(-1) === step;
  // « Arrêter » was under the keyboard, and is gone.
  useEffect(() => {
    if (state === 'stopped' && document.activeElement === document.body) close.current?.focus();
  }, [state]);
  return (
    <div className="batch-foot">
      {mayUndo ? (
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={() => {
            incoming.closeReport();
            void toasts.undoLast();
          }}
        >
          {t('attachments.batch.undo')}
        </Button>
      ) : null}
      <Button ref={close} variant="default" size="compact-sm" onClick={() => incoming.closeReport()}>
        {t('app.action.close')}
      </Button>
    </div>
  );
}

function savedBytes(joined: readonly Joined[]): number {
  return bytesOf(joined, 'bytesBefore') - bytesOf(joined, 'bytesAfter');
}

function bytesOf(joined: readonly Joined[], which: 'bytesBefore' | 'bytesAfter'): number {
  return joined.reduce((total, { optimisation }) => total + (optimisation?.[which] ?? 0), 0);
}
