import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Engine } from '../../../main/engine/create-engine.ts';
import { letWait, type TestDocument } from '../../engine/class-documents.ts';
import { writeClass } from '../../engine/write-class.ts';
import { type FaultProxy, startFaultProxy } from '../../faults/fault-proxy.ts';
import { copiesOf, handInCopies, openBenchEngine, signIn } from './copies.ts';
import { type EntProcess, entDirectory, startEntProcess } from './ent-process.ts';

const MB = 1024 * 1024;
const CUT_EVERY_BYTES = 10 * MB;
const SESSIONS_AT_MOST = 30;

/** One transfer over a line that breaks every ten megabytes. */
export interface Resend {
  readonly what: string;
  readonly how: 'cut' | 'reset';
  readonly cuts: number;
  /** Bytes that crossed the line in the direction of the documents, over the bytes of the documents. */
  readonly ratio: number;
}

interface Load {
  readonly what: string;
  readonly direction: 'up' | 'down';
  readonly how: Resend['how'];
  readonly count: number;
  readonly bytesEach: number;
}

const DOCUMENT = { count: 1, bytesEach: 40 * MB };
const COPIES = { count: 100, bytesEach: 400_000 };

const LOADS: readonly Load[] = [
  { what: 'one document up', direction: 'up', how: 'cut', ...DOCUMENT },
  { what: 'one document up', direction: 'up', how: 'reset', ...DOCUMENT },
  { what: 'one document down', direction: 'down', how: 'reset', ...DOCUMENT },
  { what: 'a hundred copies up', direction: 'up', how: 'cut', ...COPIES },
  { what: 'a hundred copies up', direction: 'up', how: 'reset', ...COPIES },
  { what: 'a hundred copies down', direction: 'down', how: 'reset', ...COPIES },
];

/**
 * Sends and receives some forty megabytes over a line that breaks at every tenth, in good order and by TCP resets.
 *
 * What counts is what crossed the line: all that the fault proxy read from the sender before it broke the connection.
 */
export async function measureResend(parent: string): Promise<Resend[]> {
  const outcomes: Resend[] = [];
  for (const load of LOADS) outcomes.push(await transfer(parent, load));
  return outcomes;
}

async function transfer(parent: string, load: Load): Promise<Resend> {
  const { what, how } = load;
  const folder = join(parent, `resend-${what.replaceAll(' ', '-')}-${how}`);
  await mkdir(folder);
  const ent = await startEntProcess(entDirectory(folder));
  const line = await startFaultProxy({ target: ent.url });
  const engine = await openBenchEngine(folder, 'data');
  try {
    let submissionIds: string[] = [];
    await ent.betweenTwoRuns((school) => {
      ({ submissionIds } = writeClass(school, load.count));
    });
    await signIn(engine, { ...ent, url: line.url });
    await syncUntilDone(engine);
    await prepare({ ent, engine, folder, submissionIds }, load, copiesOf(load.count, load.bytesEach));
    line.setFault({ kind: how, direction: load.direction, afterBytes: CUT_EVERY_BYTES });
    const [movedBytes, cuts] = [bytesOf(line, load), line.struck];
    await syncUntilDone(engine);
    const ratio = (bytesOf(line, load) - movedBytes) / (load.count * load.bytesEach);
    return { what, how, cuts: line.struck - cuts, ratio: Math.round(ratio * 1000) / 1000 };
  } finally {
    await engine.close();
    await line.close();
    await ent.close();
  }
}

function bytesOf(line: FaultProxy, { direction }: Load): number {
  return direction === 'up' ? line.bytesUp : line.bytesDown;
}

async function prepare(
  given: { ent: EntProcess; engine: Engine; folder: string; submissionIds: readonly string[] },
  { direction }: Load,
  documents: readonly TestDocument[],
): Promise<void> {
  const { ent, engine, folder, submissionIds } = given;
  if (direction === 'down') {
    await ent.betweenTwoRuns((school) => handInCopies(school, folder, submissionIds, documents));
    return;
  }
  for (const [index, document] of documents.entries()) {
    const body = { submission_id: submissionIds[index] };
    await letWait(engine, { entity: 'feedback', entityId: `feedback-${index}`, body }, document);
  }
}

/** What is tried again after a cut is the session: it goes on from where it was. */
async function syncUntilDone(engine: Engine): Promise<void> {
  for (let session = 0; session < SESSIONS_AT_MOST; session += 1) {
    const { outcome, error } = await engine.client.sync.start();
    if (outcome === 'done') return;
    if (error?.code !== 'ent/unreachable') throw new Error(`the session ended ${outcome}: ${error?.code}`);
  }
  throw new Error('the line has never let a session end');
}
