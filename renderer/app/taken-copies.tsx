import { ORPCError } from '@orpc/client';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { engineClient } from './engine.ts';
import { type CopyEvent, followCopies } from './engine-events.ts';
import { useToasts } from './toasts.tsx';

/** Says what has come back from another program, with the way back to what it took the place of. */
export function TakenCopies() {
  const { t } = useTranslation();
  const toasts = useToasts();
  useEffect(() => {
    const onTaken = ({ name, before, after }: Extract<CopyEvent, { type: 'copy-taken' }>) =>
      toasts.undoable({
        label: t(before === null ? 'attachments.outside.beside' : 'attachments.outside.taken', { name }),
        undo: async () => engineClient.lessons.swapResources({ off: after, on: before }),
        redo: async () => engineClient.lessons.swapResources({ off: before, on: after }),
      });
    return followCopies((event) => {
      if (event.type === 'copy-taken') onTaken(event);
      else toasts.failed(new ORPCError(event.error.code, { data: event.error }));
    });
  }, [t, toasts]);
  return null;
}
