import { expect, test } from 'vitest';
import { CartableError } from '../../main/engine/platform/cartable-error.ts';
import { SyncService } from '../../main/engine/sync/sync-service.ts';
import { openSyncedClass } from './synced-class.ts';

test('a session is in the history before it finds its way to the ENT, and says so when it finds none', async () => {
  const { engine } = await openSyncedClass();
  const { syncContext } = engine.workspaces.current();
  const way = Promise.withResolvers<never>();
  const sync = new SyncService(
    syncContext,
    () => way.promise,
    () => undefined,
  );
  const session = sync.start();
  expect(sync.history()[0]).toMatchObject({ outcome: 'running', requests: 0 });
  way.reject(new CartableError('ent/unreachable', {}, 'later'));
  expect(await session).toMatchObject({ outcome: 'failed', error: { code: 'ent/unreachable' }, requests: 0 });
});
