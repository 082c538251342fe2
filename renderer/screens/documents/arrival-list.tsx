import { Button, Checkbox } from '@mantine/core';
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
  readonly chosen: readonly Arrival[];
  readonly onChosen: (arrivals: readonly Arrival[]) => void;
}

/**
 * Up and down go from one to the next; Enter, 1, 2 and 3 put it where it is proposed; Delete ignores it. Space, Shift with
 * an arrow and Ctrl+A choose several, which Delete ignores together.
 */
export function ArrivalList({ arrivals, total, current, onCurrent, chosen, onChosen }: Props) {
  const { t } = useTranslation();
  const { accept, ignore } = useDecide();
  const list = useRef<HTMLUListElement>(null);
  const index = arrivals.findIndex(({ id }) => id === current?.id);
  const go = (to: Arrival | undefined) => {
    if (to === undefined) return;
    onCurrent(to.id);
    list.current?.querySelector<HTMLElement>(`[data-arrival="${CSS.escape(to.id)}"]`)?.focus();
  };
  const toggle = (arrival: Arrival) =>
    onChosen(chosen.includes(arrival) ? chosen.filter((one) => one !== arrival) : [...chosen, arrival]);
  const onChoosingKey = (event: KeyboardEvent): boolean => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'a') onChosen(arrivals);
    else if (event.key === ' ' && current !== undefined) toggle(current);
    else if (event.key === 'Escape' && chosen.length > 0) onChosen([]);
    else if (event.shiftKey && step !== undefined && current !== undefined) {
      const next = arrivals[index + step];
      onChosen([...new Set([...chosen, current, ...(next === undefined ? [] : [next])])]);
      go(next);
    } else if (event.key === 'Delete' && chosen.length > 1) ignore(chosen);
    else return false;
    event.preventDefault();
    return true;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (onChoosingKey(event)) return;
    if (current === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const digit = /^(?:Digit|Numpad)([123])$/.exec(event.code)?.[1];
    const target = current.targets[event.key === 'Enter' ? 0 : Number(digit ?? 0) - 1];
    if (step !== undefined) go(arrivals[index + step]);
    else if (event.key === 'Delete' || target !== undefined) {
      // The next one takes its place under the keyboard.
      go(arrivals[index + 1] ?? arrivals[index - 1]);
      if (target === undefined) ignore([current]);
      else accept([{ arrival: current, target }]);
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
          <li key={arrival.id} data-chosen={chosen.includes(arrival) || undefined}>
            <Checkbox
              size="xs"
              // The keyboard chooses by the space bar, from the line itself.
              tabIndex={-1}
              aria-label={t('documents.arrivals.choose', { name: arrival.name })}
              checked={chosen.includes(arrival)}
              onChange={() => toggle(arrival)}
            />
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
