import { useTranslation } from 'react-i18next';
import type { WorkProgress } from '../../preload/contract/index.ts';
import { workInHand } from '../app/engine-events.ts';
import { useSignal } from '../app/signal.ts';
import './work-progress-line.css';

/** What is counted in bytes, or in steps that say nothing to anybody. */
const IN_PERCENT = new Set<WorkProgress['work']>(['archive', 'backup', 'erasure', 'sequence']);

/** How far a long work is, in documents or in percent. */
export function WorkProgressLine({ work }: { work: WorkProgress['work'] }) {
  const { t } = useTranslation();
  const progress = useSignal(workInHand);
  if (progress?.work !== work) return null;
  const { done, total } = progress;
  return (
    <div className="work-progress-line">
      <progress value={done} max={total} aria-label={t(`exchange.progress.${work}`)} />
      <span>
        {IN_PERCENT.has(work)
          ? t('exchange.progress.percent', { done })
          : t('exchange.progress.count', { done, total })}
      </span>
    </div>
  );
}
