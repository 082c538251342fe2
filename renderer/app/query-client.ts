import { QueryClient } from '@tanstack/react-query';
import { isEngineRestart } from './app-error.ts';

/** 5: one more than the restarts that the shell tries (3 in 5 minutes), with one to spare. */
const MAX_TRIES_ACROSS_RESTARTS = 5;

/**
 * For questions, and for edits that may be made twice without harm (setting a value): asked again of the next
 * engine when this one has died in the middle.
 */
export const retryAcrossRestarts = {
  retry: (count: number, error: unknown) => isEngineRestart(error) && count < MAX_TRIES_ACROSS_RESTARTS,
  retryDelay: 0,
};

/**
 * The cache of what the engine said.
 *
 * The engine is on this machine and tells what has changed, so an answer stays good until an event says
 * otherwise; `networkMode: 'always'` because a teacher without network must still be answered.
 */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      networkMode: 'always',
      staleTime: Number.POSITIVE_INFINITY,
      refetchOnReconnect: false,
      ...retryAcrossRestarts,
    },
    mutations: { networkMode: 'always', retry: false },
  },
});
