import { open } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { compiledPdfium } from '../optimise/pdf/rendering/look-at-pages.ts';
import { CartableError } from '../platform/cartable-error.ts';
import { entryUrl } from '../platform/entries.ts';
import type { PieceTask, PileMessage, PileTask, ReadPage } from './pile-task.ts';

/** A page is read in half a second, a file cut in less; what takes this long is not waited for. */
const STEP_LIMIT_MS = 60_000;

/** Far beyond a class's pages: what asks for more is no pile. */
const MEMORY_MB = 2048;

interface Following {
  readonly signal: AbortSignal | undefined;
  readonly onStep: (done: number, total: number) => void;
}

/**
 * The codes of a PDF's pages, in their order.
 *
 * @throws CartableError `paper/not-a-pile`; or the signal's reason
 */
export async function readPages(path: string, following: Following): Promise<ReadPage[]> {
  const file = await open(path, 'r');
  try {
    const { size: sizeBytes } = await file.stat();
    const messages = await run(
      { kind: 'read', pdfium: await compiledPdfium(), fd: file.fd, sizeBytes },
      following,
    );
    return messages.flatMap(({ page }) => page ?? []);
  } finally {
    await file.close();
  }
}

/** Makes one PDF of several files, whose images keep their own bytes; the same files make the same one. @throws as `readPages` */
export async function joinFiles(
  paths: readonly string[],
  into: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  await run({ kind: 'join', paths, into }, { signal, onStep: () => undefined });
}

/** Writes parts of a PDF as files of their own, upright. @throws as `readPages` */
export async function cutPages(
  path: string,
  parts: readonly PieceTask[],
  following: Following,
): Promise<void> {
  await run({ kind: 'cut', path, parts }, following);
}

type Step = Extract<PileMessage, { kind: 'page' }>;

/** Whatever a document does to the thread, this ends. */
async function run(task: PileTask, { signal, onStep }: Following): Promise<Step[]> {
  signal?.throwIfAborted();
  const worker = new Worker(entryUrl('pile-reader'), {
    workerData: task,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
  });
  const { promise, resolve, reject } = Promise.withResolvers<Step[]>();
  const fail = (cause?: unknown) => reject(new CartableError('paper/not-a-pile', {}, 'after-user', cause));
  const patience = setTimeout(fail, STEP_LIMIT_MS);
  const onAbort = () => reject(signal?.reason);
  const steps: Step[] = [];
  let total = 0;
  worker.on('message', (message: PileMessage) => {
    patience.refresh();
    if (message.kind === 'begun') total = message.total;
    else if (message.kind === 'page') steps.push(message);
    else if (message.kind === 'done') resolve(steps);
    else fail();
    if (total > 0) onStep(steps.length, total);
  });
  worker.on('error', fail);
  worker.on('exit', () => fail());
  signal?.addEventListener('abort', onAbort);
  try {
    return await promise;
  } finally {
    clearTimeout(patience);
    signal?.removeEventListener('abort', onAbort);
    await worker.terminate();
  }
}
