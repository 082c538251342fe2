import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { startSync } from './start-sync.ts';
import { useToasts } from './toasts.tsx';

/**
 * « Synchroniser maintenant » as a button's action.
 *
 * Says how it ended; a failure of the exchange is said by the line of state, where it stays in view.
 */
export function useStartSync() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const toasts = useToasts();
  return useMutation({
    mutationFn: async () => startSync(queries),
    onSuccess: ({ outcome }) => {
      if (outcome === 'done' || outcome === 'cancelled') toasts.done(t(`sync.ended.${outcome}`));
    },
    onError: toasts.failed,
  });
}
