import type { Store } from '../../../main/engine/store/store.ts';
import type { Caller } from './weather.ts';

/** A connection as one process has it: once the process is gone, nothing of it writes any more. */
export function storeOfOneLife(connection: Store, caller: Caller): Store {
  return {
    ...connection,
    write(change) {
      if (caller.isKilled) throw new Error(`a process of ${caller.name} that is gone writes`);
      return connection.write(change);
    },
  };
}
