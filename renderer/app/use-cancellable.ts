import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useToasts } from './toasts.tsx';

/**
 * Something long that can be called off; closing what asked for it calls it off. A failure is told, a calling off is not.
 *
 * @param showsError whoever asks shows `error` in its own place; no toast tells of it then
 */
export function useCancellable<Input>(
  work: (input: Input, signal: AbortSignal) => Promise<void>,
  { showsError = false }: { readonly showsError?: boolean } = {},
) {
  const toasts = useToasts();
  const controller = useRef<AbortController | null>(null);
  useEffect(() => () => controller.current?.abort(), []);
  const mutation = useMutation({
    mutationFn: async (input: Input) => {
      const own = new AbortController();
      controller.current = own;
      try {
        await work(input, own.signal);
      } catch (error) {
        if (!own.signal.aborted) throw error;
      }
    },
    ...(showsError ? {} : { onError: toasts.failed }),
  });
  const { mutate, isPending, error, reset } = mutation;
  return { mutate, isPending, error, reset, cancel: () => controller.current?.abort() };
}
