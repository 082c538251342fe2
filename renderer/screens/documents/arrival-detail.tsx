import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Arrival } from '../../../preload/contract/index.ts';
import { engineClient } from '../../app/engine.ts';
import { useIsReadOnly } from '../../app/use-is-read-only.ts';
import { PileDialog } from '../../components/paper/pile-dialog.tsx';
import { useOptimiseReason } from '../../components/use-optimise-reason.ts';
import { useFormats } from '../../i18n/use-formats.ts';
import { BudgetLine } from './budget-line.tsx';
import { OptimiseOutcome } from './document-detail.tsx';
import { DocumentPreview } from './document-preview.tsx';
import { Places } from './places.tsx';
import { useDecide } from './use-decide.ts';

const PDF = 'application/pdf';

/** One file that came in: where it could go, and a look at it. */
export function ArrivalDetail({ arrival }: { arrival: Arrival }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const reasonOf = useOptimiseReason();
  const isReadOnly = useIsReadOnly();
  const { accept, ignore } = useDecide();
  const [isPile, setIsPile] = useState(false);
  const { name, path, foundAt, prepared, reason, pile } = arrival;
  return (
    <section className="documents-detail" aria-label={t('documents.detail.label')}>
      <header className="documents-detail-head">
        <h2 className="arrivals-title">{name}</h2>
        {prepared === null ? (
          <p role="alert">{t('documents.arrivals.refused', { why: reasonOf(reason) ?? '' })}</p>
        ) : (
          <OptimiseOutcome optimisation={prepared.optimisation} />
        )}
        {prepared === null ? null : <BudgetLine sizeBytes={prepared.document.sizeBytes} />}
        <p className="documents-quiet arrivals-path" title={path}>
          {t('documents.arrivals.found', { date: formats.dateTime(foundAt), path })}
        </p>
        {pile === null ? null : <p>{t('paper.pile.shared', { title: pile.title, count: pile.copyCount })}</p>}
        {prepared === null || isReadOnly || pile !== null ? null : (
          <Places targets={arrival.targets} onChoose={(target) => accept([{ arrival, target }])} />
        )}
        <div className="arrivals-answers">
          {prepared?.original.mediaType === PDF ? (
            <Button
              variant={pile === null ? 'default' : 'filled'}
              disabled={isReadOnly}
              onClick={() => setIsPile(true)}
            >
              {t(pile === null ? 'paper.pile.ofArrival' : 'paper.pile.answer')}
            </Button>
          ) : null}
          <Button variant="default" disabled={isReadOnly} onClick={() => ignore([arrival])}>
            {t('documents.arrivals.ignore')}
          </Button>
        </div>
      </header>
      {isPile && prepared !== null ? (
        <PileDialog
          source={{ sha256: prepared.original.sha256 }}
          assignmentId={pile?.assignmentId}
          onTaken={() => {
            setIsPile(false);
            // The copies have its pages now; the pile itself goes with what is not wanted.
            void engineClient.watch.ignore({ arrivalIds: [arrival.id] });
          }}
          onClose={() => setIsPile(false)}
        />
      ) : null}
      {prepared === null ? null : (
        <DocumentPreview
          document={prepared.document}
          original={prepared.original}
          version="sent"
          optimisation={prepared.optimisation}
        />
      )}
    </section>
  );
}
