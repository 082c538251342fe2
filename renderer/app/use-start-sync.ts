import { useMutation, useQueryClient } from '@tanstack/react-query';
import { startSync } from './start-sync.ts';
import { useToasts } from './toasts.tsx';

/** « Synchroniser maintenant » as a button's action; a refusal to begin is said in a toast. */
export function useStartSync() {
  const queries = useQueryClient();
  const toasts = useToasts();
  return useMutation({ mutationFn: async () => startSync(queries), onError: toasts.failed });
}
