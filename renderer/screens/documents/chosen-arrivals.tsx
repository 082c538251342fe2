import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Arrival } from '../../../preload/contract/index.ts';
import { useIsReadOnly } from '../../app/use-is-read-only.ts';
import { useFormats } from '../../i18n/use-formats.ts';
import { Places } from './places.tsx';
import { type Decision, useDecide } from './use-decide.ts';

/** Several files that were chosen: one place for all of them, or each its own. */
export function ChosenArrivals({ arrivals }: { arrivals: readonly Arrival[] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const isReadOnly = useIsReadOnly();
  const { accept, ignore } = useDecide();
  const ready = arrivals.filter(({ prepared }) => prepared !== null);
  const proposed = ready.flatMap((arrival): Decision[] => {
    const [target] = arrival.targets;
    return target === undefined ? [] : [{ arrival, target }];
  });
  const size = ready.reduce((total, { prepared }) => total + (prepared?.document.sizeBytes ?? 0), 0);
  return (
    <section className="documents-detail" aria-label={t('documents.arrivals.chosen')}>
      <header className="documents-detail-head">
        <h2 className="arrivals-title">{t('documents.arrivals.chosenCount', { count: arrivals.length })}</h2>
        <p className="documents-quiet">
          {t('documents.arrivals.chosenSize', { count: ready.length, size: formats.size(size) })}
        </p>
        {isReadOnly || ready.length === 0 ? null : (
          <>
            {proposed.length === 0 ? null : (
              <Button h="auto" mih={36} py={6} onClick={() => accept(proposed)}>
                <span className="arrivals-wrap">
                  {t('documents.arrivals.eachInPlace', { count: proposed.length })}
                </span>
              </Button>
            )}
            <Places
              targets={[]}
              onChoose={(target) => accept(ready.map((arrival) => ({ arrival, target })))}
            />
          </>
        )}
        <div>
          <Button variant="default" disabled={isReadOnly} onClick={() => ignore(arrivals)}>
            {t('documents.arrivals.ignoreAll', { count: arrivals.length })}
          </Button>
        </div>
      </header>
    </section>
  );
}
