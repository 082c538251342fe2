import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Arrival, ArrivalTarget } from '../../../preload/contract/index.ts';
import { engineClient } from '../../app/engine.ts';
import { useToasts } from '../../app/toasts.tsx';
import { useTargetWords } from './use-target-words.ts';

/** Where a file goes. */
export interface Decision {
  readonly arrival: Arrival;
  readonly target: ArrivalTarget;
}

/** The two answers to a file that came in; both can be taken back. */
export interface Decide {
  accept(decisions: readonly Decision[]): void;
  ignore(arrivals: readonly Arrival[]): void;
}

export function useDecide(): Decide {
  const { t } = useTranslation();
  const toasts = useToasts();
  const wordsOf = useTargetWords();
  return useMemo(() => {
    const decide = (label: string, ids: readonly string[], go: () => Promise<unknown>) => {
      const undo = () => engineClient.watch.reopen({ arrivalIds: [...ids] });
      go().then(() => toasts.undoable({ label, undo, redo: go }), toasts.failed);
    };
    return {
      accept(decisions) {
        const [first] = decisions;
        if (first === undefined) return;
        const arrivalIds = decisions.map(({ arrival }) => arrival.id);
        const { arrival, target } = first;
        const label =
          decisions.length === 1
            ? t('documents.arrivals.accepted', { name: arrival.name, place: wordsOf(target).title })
            : t('documents.arrivals.allAccepted', { count: decisions.length });
        const input = decisions.map(({ arrival: { id: arrivalId }, target: { kind, id } }) => ({
          arrivalId,
          target: { kind, id },
        }));
        decide(label, arrivalIds, () => engineClient.watch.accept({ decisions: input }));
      },
      ignore(arrivals) {
        const arrivalIds = arrivals.map(({ id }) => id);
        const [first] = arrivals;
        if (first === undefined) return;
        const label =
          arrivals.length === 1
            ? t('documents.arrivals.ignored', { name: first.name })
            : t('documents.arrivals.allIgnored', { count: arrivals.length });
        decide(label, arrivalIds, () => engineClient.watch.ignore({ arrivalIds }));
      },
    };
  }, [t, toasts, wordsOf]);
}
