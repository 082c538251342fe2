import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Account } from '../../../preload/contract/index.ts';
import { engine } from '../../app/engine.ts';
import { navigate } from '../../app/routes.ts';
import { startSync } from '../../app/start-sync.ts';
import { useToasts } from '../../app/toasts.tsx';
import { undoStack } from '../../app/undo.ts';

/** Connects to an ENT, then fetches what it holds. */
export function useConnect() {
  const onSuccess = useAfterConnect();
  return useMutation(engine.account.connect.mutationOptions({ onSuccess }));
}

/** Starts the demonstration lycée and connects to it. */
export function useConnectDemo() {
  const onSuccess = useAfterConnect();
  return useMutation(engine.account.connectDemo.mutationOptions({ onSuccess }));
}

/** Goes to the day, where the first exchange shows its progress; says what the teacher must know of the session. */
export function useAfterConnect(): (account: Account) => Promise<void> {
  const queries = useQueryClient();
  const toasts = useToasts();
  return async (account) => {
    undoStack.clear();
    navigate({ screen: 'today' });
    await queries.invalidateQueries();
    if (account.secretKeptIn === 'memory' && account.kind !== 'demo') {
      toasts.warned((say) => ({
        title: say('connect.memoryOnly.title'),
        text: say('connect.memoryOnly.text'),
      }));
    }
    void startSync(queries).catch(toasts.failed);
  };
}
