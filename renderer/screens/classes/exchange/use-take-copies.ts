import { useTranslation } from 'react-i18next';
import type { CopyChoice } from '../../../../preload/contract/index.ts';
import { engineClient } from '../../../app/engine.ts';
import { useToasts } from '../../../app/toasts.tsx';
import { useCancellable } from '../../../app/use-cancellable.ts';
import { optimiseReason } from '../../../components/use-optimise-reason.ts';

interface Taking {
  readonly assignmentId: string;
  readonly path: string;
  readonly onTaken: () => void;
}

/** Brings a ZIP's files to copies; one step of undo. Cancelled, it brings nothing. */
export function useTakeCopies({ assignmentId, path, onTaken }: Taking) {
  const { t } = useTranslation();
  const toasts = useToasts();
  return useCancellable(async (choices: readonly CopyChoice[], signal) => {
    const { ids, numbers, copyCount, refused } = await engineClient.exchange.takeCopies(
      { assignmentId, path, choices: [...choices] },
      { signal },
    );
    if (ids.length > 0)
      toasts.undoable({
        label: t('exchange.copies.done', { count: copyCount }),
        undo: async () => engineClient.exchange.removeCopies({ ids, numbers }),
        redo: async () => engineClient.exchange.restoreCopies({ ids, numbers }),
      });
    else if (refused.length === 0) toasts.done(t('exchange.copies.nothingNew'));
    if (refused.length > 0)
      toasts.warned((say) => ({
        title: say('exchange.copies.refusedTitle'),
        text: refused
          .map(({ name, reason }) => `${name} (${optimiseReason(say, reason) ?? reason})`)
          .join(', '),
      }));
    onTaken();
  });
}
