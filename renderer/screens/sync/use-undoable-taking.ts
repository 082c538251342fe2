import { useCallback } from 'react';
import { engineClient } from '../../app/engine.ts';
import { useToasts } from '../../app/toasts.tsx';

interface Taken {
  readonly takenBackIds: string[];
}

/**
 * Says that something was taken back or settled, with « Annuler », and gives it to Ctrl+Z.
 *
 * Each time it is done again the engine keeps it under another name.
 */
export function useUndoableTaking(): (label: string, taken: Taken, redo: () => Promise<Taken>) => void {
  const { undoable } = useToasts();
  return useCallback(
    (label, taken, redo) => {
      let last = taken;
      undoable({
        label,
        undo: () => engineClient.sync.putBack(last),
        redo: async () => {
          last = await redo();
        },
      });
    },
    [undoable],
  );
}
