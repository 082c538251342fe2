import type { AppLock } from '../lock/app-lock.ts';
import type { Implementer } from './implementer.ts';

/** The lock of the window: what is answered while everything else is refused. */
export function lockProcedures(os: Implementer, lock: AppLock) {
  return {
    state: os.lock.state.handler(() => lock.state()),
    choose: os.lock.choose.handler(({ input }) => lock.choose(input.passphrase, input.current)),
    configure: os.lock.configure.handler(({ input: { current, ...times } }) =>
      lock.configure(times, current),
    ),
    remove: os.lock.remove.handler(({ input }) => lock.remove(input.current)),
    lock: os.lock.lock.handler(() => lock.lock()),
    unlock: os.lock.unlock.handler(({ input }) => lock.unlock(input.passphrase)),
  };
}
