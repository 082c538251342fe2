import { Button, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Arrival, ArrivalTarget } from '../../../preload/contract/index.ts';
import { engine } from '../../app/engine.ts';
import { useIsReadOnly } from '../../app/use-is-read-only.ts';
import { useOptimiseReason } from '../../components/use-optimise-reason.ts';
import { useFormats } from '../../i18n/use-formats.ts';
import { BudgetLine } from './budget-line.tsx';
import { OptimiseOutcome } from './document-detail.tsx';
import { DocumentPreview } from './document-preview.tsx';
import { useDecide } from './use-decide.ts';
import { useTargetWords } from './use-target-words.ts';

/** One file that came in: where it could go, and a look at it. */
export function ArrivalDetail({ arrival }: { arrival: Arrival }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const reasonOf = useOptimiseReason();
  const isReadOnly = useIsReadOnly();
  const { ignore } = useDecide();
  const { name, path, foundAt, prepared, reason } = arrival;
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
        {prepared === null || isReadOnly ? null : <Places arrival={arrival} />}
        <div>
          <Button variant="default" disabled={isReadOnly} onClick={() => ignore([arrival])}>
            {t('documents.arrivals.ignore')}
          </Button>
        </div>
      </header>
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

/** The likeliest places, and a search among all of them. */
function Places({ arrival }: { arrival: Arrival }) {
  const { t } = useTranslation();
  const { accept } = useDecide();
  const [text, setText] = useState('');
  const isSearching = text.trim() !== '';
  const found = useQuery(engine.watch.targets.queryOptions({ input: { text }, enabled: isSearching }));
  const targets = isSearching ? (found.data ?? []) : arrival.targets;
  return (
    <div className="arrivals-places">
      <TextInput
        aria-label={t('documents.arrivals.search')}
        placeholder={t('documents.arrivals.search')}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {isSearching && found.isSuccess && targets.length === 0 ? (
        <p role="status">{t('documents.arrivals.noneFound')}</p>
      ) : (
        <ul aria-label={t('documents.arrivals.places')}>
          {targets.map((target, index) => (
            <li key={`${target.kind} ${target.id}`}>
              <Place
                target={target}
                isFirst={index === 0 && !isSearching}
                onChoose={() => accept(arrival, target)}
              />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

interface PlaceProps {
  readonly target: ArrivalTarget;
  readonly isFirst: boolean;
  readonly onChoose: () => void;
}

function Place({ target, isFirst, onChoose }: PlaceProps) {
  const { t } = useTranslation();
  const { title, detail } = useTargetWords()(target);
  return (
    <Button
      variant={isFirst ? 'filled' : 'default'}
      fullWidth
      justify="flex-start"
      h="auto"
      py={6}
      aria-label={t('documents.arrivals.putIn', { place: `${title}, ${detail}` })}
      onClick={onChoose}
    >
      <span className="arrivals-place-title">{title}</span>
      <span className="arrivals-place-detail">{detail}</span>
    </Button>
  );
}
