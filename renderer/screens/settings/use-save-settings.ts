import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { engine } from '../../app/engine.ts';
import { retryAcrossRestarts } from '../../app/query-client.ts';
import { useToasts } from '../../app/toasts.tsx';

/** Saves some settings, and says so. */
export function useSaveSettings() {
  const { t } = useTranslation();
  const toasts = useToasts();
  const queries = useQueryClient();
  const queryKey = engine.settings.get.queryKey();
  return useMutation(
    engine.settings.save.mutationOptions({
      ...retryAcrossRestarts,
      onSuccess: (saved) => {
        queries.setQueryData(queryKey, saved);
        toasts.done(t('settings.documents.saved'));
      },
      onError: toasts.failed,
    }),
  );
}
