import { implement } from '@orpc/server';
import { contract } from '../../../preload/contract/index.ts';
import type { DomainContext } from '../context.ts';
import { CartableError } from '../platform/cartable-error.ts';
import { toRpcError } from './rpc-error.ts';

/** The contract, to be bound; every failure leaves as the contract declares it. */
export function implementer(
  logBug: (error: unknown) => string,
  isLocked: () => boolean,
  failure?: CartableError,
) {
  return implement(contract).use(async ({ next, signal, path }) => {
    try {
      if (failure !== undefined) throw failure;
      if (isLocked() && !isAnsweredLocked(path)) throw new CartableError('lock/locked');
      return await next();
    } catch (error) {
      // Called off by the window, which no longer listens: neither a failure nor a bug.
      if (signal?.aborted === true && error === signal.reason) throw error;
      throw toRpcError(error, logBug);
    }
  });
}

/** The lock's own doors, and what says nothing of anybody. */
function isAnsweredLocked([domain, name]: readonly string[]): boolean {
  return domain === 'lock' || domain === 'events' || (domain === 'policies' && name === 'read');
}

export type Implementer = ReturnType<typeof implementer>;
export type Domain = () => DomainContext;
