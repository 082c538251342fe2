import { Worker } from 'node:worker_threads';
import type { ErasedCounts, ErasurePreview, ErasureSubject } from '../../../../preload/contract/erasure.ts';
import { entryUrl } from '../../platform/entries.ts';
import { tellingShare } from '../../share-progress.ts';
import { outsidePaths } from './counting.ts';
import type { Erasable } from './erasable.ts';
import type { RehearsalMessage, RehearsalTask } from './rehearsal-task.ts';
import { scopeOf } from './scope.ts';

/**
 * Tells what an erasure would take. Changes nothing.
 *
 * Only the erasure itself knows which documents nothing else uses: it is done to a copy in memory, in a thread, so that the
 * engine goes on answering however much there is, and can be called off.
 * @throws CartableError as `scopeOf`; or the signal's reason
 */
export async function previewErasure(
  workspace: Erasable,
  subject: ErasureSubject,
  signal?: AbortSignal,
): Promise<ErasurePreview> {
  const { store, directory, domain } = workspace;
  const now = domain.clock.now();
  const scope = scopeOf(store.db, subject, now);
  const onShare = tellingShare(domain, 'erasure');
  onShare(0);
  const task = { database: new Uint8Array(store.db.serialize()), scope, directory, now };
  return {
    counts: await rehearse(task, { signal, onShare }),
    confirmation: scope.name,
    outsidePaths: outsidePaths(store.db, scope),
  };
}

interface Following {
  readonly signal: AbortSignal | undefined;
  onShare(share: number): void;
}

async function rehearse(task: RehearsalTask, { signal, onShare }: Following): Promise<ErasedCounts> {
  signal?.throwIfAborted();
  const worker = new Worker(entryUrl('erasure-rehearsal'), {
    workerData: task,
    transferList: [task.database.buffer as ArrayBuffer],
    execArgv: [],
  });
  const { promise, resolve, reject } = Promise.withResolvers<ErasedCounts>();
  const onAbort = () => reject(signal?.reason);
  worker.on('message', (message: RehearsalMessage) => {
    if (message.kind === 'step') onShare(message.share);
    else resolve(message.counts);
  });
  worker.on('error', reject);
  worker.on('exit', () => reject(new Error('the rehearsal ended without a count')));
  signal?.addEventListener('abort', onAbort);
  try {
    return await promise;
  } finally {
    signal?.removeEventListener('abort', onAbort);
    await worker.terminate();
  }
}
