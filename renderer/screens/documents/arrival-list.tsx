import { Button } from '@mantine/core';
import type { KeyboardEvent } from 'react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Arrival } from '../../../preload/contract/index.ts';
import { ArrivalRow } from './arrival-row.tsx';
import type { ChosenIds } from './use-chosen-ids.ts';
import { useDecide } from './use-decide.ts';

interface Props {
  readonly arrivals: readonly Arrival[];
  readonly total: number;
  readonly current: Arrival | undefined;
  readonly onCurrent: (id: string) => void;
  readonly chosen: ChosenIds;
}

/**
 * Up and down go from one to the next; Enter, 1, 2 and 3 put it where it is proposed; Delete ignores it. Space, Shift with
 * an arrow and Ctrl+A choose several, which Delete ignores together.
 */
export function ArrivalList({ arrivals, total, current, onCurrent, chosen }: Props) {
  const { t } = useTranslation();
  const { ignore } = useDecide();
  const list = useRef<HTMLUListElement>(null);
  const onKeyDown = useListKeys({ arrivals, current, onCurrent, chosen, list });
  return (
    <>
      <div className="arrivals-head">
        <p className="documents-quiet">{t('documents.arrivals.count', { count: total })}</p>
        <Button variant="subtle" color="gray" size="compact-sm" onClick={() => ignore(arrivals)}>
          {t('documents.arrivals.ignoreAll', { count: arrivals.length })}
        </Button>
      </div>
      <ul
        className="arrivals-list"
        aria-label={t('documents.arrivals.label')}
        ref={list}
        onKeyDown={onKeyDown}
      >
        {arrivals.map((arrival) => (
          <ArrivalRow
            key={arrival.id}
            arrival={arrival}
            isCurrent={arrival === current}
            isChosen={chosen.ids.has(arrival.id)}
            isReached={arrival === (current ?? arrivals[0])}
            onCurrent={onCurrent}
            onToggle={chosen.toggle}
          />
        ))}
      </ul>
      <p className="arrivals-keys documents-quiet">{t('documents.arrivals.keys')}</p>
    </>
  );
}

type Keys = Omit<Props, 'total'> & { readonly list: { readonly current: HTMLUListElement | null } };

function useListKeys({ arrivals, current, onCurrent, chosen, list }: Keys) {
  const { accept, ignore } = useDecide();
  const index = arrivals.findIndex(({ id }) => id === current?.id);
  const go = (to: Arrival | undefined) => {
    if (to === undefined) return;
    onCurrent(to.id);
    list.current?.querySelector<HTMLElement>(`[data-arrival="${CSS.escape(to.id)}"]`)?.focus();
  };
  const several = arrivals.filter(({ id }) => chosen.ids.has(id));
  /** @returns whether the key was one that chooses */
  const chooseBy = (event: KeyboardEvent, step: number | undefined): boolean => {
    const next = step === undefined ? undefined : arrivals[index + step];
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'a')
      chosen.add(arrivals.map(({ id }) => id));
    else if (event.key === ' ' && current !== undefined) chosen.toggle(current.id);
    else if (event.key === 'Escape' && several.length > 0) chosen.clear();
    else if (event.shiftKey && step !== undefined && current !== undefined) {
      chosen.add([current.id, ...(next === undefined ? [] : [next.id])]);
      go(next);
    } else if (event.key === 'Delete' && several.length > 1) ignore(several);
    else return false;
    return true;
  };
  const decideBy = (event: KeyboardEvent, step: number | undefined): boolean => {
    if (current === undefined || event.ctrlKey || event.metaKey || event.altKey) return false;
    const digit = /^(?:Digit|Numpad)([123])$/.exec(event.code)?.[1];
    const target = current.targets[event.key === 'Enter' ? 0 : Number(digit ?? 0) - 1];
    if (step !== undefined) go(arrivals[index + step]);
    else if (event.key === 'Delete' || target !== undefined) {
      // The next one takes its place under the keyboard.
      go(arrivals[index + 1] ?? arrivals[index - 1]);
      if (target === undefined) ignore([current]);
      else accept([{ arrival: current, target }]);
    } else return false;
    return true;
  };
  return (event: KeyboardEvent) => {
    // A tick box has its own keys.
    if (!(event.target instanceof HTMLButtonElement)) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (chooseBy(event, step) || decideBy(event, step)) event.preventDefault();
  };
}
