import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { engine } from './engine.ts';
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
    onSuccess: async ({ outcome }) => {
      if (outcome === 'cancelled') toasts.done(t('sync.ended.cancelled'));
      if (outcome !== 'done') return;
      const { conflictCount } = await queries.fetchQuery(engine.sync.status.queryOptions());
      toasts.done(
        conflictCount === 0 ? t('sync.ended.done') : t('sync.ended.conflicts', { count: conflictCount }),
      );
    },
    onError: toasts.failed,
  });
}
