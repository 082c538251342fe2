import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { letWait } from '../../engine/class-documents.ts';
import { writeClass } from '../../engine/write-class.ts';
import { copiesOf, handInCopies, openBenchEngine, signIn, syncOnce } from './copies.ts';
import { type EntProcess, entDirectory, startEntProcess } from './ent-process.ts';
import { copyPlainly } from './plain-copy.ts';
import { timed } from './timed.ts';

/** One turn of each side, one after the other. Milliseconds, both ways together but for ours. */
interface Round {
  readonly plainCopyMs: number;
  readonly flushedCopyMs: number;
  readonly pullMs: number;
  readonly pushMs: number;
}

export interface Throughput {
  readonly files: number;
  /** Of the documents, one way. */
  readonly bytes: number;
  /** The sides by turns: the machine may be busier at one time. */
  readonly rounds: readonly Round[];
  /** Pull and push over a plain copy, medians of the rounds: hashing, flushing and databases of both ends included. */
  readonly ratioToPlainCopy: number;
  /** The same over a plain copy whose files are flushed one by one. */
  readonly ratioToFlushedCopy: number;
}

/** Pulls and pushes many documents over loopback, beside a plain `got` stream copy of the same bytes. */
export async function measureThroughput(
  parent: string,
  { files, fileBytes, rounds: count }: { files: number; fileBytes: number; rounds: number },
): Promise<Throughput> {
  const load = { files: copiesOf(files, fileBytes).map(({ bytes }) => bytes) };
  const rounds: Round[] = [];
  for (let round = 0; round < count; round += 1) {
    const folder = join(parent, `throughput-${round}`);
    await mkdir(folder);
    const plainCopyMs = await copyPlainly(folder, { ...load, isFlushed: false });
    const ours = await syncBothWays(folder, files, fileBytes);
    const flushedCopyMs = await copyPlainly(folder, { ...load, isFlushed: true });
    rounds.push({ plainCopyMs, flushedCopyMs, ...ours });
    await rm(folder, { recursive: true, force: true });
  }
  const oursMs = median(rounds.map(({ pullMs, pushMs }) => pullMs + pushMs));
  return {
    files,
    bytes: files * fileBytes,
    rounds,
    ratioToPlainCopy: rounded(oursMs / median(rounds.map(({ plainCopyMs }) => plainCopyMs))),
    ratioToFlushedCopy: rounded(oursMs / median(rounds.map(({ flushedCopyMs }) => flushedCopyMs))),
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

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const [low = 0, high = low] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return (low + high) / 2;
}

function rounded(ratio: number): number {
  return Math.round(ratio * 100) / 100;
}
