import { useTranslation } from 'react-i18next';
import type { PileSource, TakenPart } from '../../../preload/contract/index.ts';
import { engineClient } from '../../app/engine.ts';
import { useToasts } from '../../app/toasts.tsx';
import { useCancellable } from '../../app/use-cancellable.ts';

interface Taking {
  readonly source: PileSource;
  readonly sha256: string;
  readonly onTaken: () => void;
}

/** Attaches a pile's parts to their copies; one step of undo. Cancelled, it attaches nothing. */
export function useTakePile({ source, sha256, onTaken }: Taking) {
  const { t } = useTranslation();
  const toasts = useToasts();
  return useCancellable(async (parts: readonly TakenPart[], signal) => {
    const { ids } = await engineClient.paper.takePile({ source, sha256, parts: [...parts] }, { signal });
    if (ids.length > 0)
      toasts.undoable({
        label: t('paper.pile.done', { count: ids.length }),
        undo: async () => engineClient.grading.removeCollected({ ids }),
        redo: async () => engineClient.grading.restoreCollected({ ids }),
      });
    onTaken();
  });
}
