import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Arrival, ArrivalTarget } from '../../../preload/contract/index.ts';
import { engineClient } from '../../app/engine.ts';
import { useToasts } from '../../app/toasts.tsx';
import { useTargetWords } from './use-target-words.ts';

/** The two answers to a file that came in; both can be taken back. */
export interface Decide {
  accept(arrival: Arrival, target: ArrivalTarget): void;
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
      accept({ id: arrivalId, name }, target) {
        const label = t('documents.arrivals.accepted', { name, place: wordsOf(target).title });
        const { kind, id } = target;
        decide(label, [arrivalId], () => engineClient.watch.accept({ arrivalId, target: { kind, id } }));
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
