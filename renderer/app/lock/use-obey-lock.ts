import { useCallback } from 'react';
import { engine, engineClient } from '../engine.ts';
import { queryClient } from '../query-client.ts';
import { navigate } from '../routes.ts';
import { useToasts } from '../toasts.tsx';
import { lockNow } from './lock-now.ts';

/** Locks when it is asked for, or the computer goes to sleep and that was chosen; where there is no lock yet, leads to it. */
export function useObeyLock(): (isAsleep: boolean) => Promise<void> {
  const toasts = useToasts();
  return useCallback(
    async (isAsleep) => {
      const state = await queryClient.fetchQuery({
        ...engine.lock.state.queryOptions(),
        queryFn: () => engineClient.lock.state(),
      });
      if (!state.isSet) {
        if (isAsleep) return;
        navigate({ screen: 'settings' });
        toasts.warned((say) => ({ title: say('lock.notLocked'), text: say('lock.notSet') }));
        return;
      }
      if (isAsleep && !state.locksOnSleep) return;
      await lockNow();
    },
    [toasts],
  );
}
