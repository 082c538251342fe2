import { implement } from '@orpc/server';
import { contract } from '../../../preload/contract/index.ts';
import type { DomainContext } from '../context.ts';
import type { CartableError } from '../platform/cartable-error.ts';
import { toRpcError } from './rpc-error.ts';

/** The contract, to be bound; every failure leaves as the contract declares it. */
export function implementer(logBug: (error: unknown) => string, failure?: CartableError) {
  return implement(contract).use(async ({ next, signal }) => {
    try {
      if (failure !== undefined) throw failure;
      return await next();
    } catch (error) {
      // Called off by the window, which no longer listens: neither a failure nor a bug.
      if (signal?.aborted === true && error === signal.reason) throw error;
      throw toRpcError(error, logBug);
    }
  });
}

export type Implementer = ReturnType<typeof implementer>;
export type Domain = () => DomainContext;
