import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { engine } from './engine.ts';
import { startSync } from './start-sync.ts';
import { useToasts } from './toasts.tsx';

/**
 * « Synchroniser maintenant » as a button's action.
 *
 * Shows how it ended, which the announcer says; a failure of the exchange is said by the line of state, where it stays in view.
 */
export function useStartSync() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const toasts = useToasts();
  return useMutation({
    mutationFn: async () => startSync(queries),
    onSuccess: async ({ outcome }) => {
      if (outcome === 'cancelled') toasts.synced(t('sync.ended.cancelled'));
      if (outcome !== 'done') return;
      const { conflictCount, refusedCount } = await queries.fetchQuery(engine.sync.status.queryOptions());
      if (conflictCount > 0) toasts.synced(t('sync.ended.conflicts', { count: conflictCount }), true);
      else if (refusedCount > 0) toasts.synced(t('sync.ended.refused', { count: refusedCount }), true);
      else toasts.synced(t('sync.ended.done'));
    },
    onError: toasts.failed,
  });
}
