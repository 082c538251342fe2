import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { letWait } from '../../engine/class-documents.ts';
import { writeClass } from '../../engine/write-class.ts';
import { copiesOf, handInCopies, openBenchEngine, signIn, syncOnce } from './copies.ts';
import { type EntProcess, entDirectory, startEntProcess } from './ent-process.ts';
import { copyPlainly } from './plain-copy.ts';
import { timed } from './timed.ts';

export interface Throughput {
  readonly files: number;
  /** Of the documents, one way. */
  readonly bytes: number;
  readonly pullMs: number;
  readonly pushMs: number;
  /** Of plain copies both ways, before and after ours: the machine may be busier at one time. */
  readonly plainCopyMs: readonly number[];
  /** Pull and push over the mean of the plain copies: hashing, flushing and databases of both ends included. */
  readonly ratioToPlainCopy: number;
  /** The same over a plain copy whose files are flushed one by one. */
  readonly ratioToFlushedCopy: number;
}

/** Pulls and pushes many documents over loopback, beside a plain `got` stream copy of the same bytes. */
export async function measureThroughput(
  parent: string,
  { files, fileBytes }: { files: number; fileBytes: number },
): Promise<Throughput> {
  const folder = join(parent, 'throughput');
  await mkdir(folder);
  const copies = copiesOf(files, fileBytes);
  const load = { files: copies.map(({ bytes }) => bytes) };
  const before = await copyPlainly(folder, { ...load, isFlushed: false });
  const ours = await syncBothWays(folder, files, fileBytes);
  const after = await copyPlainly(folder, { ...load, isFlushed: false });
  const flushed = await copyPlainly(folder, { ...load, isFlushed: true });
  const oursMs = ours.pullMs + ours.pushMs;
  return {
    files,
    bytes: files * fileBytes,
    ...ours,
    plainCopyMs: [before, after],
    ratioToPlainCopy: rounded(oursMs / ((before + after) / 2)),
    ratioToFlushedCopy: rounded(oursMs / flushed),
  };
}

async function syncBothWays(folder: string, files: number, fileBytes: number) {
  const ent = await startEntProcess(entDirectory(folder));
  const engine = await openBenchEngine(folder, 'data');
  try {
    let submissionIds: string[] = [];
    await ent.betweenTwoRuns(async (school) => {
      ({ submissionIds } = writeClass(school, files));
      await handInCopies(school, folder, submissionIds, copiesOf(files, fileBytes));
    });
    await signIn(engine, ent);
    const pullMs = await timed(() => syncOnce(engine));
    for (const [index, document] of copiesOf(files, fileBytes, files).entries()) {
      const body = { submission_id: submissionIds[index] };
      await letWait(engine, { entity: 'feedback', entityId: `feedback-${index}`, body }, document);
    }
    const pushMs = await timed(() => syncOnce(engine));
    await expectAll(ent, files);
    return { pullMs, pushMs };
  } finally {
    await engine.close();
    await ent.close();
  }
}

async function expectAll(ent: EntProcess, files: number): Promise<void> {
  const { rows } = await ent.statistics();
  if (rows.feedback !== files) throw new Error('not everything has arrived');
}

function rounded(ratio: number): number {
  return Math.round(ratio * 100) / 100;
}
