import { Button } from '@mantine/core';
import type { KeyboardEvent } from 'react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Arrival } from '../../../preload/contract/index.ts';
import { useFormats } from '../../i18n/use-formats.ts';
import { KindIcon } from './kind-icon.tsx';
import { useDecide } from './use-decide.ts';
import { useTargetWords } from './use-target-words.ts';

interface Props {
  readonly arrivals: readonly Arrival[];
  readonly total: number;
  readonly current: Arrival | undefined;
  readonly onCurrent: (id: string) => void;
}

/** Up and down go from one to the next; Enter, 1, 2 and 3 put it where it is proposed; Delete ignores it. */
export function ArrivalList({ arrivals, total, current, onCurrent }: Props) {
  const { t } = useTranslation();
  const { accept, ignore } = useDecide();
  const list = useRef<HTMLUListElement>(null);
  const index = arrivals.findIndex(({ id }) => id === current?.id);
  const go = (to: Arrival | undefined) => {
    if (to === undefined) return;
    onCurrent(to.id);
    list.current?.querySelector<HTMLElement>(`[data-arrival="${CSS.escape(to.id)}"]`)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (current === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const digit = /^(?:Digit|Numpad)([123])$/.exec(event.code)?.[1];
    const chosen = current.targets[event.key === 'Enter' ? 0 : Number(digit ?? 0) - 1];
    if (step !== undefined) go(arrivals[index + step]);
    else if (event.key === 'Delete' || chosen !== undefined) {
      // The next one takes its place under the keyboard.
      go(arrivals[index + 1] ?? arrivals[index - 1]);
      if (chosen === undefined) ignore([current]);
      else accept(current, chosen);
    } else return;
    event.preventDefault();
  };
  return (
    <>
      <div className="arrivals-head">
        <p className="documents-quiet">{t('documents.arrivals.count', { count: total })}</p>
        <Button variant="subtle" color="gray" size="compact-sm" onClick={() => ignore(arrivals)}>
          {t('documents.arrivals.ignoreAll', { count: arrivals.length })}
        </Button>
      </div>
      <ul className="arrivals-list" aria-label={t('documents.arrivals.label')} ref={list}>
        {arrivals.map((arrival) => (
          <li key={arrival.id}>
            <button
              type="button"
              data-testid="arrival"
              data-arrival={arrival.id}
              aria-current={arrival === current || undefined}
              tabIndex={arrival === (current ?? arrivals[0]) ? 0 : -1}
              onKeyDown={onKeyDown}
              onFocus={() => onCurrent(arrival.id)}
              onClick={() => onCurrent(arrival.id)}
            >
              <ArrivalLine arrival={arrival} />
            </button>
          </li>
        ))}
      </ul>
      <p className="arrivals-keys documents-quiet">{t('documents.arrivals.keys')}</p>
    </>
  );
}

function ArrivalLine({ arrival }: { arrival: Arrival }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const wordsOf = useTargetWords();
  const { name, prepared, targets, sizeBytes } = arrival;
  const [likeliest] = targets;
  const place = likeliest === undefined ? t('documents.arrivals.noPlace') : wordsOf(likeliest).title;
  return (
    <>
      <KindIcon mediaType={prepared?.document.mediaType ?? ''} />
      <span className="arrivals-name" title={name}>
        {name}
      </span>
      <span className="arrivals-place documents-quiet">
        {prepared === null ? t('optimise.outcome.refused') : place}
      </span>
      <span className="arrivals-size">{formats.size(prepared?.document.sizeBytes ?? sizeBytes)}</span>
    </>
  );
}
